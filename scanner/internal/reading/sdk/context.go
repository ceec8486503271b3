package sdk

import (
	"strings"

	"github.com/candor-scan/candor/scanner/internal/document"
	"github.com/candor-scan/candor/scanner/internal/reading/sentence"
)

// context tells what the text around block i is about: by the sentence that
// leads into its list, else by the headings it stands under, the innermost
// first.
func (r *rowReader) context(i int) sentence.About {
	if i < 0 {
		return sentence.AboutNothing
	}
	if a := r.before(i); a != sentence.AboutNothing {
		return a
	}
	s := r.o.In[i]
	if s != nil && r.o.Opens[i] {
		s = s.Parent
	}
	best := sentence.AboutNothing
	for ; s != nil; s = s.Parent {
		best = max(best, s.About())
	}
	return best
}

// before looks at the lead of block i and at the paragraphs right above its
// list.
func (r *rowReader) before(i int) sentence.About {
	if ss := r.o.Of(i); len(ss) > 0 && ss[0].Lead != nil {
		return ss[0].Lead.About()
	}
	for k := i - 1; k >= 0 && k >= i-12; k-- {
		b := &r.d.Blocks[k]
		if r.Owned[k] || b.Kind == document.ListItem || b.Kind == document.Table || r.Lines[k].Field != "" {
			continue
		}
		if ss := r.o.Of(k); len(ss) > 0 && sentence.Introduces(ss[len(ss)-1]) {
			return ss[len(ss)-1].About()
		}
		if r.o.Opens[k] {
			break
		}
	}
	return sentence.AboutNothing
}

// namesSDK reports whether a label says that its value is the name of an SDK
// or of a third party's product.
func namesSDK(label string) bool {
	if sentence.MentionsSDK(label) {
		return true
	}
	low := strings.ToLower(label)
	for _, w := range []string{"第三方", "插件", "合作", "产品", "partner", "library", "third", "服务"} {
		if strings.Contains(low, w) {
			return true
		}
	}
	return false
}
