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

// markdownCode writes text as code. HTML, unlike a code span of Markdown, takes
// character references, so that no sign of the text stands there raw.
func markdownCode(s string) string { return "<code>" + htmlText(s) + "</code>" }

// markdownBlock writes lines as a block of code.
func markdownBlock(s string) string {
	var lines []string
	for _, line := range strings.Split(strings.TrimRight(s, "\n"), "\n") {
		lines = append(lines, htmlText(inertLine(line)))
	}
	return "<pre><code>" + strings.Join(lines, "\n") + "</code></pre>\n"
}

// asHTML writes every sign of HTML, of Markdown and of GitHub's links as a
// character reference.
var asHTML = strings.NewReplacer("&", "&amp;", "<", "&lt;", ">", "&gt;", `"`, "&quot;", "'", "&#39;",
	"@", "@<!-- -->", "#", "#<!-- -->", "*", "&#42;", "_", "&#95;", "`", "&#96;", "~", "&#126;", "[", "&#91;", "]", "&#93;",
	`\`, "&#92;", "$", "&#36;", "://", "&#58;//")

// htmlText makes text stand as itself inside HTML that stands inside Markdown.
func htmlText(s string) string { return asHTML.Replace(s) }
