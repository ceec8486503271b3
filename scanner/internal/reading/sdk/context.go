package sdk

import (
	"strings"

	"github.com/candor-scan/candor/scanner/internal/document"
	"github.com/candor-scan/candor/scanner/internal/language"
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
		if a := ss[0].Lead.About(); a != sentence.AboutNothing {
			return a
		}
	}
	if a := r.numberedAbove(i); a != sentence.AboutNothing {
		return a
	}
	for k := i - 1; k >= 0 && k >= i-12; k-- {
		b := &r.d.Blocks[k]
		if r.Owned[k] || b.Kind == document.ListItem || b.Kind == document.Table || r.Lines[k].Field != "" {
			continue
		}
		if ss := r.o.Of(k); len(ss) > 0 && (sentence.Introduces(ss[len(ss)-1]) || r.standsAbove(k, i)) {
			return ss[len(ss)-1].About()
		}
		if r.o.Opens[k] {
			break
		}
	}
	return sentence.AboutNothing
}

// standsAbove reports whether block k is one short line right above the list
// that block i stands in, which it leads into whatever it ends with.
func (r *rowReader) standsAbove(k, i int) bool {
	if language.Width(r.d.Blocks[k].Text) > 120 || len(r.o.Of(k)) > 1 {
		return false
	}
	for n := k + 1; n < i; n++ {
		if r.d.Blocks[n].Kind != document.ListItem && !r.bareName(n) {
			return false
		}
	}
	return r.d.Blocks[i].Kind == document.ListItem || r.bareName(i)
}

// bareName reports whether a block is one line that is the name of a known SDK
// and nothing else: an item of a list that lost its marks.
func (r *rowReader) bareName(i int) bool {
	b := &r.d.Blocks[i]
	return b.Kind == document.Paragraph && language.Width(b.Text) <= 60 && len(r.o.Of(i)) == 1 && r.names.ResolveName(b.Text) != ""
}

// maxBack bounds how far above an item the one it is numbered below is looked
// for.
const maxBack = 200

// numberedAbove tells what the item is about that block i is numbered below:
// 1.2 of 1.2.3.
func (r *rowReader) numberedAbove(i int) sentence.About {
	number := r.o.Numbers[i].Number
	dot := strings.LastIndexByte(number, '.')
	if dot <= 0 {
		return sentence.AboutNothing
	}
	for k := i - 1; k >= 0 && k >= i-maxBack; k-- {
		if r.o.Numbers[k].Number != number[:dot] {
			continue
		}
		best := sentence.AboutNothing
		for _, s := range r.o.Of(k) {
			best = max(best, s.About())
		}
		return best
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
