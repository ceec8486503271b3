package language

import (
	"strings"
	"unicode/utf8"
)

// Numbering is the number a heading or list item starts with.
type Numbering struct {
	Style  string // "一、", "(1)", "d2" for 1.2 … ; "" for none
	Number string // as it stands, without the signs around it
	Length int    // bytes up to the text behind the number
}

const hanNumerals = "一二三四五六七八九十百〇零"

// NumberOf reads the number at the start of a text.
func NumberOf(t string) Numbering {
	r, size := utf8.DecodeRuneInString(t)
	switch {
	case r == '第':
		return ordinal(t)
	case r == '(' || r == '（':
		return bracketed(t, size)
	case r == '【' || r == '[':
		if n := bracketed(t, size); n.Style != "" && n.Style != "(a)" {
			return n
		}
	case strings.ContainsRune(hanNumerals, r):
		n := strings.IndexFunc(t, func(r rune) bool { return !strings.ContainsRune(hanNumerals, r) })
		return terminated(t, n, "一", "、.．,，:：")
	case r >= '0' && r <= '9':
		return decimal(t)
	case r >= '①' && r <= '⑳':
		return Numbering{"①", string(r), skipBlank(t, size)}
	case r >= 'a' && r <= 'z':
		return letter(t, "a")
	case r >= 'A' && r <= 'Z':
		return letter(t, "A")
	}
	return Numbering{}
}

// terminated checks that one of the signs follows the n bytes of a number.
func terminated(t string, n int, style, signs string) Numbering {
	if n <= 0 || n >= len(t) || n > 24 {
		return Numbering{}
	}
	r, size := utf8.DecodeRuneInString(t[n:])
	if !strings.ContainsRune(signs, r) {
		return Numbering{}
	}
	return Numbering{style + string(r), t[:n], skipBlank(t, n+size)}
}

func ordinal(t string) Numbering {
	for i, r := range t {
		switch {
		case i == 0 || strings.ContainsRune(hanNumerals, r) || r >= '0' && r <= '9' || r == ' ':
			continue
		case strings.ContainsRune("条章节部篇步", r) && i > 3:
			end := i + utf8.RuneLen(r)
			if strings.HasPrefix(t[end:], "分") {
				end += len("分")
			}
			return Numbering{"第" + string(r), t[:end], skipBlank(t, end)}
		}
		break
	}
	return Numbering{}
}

func bracketed(t string, open int) Numbering {
	close := strings.IndexAny(t, ")）】]")
	if close < 0 || close > open+12 {
		return Numbering{}
	}
	inner := strings.TrimSpace(t[open:close])
	_, size := utf8.DecodeRuneInString(t[close:])
	n := Numbering{Number: inner, Length: skipBlank(t, close+size)}
	switch {
	case inner == "":
		return Numbering{}
	case strings.Trim(inner, hanNumerals) == "":
		n.Style = "(一)"
	case strings.Trim(inner, "0123456789") == "" && len(inner) <= 2:
		n.Style = "(1)"
	case len(inner) == 1 && IsAlnumByte(inner[0]), strings.Trim(inner, "ivx") == "":
		n.Style = "(a)"
	default:
		return Numbering{}
	}
	return n
}

// decimal reads 1. 1、 1) 1.2 1.2.3 and "1 Title".
func decimal(t string) Numbering {
	i, parts := 0, 0
	for {
		start := i
		for i < len(t) && t[i] >= '0' && t[i] <= '9' {
			i++
		}
		if i == start || i-start > 2 {
			break
		}
		parts++
		if i+1 < len(t) && t[i] == '.' && t[i+1] >= '0' && t[i+1] <= '9' {
			i++
			continue
		}
		break
	}
	if parts == 0 || i >= len(t) {
		return Numbering{}
	}
	r, size := utf8.DecodeRuneInString(t[i:])
	if r >= '0' && r <= '9' || r == '%' || r == '-' || r == '/' {
		return Numbering{}
	}
	signed := strings.ContainsRune(".、)）．:：,，", r)
	switch {
	case parts > 1:
		if signed {
			i += size
		}
		return Numbering{"d" + string(rune('0'+min(parts, 9))), strings.TrimRight(t[:i], ".、)）．:：,， "), skipBlank(t, i)}
	case signed && r != '：' && r != ':':
		if r == '.' || r == '．' {
			r = '.'
		}
		return Numbering{"1" + string(r), t[:i], skipBlank(t, i+size)}
	case r == ' ':
		if n := FirstRune(t[i+1:]); n >= 'A' && n <= 'Z' || IsHan(n) && !strings.ContainsRune("年月日天个家项小时分秒周元种条", n) {
			return Numbering{"1 ", t[:i], i + 1}
		}
	}
	return Numbering{}
}

func letter(t, style string) Numbering {
	n := 1
	if strings.Trim(t[:min(len(t), 4)], "IVX.、) ") == "" || t[0] == 'I' || t[0] == 'V' || t[0] == 'X' {
		for n < len(t) && strings.IndexByte("IVX", t[n]) >= 0 {
			n++
		}
		if n > 1 {
			style = "I"
		}
	}
	if n >= len(t) {
		return Numbering{}
	}
	r, size := utf8.DecodeRuneInString(t[n:])
	if !strings.ContainsRune(".、)）．", r) || n+size >= len(t) {
		return Numbering{}
	}
	// "U.S." and "e.g." are no numbers.
	if after := t[n+size:]; r == '.' && len(after) > 1 && IsAlnumByte(after[0]) && after[1] == '.' {
		return Numbering{}
	}
	return Numbering{style + string(r), t[:n], skipBlank(t, n+size)}
}

func skipBlank(t string, i int) int {
	for i < len(t) && t[i] == ' ' {
		i++
	}
	return i
}

// StartsItem reports whether a line starts with the number of an item.
func StartsItem(t string) bool { return NumberOf(t).Style != "" }

// StartsConstant reports whether a line starts with the name of a permission
// as code writes it: android.permission.CAMERA, READ_CONTACTS.
func StartsConstant(t string) bool {
	n := strings.IndexFunc(t, func(r rune) bool { return r >= 0x80 || !IsAlnumByte(byte(r)) && r != '_' && r != '.' })
	if n < 0 {
		n = len(t)
	}
	word := t[:n]
	name := word[strings.LastIndexByte(word, '.')+1:]
	if strings.Contains(word, ".permission.") {
		return name != ""
	}
	return name == word && len(name) > 6 && strings.Contains(name, "_") && strings.ToUpper(name) == name && name[0] >= 'A'
}

// LabelLike reports whether a line starts with a short label and a colon.
func LabelLike(t string) bool {
	if i := strings.Index(t, "】"); i > 0 && i < 60 && strings.HasPrefix(t, "【") {
		return true
	}
	col := 0
	for i, r := range t {
		switch {
		case r == '：' || r == ':' && i+1 < len(t) && t[i+1] != '/':
			return i > 0
		case strings.ContainsRune("，。；,.;!?！？", r):
			return false
		}
		if r >= 0x2E80 {
			col++
		}
		if col++; col > 44 {
			return false
		}
	}
	return false
}
