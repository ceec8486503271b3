package policy

import "strings"

// about says what a list or table is about, as far as SDKs are concerned.
type about int

const (
	aboutNothing about = iota
	aboutPartners
	aboutSDKs
)

// context tells what the text around block i is about: by the sentence that
// leads into its list, else by the headings it stands under, the innermost
// first.
func (r *rowReader) context(i int) about {
	if i < 0 {
		return aboutNothing
	}
	if a := r.before(i); a != aboutNothing {
		return a
	}
	s := r.o.in[i]
	if s != nil && r.o.opens[i] {
		s = s.parent
	}
	best := aboutNothing
	for ; s != nil; s = s.parent {
		best = max(best, s.about())
	}
	return best
}

// before looks at the lead of block i and at the paragraphs right above its
// list.
func (r *rowReader) before(i int) about {
	if ss := r.o.of(i); len(ss) > 0 && ss[0].lead != nil {
		return ss[0].lead.about()
	}
	for k := i - 1; k >= 0 && k >= i-12; k-- {
		b := &r.d.blocks[k]
		if r.owned[k] || b.kind == listItem || b.kind == tableBlock || r.lines[k].field != "" {
			continue
		}
		if ss := r.o.of(k); len(ss) > 0 && introduces(ss[len(ss)-1]) {
			return ss[len(ss)-1].about()
		}
		if r.o.opens[k] {
			break
		}
	}
	return aboutNothing
}

// aboutOf tells what a heading or lead is about.
func aboutOf(t string) about {
	low := strings.ToLower(t)
	if mentionsSDK(t) {
		return aboutSDKs
	}
	for _, w := range []string{"third-party librar", "third party librar", "dependencies", "libraries", "third-party service", "third party service", "third-party tool", "third-party component", "software development kit", "第三方插件", "第三方服务", "第三方组件", "开发工具包", "开发包", "第三方开源", "third-party analytics", "third-party sdk"} {
		if strings.Contains(low, w) {
			return aboutSDKs
		}
	}
	for _, w := range []string{"third-part", "third part", "partner", "service provider", "ad network", "advertis", "analytics", "第三方", "合作伙伴", "合作方", "服务商", "供应商", "接入"} {
		if strings.Contains(low, w) {
			return aboutPartners
		}
	}
	return aboutNothing
}

// mentionsSDK reports whether a text holds the word SDK.
func mentionsSDK(t string) bool {
	for at := 0; ; {
		i := indexFold(t[at:], "sdk")
		if i < 0 {
			return strings.Contains(t, "软件开发工具包") || strings.Contains(t, "开放平台")
		}
		i += at
		if end := i + 3; end == len(t) || t[end] == 's' || t[end] == 'S' || !isAlnumByte(t[end]) {
			return true
		}
		at = i + 3
	}
}

// namesSDK reports whether a label says that its value is the name of an SDK
// or of a third party's product.
func namesSDK(label string) bool {
	if mentionsSDK(label) {
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
