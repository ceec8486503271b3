package report

import "strings"

// markdownText makes text stand as itself in Markdown: no markup, no HTML, no
// link, no mention of a person or an issue.
func markdownText(s string) string {
	var b strings.Builder
	for i, r := range s {
		switch {
		case r == '@' || r == '#':
			// GitHub looks for mentions after it has read the escapes.
			b.WriteString(`\` + string(r) + "<!-- -->")
		case strings.ContainsRune("\\`*_[]<>|~$&", r):
			b.WriteString(`\` + string(r))
		case r == ':' && strings.HasPrefix(s[i:], "://"), r == '.' && strings.HasSuffix(strings.ToLower(s[:i]), "www"):
			b.WriteString(`\` + string(r))
		case i == 0 && strings.ContainsRune("+-=", r):
			b.WriteString(`\` + string(r))
		default:
			b.WriteRune(r)
		}
	}
	return b.String()
}

// markdownCode writes text as code, which Markdown leaves alone. In a table
// the bar must be escaped even there.
func markdownCode(s string) string {
	if s == "" {
		return ""
	}
	longest, run := 0, 0
	for _, r := range s {
		if r == '`' {
			run++
			longest = max(longest, run)
		} else {
			run = 0
		}
	}
	fence := strings.Repeat("`", longest+1)
	if s[0] == '`' || s[len(s)-1] == '`' {
		s = " " + s + " "
	}
	return fence + s + fence
}

// markdownBlock writes lines as an indented block, which nothing inside can
// end.
func markdownBlock(s string) string {
	var b strings.Builder
	for _, line := range strings.Split(strings.TrimRight(s, "\n"), "\n") {
		b.WriteString("    " + inertLine(line) + "\n")
	}
	return b.String()
}

// asHTML writes every sign of HTML, of Markdown and of GitHub's links as a
// character reference.
var asHTML = strings.NewReplacer("&", "&amp;", "<", "&lt;", ">", "&gt;", `"`, "&quot;", "'", "&#39;",
	"@", "@<!-- -->", "#", "#<!-- -->", "*", "&#42;", "_", "&#95;", "`", "&#96;", "~", "&#126;", "[", "&#91;", "]", "&#93;",
	`\`, "&#92;", "$", "&#36;", "://", "&#58;//")

// htmlText makes text stand as itself inside HTML that stands inside Markdown.
func htmlText(s string) string { return asHTML.Replace(s) }
