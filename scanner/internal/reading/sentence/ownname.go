package sentence

import (
	"strings"
	"unicode/utf8"
)

// OwnNames returns the names the document gives its app and company: what it
// sets in quotation marks early on and repeats.
func (d *Text) OwnNames() []string {
	if d.names != nil {
		return d.names
	}
	d.names = []string{}
	seen := map[string]bool{}
	var all strings.Builder
	for i, s := range d.Outline.Sentences {
		all.WriteString(s.Text)
		if i > 60 {
			continue
		}
		for _, q := range inQuotes(s.Text) {
			q = strings.TrimSpace(trimPolicy(q))
			if n := utf8.RuneCountInString(q); n >= 2 && n <= 10 && !seen[q] && len(d.names) < maxOwnNames {
				seen[q] = true
				d.names = append(d.names, q)
			}
		}
	}
	text := all.String()
	kept := d.names[:0]
	for _, n := range d.names {
		if strings.Count(text, n) >= 4 && !isOwnWord(n) {
			kept = append(kept, n)
		}
	}
	d.names = kept
	return d.names
}

// maxOwnNames bounds the quoted names that are counted in the whole text.
const maxOwnNames = 200

// inQuotes returns what stands in quotation marks.
func inQuotes(t string) []string {
	var out []string
	start := -1
	for i, r := range t {
		switch r {
		case '“', '《', '「', '【':
			start = i + utf8.RuneLen(r)
		case '”', '》', '」', '】':
			if start >= 0 && i > start {
				out = append(out, t[start:i])
			}
			start = -1
		}
	}
	return out
}

// trimPolicy takes the kind of document off the name it is given for.
func trimPolicy(q string) string {
	for _, w := range []string{"隐私", "用户", "服务协议", "个人信息"} {
		if i := strings.Index(q, w); i >= 0 {
			q = q[:i]
		}
	}
	return q
}

// isOwnWord reports whether a quoted word is one every policy defines.
func isOwnWord(n string) bool {
	switch n {
	case "我们", "您", "用户", "你", "本政策", "本协议", "服务", "平台", "设置", "Cookie", "Cookies", "权限", "第三方", "我的":
		return true
	}
	return false
}
