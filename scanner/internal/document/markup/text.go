// Package markup reads HTML, Markdown and plain text into blocks.
package markup

import (
	"strings"

	"github.com/candor-scan/candor/scanner/internal/document"
	"github.com/candor-scan/candor/scanner/internal/language"
	"github.com/candor-scan/candor/scanner/policy"
)

// Read reads HTML, Markdown and plain text.
func Read(src document.Source, d *document.Document, l *document.Builder) error {
	text, ok := Decode(src.Data)
	if !ok {
		return &policy.Error{Path: src.Path, Reason: policy.Binary, What: "the policy is not a text"}
	}
	d.Lines = strings.Count(strings.TrimSuffix(text, "\n"), "\n") + 1
	if d.Lines > l.Lim.Lines {
		text, l.Full = firstLines(text, l.Lim.Lines), true
	}
	full := l.Full
	l.Full = false
	if looksLikeHTML(text) {
		d.Format = "html"
		d.Page = readHTML(text, 1, l, 0)
	} else {
		d.Format = "text"
		if looksLikeMarkdown(text) {
			d.Format = "markdown"
		}
		readText(text, 1, l, 0)
	}
	l.Full = l.Full || full
	return nil
}

func firstLines(text string, n int) string {
	at := 0
	for ; n > 0; n-- {
		i := strings.IndexByte(text[at:], '\n')
		if i < 0 {
			return text
		}
		at += i + 1
	}
	return text[:at]
}

// looksLikeHTML reports whether a text is a page rather than a text with some
// HTML in it.
func looksLikeHTML(text string) bool {
	t := strings.ToLower(strings.TrimFunc(text[:min(len(text), 4096)], language.IsBlank))
	for strings.HasPrefix(t, "<!--") {
		_, after, ok := strings.Cut(t, "-->")
		if !ok {
			return false
		}
		t = strings.TrimFunc(after, language.IsBlank)
	}
	if strings.HasPrefix(t, "<?xml") || strings.HasPrefix(t, "<!doctype html") || strings.HasPrefix(t, "<html") {
		return true
	}
	if !strings.HasPrefix(t, "<") || strings.HasPrefix(t, "<http") {
		return false
	}
	low := strings.ToLower(text)
	return strings.Count(low, "</")*20 > strings.Count(low, "\n") && !strings.Contains(text, "\n# ") && !strings.Contains(text, "\n## ")
}

// looksLikeMarkdown reports whether a text uses the marks of Markdown.
func looksLikeMarkdown(text string) bool {
	score := 0
	for rest := text; rest != ""; {
		line, after, _ := strings.Cut(rest, "\n")
		rest = after
		t := strings.TrimSpace(line)
		switch {
		case strings.HasPrefix(t, "# "), strings.HasPrefix(t, "## "), strings.HasPrefix(t, "### "), strings.HasPrefix(t, "#### "), strings.HasPrefix(t, "|"):
			score += 3
		case strings.HasPrefix(t, "* "), strings.HasPrefix(t, "- "):
			score++
		}
		if strings.Contains(t, "](") || strings.Contains(t, "**") {
			score += 2
		}
	}
	return score >= 3
}
