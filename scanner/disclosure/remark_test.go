package disclosure

import (
	"go/ast"
	"go/parser"
	"go/token"
	"path/filepath"
	"regexp"
	"strconv"
	"strings"
	"testing"
	"unicode"
)

func TestRemark(t *testing.T) {
	for _, c := range []struct{ name, en, zh string }{
		{"a_whole_sentence", "native code", "原生代码"},
		{"a_name_inside", "classes9.dex is not loaded by Android, which looks for classes3.dex next; it was not read",
			"Android 不会加载 classes9.dex（接下来查找的是 classes3.dex），该文件未读取"},
		{"a_remark_inside", "the rest is lost: it ends in the middle", "其余部分无法读取：中途结束"},
		{"the_part_before_it", "split_a.apk: classes.dex does not match its checksum; Android reads it all the same",
			"split_a.apk：classes.dex 与其校验和不符，Android 仍会读取"},
		{"places_in_another_order", "string_ids: 3 of 40 outside the file", "string_ids：40 个中有 3 个位于文件之外"},
		{"a_name_with_marks_in_it", "{2} is part of another app, {1}", "{2} is part of another app, {1}"},
		{"a_fault_of_candor", "candor failed on it, which is a fault of candor: index out of range [5] with length 5 (label.go:7)", "candor 读取时出错，这是 candor 自身的缺陷：index out of range [5] with length 5 (label.go:7)"},
		{"unknown", "the moon is full", "the moon is full"},
		{"unknown_inside", "the rest is lost: the moon is full", "the rest is lost: the moon is full"},
		{"empty", "", ""},
		{"too_long", strings.Repeat("a: ", maxRemark) + "native code", strings.Repeat("a: ", maxRemark) + "native code"},
	} {
		t.Run(c.name, func(t *testing.T) {
			if got := Remark(c.en); got != (Text{EN: c.en, ZH: c.zh}) {
				t.Errorf("%+v, want %s", got, c.zh)
			}
		})
	}
	if got := Remarks([]string{"web views", "Flutter"}); got != (Text{EN: "web views, Flutter", ZH: "网页视图、Flutter"}) {
		t.Errorf("several: %+v", got)
	}
}

func TestRemarksAreWellFormed(t *testing.T) {
	seen := map[string]bool{}
	for _, r := range tables().remarks {
		english := strings.Join(r.literals, "{}")
		if fault := checkRemark(r); fault != "" {
			t.Errorf("%s: %s", english, fault)
		}
		if seen[english] {
			t.Errorf("%s stands there twice", english)
		}
		seen[english] = true
	}
}

// TestNotesHaveAChineseForm reads the source of the rooms that read files:
// what they note about one must be in data/remarks.csv.
func TestNotesHaveAChineseForm(t *testing.T) {
	notes := 0
	for _, dir := range []string{"../app", "../dex", ".."} {
		files, err := filepath.Glob(dir + "/*.go")
		if err != nil || len(files) == 0 {
			t.Fatalf("no source in %s: %v", dir, err)
		}
		for _, file := range files {
			if strings.HasSuffix(file, "_test.go") {
				continue
			}
			f, err := parser.ParseFile(token.NewFileSet(), file, nil, 0)
			if err != nil {
				t.Fatal(err)
			}
			for _, format := range notesIn(f) {
				notes++
				if text := Remark(example(format)); !strings.ContainsFunc(text.ZH, func(r rune) bool { return unicode.Is(unicode.Han, r) }) {
					t.Errorf("%s: data/remarks.csv has no row for %q", file, format)
				}
			}
		}
	}
	if notes < 20 {
		t.Errorf("only %d notes were found", notes)
	}
}

// notesIn lists the literal texts handed to the functions that record what is
// odd about a file or was not read.
func notesIn(f *ast.File) []string {
	var out []string
	ast.Inspect(f, func(n ast.Node) bool {
		call, ok := n.(*ast.CallExpr)
		if !ok {
			return true
		}
		sel, ok := call.Fun.(*ast.SelectorExpr)
		if !ok || !strings.Contains(" note lost lose damaged ", " "+sel.Sel.Name+" ") {
			return true
		}
		for i, arg := range call.Args {
			if lit, ok := arg.(*ast.BasicLit); ok && lit.Kind == token.STRING && i == len(call.Args)-1 || ok && lit.Kind == token.STRING && strings.Contains(lit.Value, "%") {
				if s, err := strconv.Unquote(lit.Value); err == nil && strings.Contains(s, " ") && !strings.HasPrefix(s, "%s %s") && !strings.HasPrefix(s, " ") {
					out = append(out, s)
				}
			}
		}
		return true
	})
	return out
}

var verb = regexp.MustCompile(`%#?[a-z]`)

// example fills a format with something.
func example(format string) string {
	s := verb.ReplaceAllString(format, "7")
	return strings.Replace(s, "container: 7;", "container: no header at 7;", 1)
}
