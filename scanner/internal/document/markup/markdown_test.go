package markup

import (
	"fmt"
	"iter"
	"math/rand/v2"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"
	"unicode"

	"github.com/yuin/goldmark/ast"
	"github.com/yuin/goldmark/parser"
	"github.com/yuin/goldmark/text"

	"github.com/candor-scan/candor/scanner/internal/document"
)

// outlineOf writes the blocks of a text, one a line: source line, kind and
// level, text; the cells of a row between bars, the head with double ones. A
// line that a passage goes on with is told as /n/, a link as (address), bold
// text as {text}.
func outlineOf(l *document.Builder) []string {
	var out []string
	for i := range l.Blocks {
		b := &l.Blocks[i]
		for _, row := range b.Rows {
			line := ""
			for k := range row {
				bar := "|"
				if row[k].Head {
					bar = "||"
				}
				line += fmt.Sprintf("%s %d %s ", bar, row[k].Line(0), passageOf(&row[k].Passage))
			}
			out = append(out, strings.TrimSpace(line))
		}
		if b.Kind != document.Table {
			out = append(out, strings.TrimSpace(fmt.Sprintf("%d %s%d %s", b.Line(0), []string{"p", "h", "li"}[b.Kind], b.Level, passageOf(&b.Passage))))
		}
	}
	return out
}

func passageOf(p *document.Passage) string {
	var b strings.Builder
	for i, m := range p.Marks {
		end := len(p.Text)
		if i+1 < len(p.Marks) {
			end = p.Marks[i+1].Off
		}
		if i > 0 && m.Line != p.Marks[i-1].Line {
			fmt.Fprintf(&b, "/%d/", m.Line)
		}
		b.WriteString(p.Text[m.Off:end])
	}
	for _, l := range p.Links {
		fmt.Fprintf(&b, " (%s)", l.URL)
	}
	for _, s := range p.Bold {
		fmt.Fprintf(&b, " {%s}", p.Text[s.Start:s.End])
	}
	return b.String()
}

func blocksIn(text string, lim document.Limits) *document.Builder {
	l := document.NewBuilder(lim)
	readText(text, 1, l, 0)
	return l
}

func TestMarkdown(t *testing.T) {
	tests := []struct {
		name, text string
		want       []string
	}{
		{"headings_of_three_kinds", "# One\n##二 项 ##\nTitle\n===\n  ### Set in\n", []string{"1 h1 One", "2 h2 二 项", "3 p0 Title", "5 h3 Set in"}},
		{"underlined_heading", "Title\n---\ntext\n", []string{"1 h2 Title", "3 p0 text"}},
		{"rule_below_text_is_no_heading", "We read the code.\n---\nTwo\nLines\n===\n", []string{"1 p0 We read the code.", "3 p0 Two", "4 p0 Lines"}},
		{"front_matter", "---\ntitle: x\n---\n\nText\n", []string{"5 p0 Text"}},
		{"one_paragraph_a_line", "我们收集设备型号。\n我们收集位置信息。\n", []string{"1 p0 我们收集设备型号。", "2 p0 我们收集位置信息。"}},
		{"wrapped_by_hand", "We use the camera to scan the code that stands on the back of\nthe meter, and\nthen forget it.\n", []string{"1 p0 We use the camera to scan the code that stands on the back of /2/the meter, and /3/then forget it."}},
		{"cells_one_below_the_other", "Acme Maps\nshow a map\nhttps://acme.example/privacy\n", []string{"1 p0 Acme Maps /2/show a map", "3 p0 https://acme.example/privacy"}},
		{"nested_lists", "- one\n  - two\n    * three\n- four\n", []string{"1 li1 one", "2 li2 two", "3 li3 three", "4 li1 four"}},
		{"sign_for_no_text", "- a\n- -\n- - b\n", []string{"1 li1 a", "2 li1 -", "3 li2 b"}},
		{"list_below_a_number", "1. Push\n   - purpose: news\n2) Pay\n", []string{"1 p0 1. Push", "2 li2 purpose: news", "3 p0 2) Pay"}},
		{"numbers_stay_as_written", "7. seven\n7. eight\n\n3. 1) both\n4.\n", []string{"1 p0 7. seven", "2 p0 7. eight", "4 p0 3. 1) both", "5 p0 4."}},
		{"heading_in_a_list", "1. ## Data\n* ### Use\n", []string{"1 h2 1. Data", "2 h3 Use"}},
		{"marks_that_are_none_of_markdown", "● one\n  · two\n　　■ three\n", []string{"1 li1 one", "2 li2 two", "3 li2 three"}},
		{"set_in_is_no_code", "Text\n\n        four more\n\n\tand a tab\n", []string{"1 p0 Text", "3 p0 four more", "5 p0 and a tab"}},
		{"fences", "```text\n# Title\n- item\n```\n~~~\nmore\n", []string{"2 h1 Title", "3 li1 item", "6 p0 more"}},
		{"fence_with_text_is_text", "```we read it all\n", []string{"1 p0 ```we read it all"}},
		{"quotes", "> # Title\n>\n> text\n> - item\n>\n\n> | SDK | 目的 |\n> |---|---|\n> | A | b |\n", []string{"1 h1 Title", "3 p0 text", "4 li1 item", "|| 7 SDK || 7 目的", "| 9 A | 9 b"}},
		{"empty_quote_below_text", "> a line of text that goes on\n>\n>\n", []string{"1 p0 a line of text that goes on"}},
		{"definition_list", "Camera\n:   scans codes\n\n    and faces\n\nPhone\n: reads the IMEI\n", []string{"|| 1 Camera | 2 scans codes /4/and faces", "|| 6 Phone | 7 reads the IMEI"}},
		{"bold_beside_chinese", "**目的：**统计\n我们**收集**型号 ** 机型 ** 。\n", []string{"1 p0 目的：统计 {目的：}", "2 p0 我们收集型号 机型 。 {收集} {机型}"}},
		{"bold_over_two_lines", "**One.\nTwo.**\n", []string{"1 p0 One. {One.}", "2 p0 Two. {Two.}"}},
		{"half_a_mark", "**目的\n\n型号**\n", []string{"1 p0 目的", "3 p0 型号"}},
		{"signs_that_are_no_marks", "138****0000，139****1111；READ_PHONE_STATE；9:00~12:00，13:00~18:00；2 * 3 * 4\n", []string{"1 p0 138****0000，139****1111；READ_PHONE_STATE；9:00~12:00，13:00~18:00；2 * 3 * 4"}},
		{"escapes_and_entities", "a\\*b\\_c &amp; &#x4e2d; &unknown 中\n", []string{"1 p0 a*b_c & 中 &unknown 中"}},
		{"struck_out", "a ~~b~~ c\n", []string{"1 p0 a b c"}},
		{"links", "[a](http://a.example) <http://b.example> [c](<http://c.example> \"t\") ![d](d.png) [e][1]\n\n[1]: http://e.example\n",
			[]string{"1 p0 a c e (http://a.example) (http://b.example) (http://c.example) (http://e.example)", "3 p0 [1]: http://e.example"}},
		{"address_with_spaces", "[a](http://a.example/a b) and [c]( http://c.example )\n", []string{"1 p0 a and c (http://a.example/a) (http://c.example)"}},
		{"link_over_two_lines", "网址：[\nhttp://a.example](http://a.example)\n", []string{"1 p0 网址： /2/http://a.example (http://a.example)"}},
		{"tags_in_text", "a<br>b <b>c</b> <a href='http://d.example'>d</a> <o:p>e</o:p> <我的名字> <SDK名称>\n", []string{"1 p0 a", "1 p0 b c d e <我的名字> <SDK名称> (http://d.example) {c}"}},
		{"open_bold_ends_with_its_block", "<b>a\n\nc\n", []string{"1 p0 a {a}", "3 p0 c"}},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			if got := outlineOf(blocksIn(tt.text, document.DefaultLimits())); !slices.Equal(got, tt.want) {
				t.Errorf("got\n  %s\nwant\n  %s", strings.Join(got, "\n  "), strings.Join(tt.want, "\n  "))
			}
		})
	}
}

func TestMarkdownTables(t *testing.T) {
	tests := []struct {
		name, text string
		want       []string
	}{
		{"as_markdown_has_them", "| a | b |\n|:--|--:|\n| **1** | [2](u) |\n", []string{"|| 1 a || 1 b", "| 3 1 {1} | 3 2 (u)"}},
		{"without_outer_bars", "a | b\n--- | ---\n1 | 2\n", []string{"|| 1 a || 1 b", "| 3 1 | 3 2"}},
		{"without_a_line_below_the_head", "| a | b |\n| 1 | 2 |\n", []string{"|| 1 a || 1 b", "| 2 1 | 2 2"}},
		{"rows_too_short_and_too_long", "| a | b |\n|---|---|---|\n| 1 |\n| 1 | 2 | 3 |\n", []string{"|| 1 a || 1 b", "| 3 1", "| 4 1 | 4 2 | 4 3"}},
		{"row_with_more_cells_than_the_head", "| a | b |\n|---|---|\n| 1 | 2 | 3 |\n| 1 | |\n", []string{"|| 1 a || 1 b", "| 3 1 | 3 2 | 3 3", "| 4 1 | 0"}},
		{"text_right_above_and_below", "Text\n| a | b |\n|---|---|\n| 1 | 2 |\nMore\n", []string{"1 p0 Text", "|| 2 a || 2 b", "| 4 1 | 4 2", "5 p0 More"}},
		{"breaks_in_a_cell", "| a | b |\n|---|---|\n| 1<br>2 | x\\|y `p|q` |\n", []string{"|| 1 a || 1 b", "| 3 1 2 | 3 x|y p|q"}},
		{"tabs", "SDK\t目的\t网址\nA\tb\tc\nD\t\tf\n", []string{"|| 1 SDK || 1 目的 || 1 网址", "| 2 A | 2 b | 2 c", "| 3 D | 0  | 3 f"}},
		{"cell_on_a_line_of_its_own", "a | b | c\n---|---|---\n1 | 2\n3\n4 | 5 |\n6\n", []string{"|| 1 a || 1 b || 1 c", "| 3 1 | 3 2 | 4 3", "| 5 4 | 5 5 | 6 6"}},
		{"link_without_text", "| a | b |\n|---|---|\n| 1 | [](http://a.example) |\n", []string{"|| 1 a || 1 b", "| 3 1 | 0  (http://a.example)"}},
		{"html", "Text\n\n<table>\n<tr><th>SDK</th><th>目的</th></tr>\n\n    <tr>\n<td>A *b*</td>\n<td rowspan=2>c</td></tr>\n</table>\nMore **text**\n",
			[]string{"1 p0 Text", "|| 4 SDK || 4 目的", "| 7 A *b* | 8 c", "10 p0 More text {text}"}},
		{"html_without_end", "<table>\n<tr><td>A</td><td>b</td></tr>\n\n# Title\n\ntext\n", []string{"| 2 A | 2 b", "4 h1 Title", "6 p0 text"}},
		{"markdown_in_a_div", "<div>\n\n# Title\n\n- *item*\n\n</div>\n", []string{"3 h1 Title", "5 li1 item"}},
		{"html_in_a_quote", "> <p>a\n> b</p>\n> c\n", []string{"1 p0 a /2/b", "3 p0 c"}},
		{"open_table_in_a_cell", "| a | b |\n|---|---|\n| <table><tr><td>1 | 2 |\n\ntext\n", []string{"1 p0 a", "1 p0 b", "3 p0 1", "3 p0 2", "5 p0 text"}},
		{"closed_table_in_a_cell", "| a | b |\n|---|---|\n| 1</table> | 2 |\n\ntext\n", []string{"|| 1 a || 1 b", "| 3 1", "3 p0 2", "5 p0 text"}},
		{"comments_and_scripts", "<!-- a\n\nb -->\nc <!-- d --> e\n<script>\n\nf()\n</script>\n<!-- open\n\ng\n", []string{"4 p0 c e", "11 p0 g"}},
		{"pre", "<pre>\n# Title\n| a | b |\n| 1 | 2 |\n</pre>\n", []string{"2 h1 Title", "|| 3 a || 3 b", "| 4 1 | 4 2"}},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			if got := outlineOf(blocksIn(tt.text, document.DefaultLimits())); !slices.Equal(got, tt.want) {
				t.Errorf("got\n  %s\nwant\n  %s", strings.Join(got, "\n  "), strings.Join(tt.want, "\n  "))
			}
		})
	}
}

// TestMarkdownFault: a fault of goldmark costs the text it was given, one of
// what reads the tree the block it came up in. Either is named by its line.
func TestMarkdownFault(t *testing.T) {
	tests := []struct {
		name, text string
		want       []string
		lost       []int // lines
	}{
		{"goldmark, all of a text", "GOLDMARK\n\ntext\n", nil, []int{1}},
		{"goldmark, a part of a page", "<!-- -->\n<pre>\nGOLDMARK\n</pre>\n\ntext\n", []string{"6 p0 text"}, []int{2}},
		{"goldmark, a cell", "<table><tr><td>a</td><td><pre>GOLDMARK</pre></td></tr>\n<tr><td>b</td><td>c</td></tr></table>\ntext\n", []string{"| 1 a | 0", "| 2 b | 2 c", "3 p0 text"}, []int{1}},
		{"a paragraph", "one\n\nMARK\n\ntwo\n", []string{"1 p0 one", "5 p0 two"}, []int{3}},
		{"the first and the last", "MARK\n\none\n\nMARK\n", []string{"3 p0 one"}, []int{1, 5}},
		{"a list", "one\n\n- a\n- MARK **b\n\ntwo\n\n- c\n", []string{"1 p0 one", "3 li1 a", "6 p0 two", "8 li1 c"}, []int{3}},
		{"a numbered list", "1. **a** MARK\n\ntwo\n", []string{"3 p0 two"}, []int{1}},
		{"a table", "one\n| a | b |\n|---|---|\n| c | MARK |\n\ntwo\n", []string{"1 p0 one", "6 p0 two"}, []int{2}},
		{"below an open table", "<div><table>\n<tr><td>a</td><td>b\n\nMARK\n\n</td></tr></table></div>\ntwo\n", []string{"| 2 a | 2 b", "7 p0 two"}, []int{4}},
	}
	sound := markdown
	defer func() { markdown = sound }()
	markdown = func() parser.Parser { return failing{sound()} }
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			l := blocksIn(tt.text, document.DefaultLimits())
			if got := outlineOf(l); !slices.Equal(got, tt.want) {
				t.Errorf("got\n  %s\nwant\n  %s", strings.Join(got, "\n  "), strings.Join(tt.want, "\n  "))
			}
			var lost []int
			for _, part := range l.Lost {
				lost = append(lost, part.Line)
				if !strings.HasPrefix(part.Why, document.FaultWords) {
					t.Errorf("line %d was lost because %q", part.Line, part.Why)
				}
			}
			if !slices.Equal(lost, tt.lost) {
				t.Errorf("lost lines %v, want %v", lost, tt.lost)
			}
		})
	}
}

// failing is a parser that fails on some texts, and makes trees of others that
// cannot be read in places.
type failing struct{ parser.Parser }

func (f failing) Parse(r text.Reader, opts ...parser.ParseOption) ast.Node {
	if strings.HasPrefix(strings.TrimSpace(string(r.Source())), "GOLDMARK") {
		panic("at once")
	}
	root := f.Parser.Parse(r, opts...)
	var marked []ast.Node
	_ = ast.Walk(root, func(n ast.Node, entering bool) (ast.WalkStatus, error) {
		if s, ok := n.(*ast.Text); ok && entering && strings.Contains(string(s.Segment.Value(r.Source())), "MARK") {
			marked = append(marked, n)
		}
		return ast.WalkContinue, nil
	})
	for _, n := range marked {
		n.Parent().ReplaceChild(n.Parent(), n, &ast.Text{Segment: text.NewSegment(0, len(r.Source())+9)})
	}
	return root
}

// FuzzMarkdown reads any text: no fault, every letter of a block on its line,
// and none lost where the text has no marks that hide some.
func FuzzMarkdown(f *testing.F) {
	paths, err := filepath.Glob("../../reading/testdata/*.*")
	if err != nil || len(paths) == 0 {
		f.Fatal(len(paths), err)
	}
	for _, p := range paths {
		data, err := os.ReadFile(p)
		if err != nil {
			f.Fatal(err)
		}
		f.Add(string(data))
	}
	for _, s := range []string{"> \n>\n> a\n", "1. 1) a\n   - b\n\t2. c\n4.\n", "a|b\n-|-\n1|2|3\n4\n", "| <table><td>a | b </table>|\n|c|d|\n", "a\tb\tc\nd\te\tf\n\tg\th\n", "T\n: a\n\n  b\nU\n: c\n",
		"[a](b c \"d\") [e]: f\n\n[e]: g\n\t'h'\n", "**一：**二** 三 **\n***a**b*\n", "<div>\n\n# a\n<p>b\n\nc</p>\n<!-- d\n\ne\n", "\u3000\u3000• a\n\u00a0\n\u3000## b\n", "a\n===\nb\n---\n`c\n```d\n~~~\ne~~f~~\n", "---\na: b\n---\n<pre>\n# c\n", "# \n#\n##一##\n", "\\|\\*&amp;&#0;<a@b.c><http://d>"} {
		f.Add(s)
	}
	f.Fuzz(func(t *testing.T, source string) {
		if source, ok := Decode([]byte(source)); ok {
			checkMarkdown(t, source)
		}
	})
}

// TestMarkdownMixtures puts marks together at random.
func TestMarkdownMixtures(t *testing.T) {
	marks := []string{"a", "中文", "x", "9", "。", "：", " ", "  ", "    ", "\t", "\n", "\n", "\n\n", "- ", "* ", "1. ", "2) ", "> ", "# ", "## ", "* * *", "---", "===", "**", "**", "*", "_", "***", "\\", ": ", "\u3000", "\u00a0", "•", "!", "(", ")", "\"", "- - ", "|", "|", "|--|--|\n", "| a | b |\n"}
	hiding := []string{"~~", "`", "```", "[", "](", "]", "[a]: ", "<b>", "</b>", "<td>", "<table>", "</table>", "<tr>", "<p>", "</p>", "<div>", "</div>", "<!--", "-->", "<br>", "<a href='x'>", "</a>", "<pre>", "</pre>", "<nav>", "</nav>", "<script>", "</script>", "<ul>", "<li>", "<http://q>", "<dl>", "<dt>", "</dl>", "<h1>"}
	for n := range 6000 {
		r := rand.New(rand.NewPCG(uint64(n), 1))
		from := marks
		if n%2 == 1 {
			from = slices.Concat(marks, hiding)
		}
		var b strings.Builder
		for range 1 + r.IntN(50) {
			b.WriteString(from[r.IntN(len(from))])
		}
		checkMarkdown(t, b.String())
	}
}

// checkMarkdown fails the test where the letters of a block do not stand on
// its line, and where some are lost of a text without marks that hide any.
func checkMarkdown(t *testing.T, source string) {
	t.Helper()
	l := blocksIn(source, document.Limits{Lines: 2000, Blocks: 2000, Cells: 2000, Nesting: 8})
	if len(l.Lost) > 0 {
		t.Fatalf("%v in %q", l.Lost, source)
	}
	lines := strings.Split(source, "\n")
	var read strings.Builder
	for p := range passagesOf(l) {
		read.WriteString(p.Text)
		for i, m := range p.Marks {
			end := len(p.Text)
			if i+1 < len(p.Marks) {
				end = p.Marks[i+1].Off
			}
			if m.Line < 1 || m.Line > len(lines) {
				t.Fatalf("line %d of %q", m.Line, source)
			}
			if piece := p.Text[m.Off:end]; !strings.Contains(source, "&") && !standsIn(piece, lines[m.Line-1]) {
				t.Fatalf("%q does not stand on line %d of %q", piece, m.Line, source)
			}
		}
	}
	hides := strings.ContainsAny(source, "<&[`~") || strings.HasPrefix(source, "---")
	if !l.Full && l.Marks == 0 && !hides && letters(read.String()) != letters(source) {
		t.Fatalf("read %q of %q", read.String(), source)
	}
}

// passagesOf returns the texts of blocks and cells in order.
func passagesOf(l *document.Builder) iter.Seq[*document.Passage] {
	return func(yield func(*document.Passage) bool) {
		for i := range l.Blocks {
			if !yield(&l.Blocks[i].Passage) {
				return
			}
			for _, row := range l.Blocks[i].Rows {
				for k := range row {
					if !yield(&row[k].Passage) {
						return
					}
				}
			}
		}
	}
}

// standsIn reports whether the letters of a piece stand in a line in order.
func standsIn(piece, line string) bool {
	rest := []rune(letters(line))
	for _, c := range letters(piece) {
		i := slices.Index(rest, c)
		if i < 0 {
			return false
		}
		rest = rest[i+1:]
	}
	return true
}

func letters(s string) string {
	return strings.Map(func(r rune) rune {
		if unicode.IsLetter(r) || unicode.IsDigit(r) {
			return r
		}
		return -1
	}, s)
}
