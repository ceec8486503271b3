package app

import (
	"bytes"
	"strings"
	"unicode/utf8"
)

// sniffLength is how many bytes of a file's start [looksLike] needs.
const sniffLength = 1024

// What looksLike says of texts.
const (
	looksHTML = "an HTML page"
	looksXML  = "an XML file"
	looksText = "a text file"
	looksPDF  = "a PDF document"
)

// magics are the first bytes of files that people hand over for an app.
var magics = []struct{ magic, what string }{
	{"%PDF-", looksPDF},
	{"dex\n", "a bare DEX file"},
	{"cdex", "a compact DEX file of a device"},
	{"dey\n", "an optimised DEX file of a device"},
	{"vdex", "a VDEX file of a device"},
	{"\x7fELF", "a native library or program (ELF)"},
	{"\xca\xfe\xba\xbe", "a Java class file or a Mach-O binary"},
	{"\xcf\xfa\xed\xfe", "a Mach-O binary"},
	{"Rar!", "a RAR archive"},
	{"7z\xbc\xaf", "a 7-Zip archive"},
	{"\x1f\x8b", "gzip-compressed data"},
	{"BZh", "bzip2-compressed data"},
	{"\xfd7zXZ", "xz-compressed data"},
	{"\xd0\xcf\x11\xe0", "an old Office document"},
	{"\x89PNG", "a PNG image"},
	{"\xff\xd8\xff", "a JPEG image"},
	{"MZ", "a Windows program"},
	{"\x03\x00\x08\x00", "a binary XML file"},
	{"bplist", "a binary property list"},
}

// looksLike names what a file that is no archive looks like by its first
// bytes, "" where it cannot tell.
func looksLike(head []byte) string {
	for _, m := range magics {
		if strings.HasPrefix(string(head[:min(len(head), 16)]), m.magic) {
			return m.what
		}
	}
	text := bytes.TrimLeft(bytes.TrimPrefix(head, []byte("\xef\xbb\xbf")), " \t\r\n")
	lower := strings.ToLower(string(text[:min(len(text), 256)]))
	switch {
	case strings.HasPrefix(lower, "<!doctype html") || strings.HasPrefix(lower, "<html"):
		return looksHTML
	case strings.HasPrefix(lower, "<"):
		return looksXML
	case isText(head):
		return looksText
	}
	return ""
}

// isText reports whether head is UTF-8 without control characters; a rune cut
// off at its end is no fault.
func isText(head []byte) bool {
	if len(head) == 0 {
		return false
	}
	for len(head) > 0 {
		r, n := utf8.DecodeRune(head)
		if r == utf8.RuneError && n == 1 {
			return len(head) < utf8.UTFMax && !utf8.FullRune(head)
		}
		if r < ' ' && r != '\n' && r != '\r' && r != '\t' && r != '\f' {
			return false
		}
		head = head[n:]
	}
	return true
}
