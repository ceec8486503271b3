package markup

import (
	"bytes"
	"strings"
	"unicode/utf8"

	"golang.org/x/text/encoding"
	"golang.org/x/text/encoding/htmlindex"
	"golang.org/x/text/encoding/simplifiedchinese"
	"golang.org/x/text/encoding/traditionalchinese"
	"golang.org/x/text/encoding/unicode"

	"github.com/candor-scan/candor/scanner/internal/language"
)

// Decode turns the bytes of a text into UTF-8 with line feeds only. The
// encoding is told by a byte order mark, by being valid UTF-8, by what the
// page says of itself, and at last by which of the Chinese encodings gives
// Chinese. ok is false where the bytes are no text.
func Decode(data []byte) (text string, ok bool) {
	switch {
	case bytes.HasPrefix(data, []byte{0xEF, 0xBB, 0xBF}):
		data = data[3:]
	case bytes.HasPrefix(data, []byte{0xFF, 0xFE}):
		return decodeWith(data[2:], unicode.UTF16(unicode.LittleEndian, unicode.IgnoreBOM)), true
	case bytes.HasPrefix(data, []byte{0xFE, 0xFF}):
		return decodeWith(data[2:], unicode.UTF16(unicode.BigEndian, unicode.IgnoreBOM)), true
	}
	if e := bareUTF16(data); e != nil {
		return decodeWith(data, e), true
	}
	if bytes.IndexByte(data, 0) >= 0 {
		return "", false
	}
	if utf8.Valid(data) {
		return language.Newlines(string(data)), printable(data)
	}
	return legacy(data)
}

// legacy decodes text that is not UTF-8.
func legacy(data []byte) (string, bool) {
	best, bestScore := "", 0.0
	try := func(text string, bonus float64) {
		if s := chineseScore(text) + bonus; s > bestScore {
			best, bestScore = text, s
		}
	}
	if damaged := strings.ToValidUTF8(string(data), "\uFFFD"); strings.Count(damaged, "\uFFFD")*200 < utf8.RuneCountInString(damaged) {
		// UTF-8 with a few broken bytes.
		return language.Newlines(damaged), true
	}
	if e := declared(data); e != nil {
		try(decodeWith(data, e), 0.2)
	}
	try(decodeWith(data, simplifiedchinese.GB18030), 0.02)
	try(decodeWith(data, traditionalchinese.Big5), 0)
	if bestScore > 0.25 {
		return best, true
	}
	if e, err := htmlindex.Get("windows-1252"); err == nil && highBytes(data)*8 < len(data) {
		return decodeWith(data, e), true
	}
	return "", false
}

func decodeWith(data []byte, e encoding.Encoding) string {
	out, err := e.NewDecoder().Bytes(data)
	if err != nil {
		return ""
	}
	return language.Newlines(strings.ToValidUTF8(string(out), "\uFFFD"))
}

// bareUTF16 recognises UTF-16 without a mark: line feeds and spaces with a
// zero beside them.
func bareUTF16(data []byte) encoding.Encoding {
	n := min(len(data), 4096) &^ 1
	if n < 4 {
		return nil
	}
	var even, odd int
	for i := 0; i < n; i += 2 {
		switch {
		case data[i] == 0 && data[i+1] != 0:
			even++
		case data[i+1] == 0 && data[i] != 0:
			odd++
		case data[i] == 0:
			return nil
		}
	}
	switch {
	case odd*50 >= n && even == 0:
		return unicode.UTF16(unicode.LittleEndian, unicode.IgnoreBOM)
	case even*50 >= n && odd == 0:
		return unicode.UTF16(unicode.BigEndian, unicode.IgnoreBOM)
	}
	return nil
}

// declared returns the encoding that a page names in its head.
func declared(data []byte) encoding.Encoding {
	head := strings.ToLower(string(data[:min(len(data), 2048)]))
	_, rest, ok := strings.Cut(head, "charset=")
	if !ok {
		return nil
	}
	rest = strings.TrimLeft(rest, "\"' ")
	if i := strings.IndexAny(rest, "\"' ;/>\n"); i >= 0 {
		rest = rest[:i]
	}
	e, err := htmlindex.Get(rest)
	if err != nil {
		return nil
	}
	return e
}

// commonHan are characters that make up much of any Chinese text of this
// kind, simplified and traditional.
const commonHan = "的一是不了在我们您他有这个人信息使用服务为以时会或和与及等中国可能将供提收集用户据数法定第三方同意保护私隐策政" +
	"們個資訊務為時會與將據數護隱這國戶"

// chineseScore says how much a text reads like Chinese: the share of common
// characters among those beyond ASCII, less what cannot be text.
func chineseScore(text string) float64 {
	common, bad, n := 0, 0, 0
	for i, r := range text {
		if i > 1<<16 {
			break
		}
		if r < 0x80 {
			continue
		}
		n++
		switch {
		case r == 0xFFFD, r >= 0xE000 && r <= 0xF8FF:
			bad++
		case strings.ContainsRune(commonHan, r):
			common++
		}
	}
	if n == 0 {
		return 0
	}
	return (float64(common) - 5*float64(bad)) / float64(n)
}

func highBytes(data []byte) int {
	n := 0
	for _, c := range data {
		if c >= 0x80 {
			n++
		}
	}
	return n
}

// printable reports whether text has few control characters.
func printable(data []byte) bool {
	n := 0
	for _, c := range data {
		if c < ' ' && c != '\n' && c != '\r' && c != '\t' && c != '\f' && c != '\v' {
			n++
		}
	}
	return n*50 <= len(data)
}
