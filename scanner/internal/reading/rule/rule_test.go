package rule

import (
	"go/ast"
	"go/parser"
	"go/token"
	"slices"
	"strconv"
	"strings"
	"testing"
	"unicode"
)

// TestEveryIDHasARule holds ids.go against rules.yaml: the same ids in the same
// order.
func TestEveryIDHasARule(t *testing.T) {
	var listed []string
	for _, r := range All() {
		listed = append(listed, string(r.ID))
	}
	ids := constants(t)
	for _, id := range ids {
		if !slices.Contains(listed, id) {
			t.Errorf("%s of ids.go is not in rules.yaml", id)
		}
	}
	for _, id := range listed {
		if !slices.Contains(ids, id) {
			t.Errorf("%s of rules.yaml is not in ids.go", id)
		}
	}
	if !t.Failed() && !slices.Equal(ids, listed) {
		t.Errorf("the order of ids.go is\n%s\nthat of rules.yaml\n%s", strings.Join(ids, "\n"), strings.Join(listed, "\n"))
	}
}

// constants are the values of the constants of ids.go.
func constants(t *testing.T) []string {
	t.Helper()
	f, err := parser.ParseFile(token.NewFileSet(), "ids.go", nil, 0)
	if err != nil {
		t.Fatal(err)
	}
	var ids []string
	ast.Inspect(f, func(n ast.Node) bool {
		if l, ok := n.(*ast.BasicLit); ok && l.Kind == token.STRING {
			id, err := strconv.Unquote(l.Value)
			if err != nil {
				t.Fatal(err)
			}
			ids = append(ids, id)
		}
		return true
	})
	return ids
}

// oneLanguage are the rules that read one language only, or both at once.
var oneLanguage = []ID{ItemGoesOn, ItemLogin, ItemTakenUp, ItemForm, PurposeLabel, RefusalWithoutIt, Versions}

// TestSamplesAreOfBothLanguages: a rule that reads both has samples of both.
func TestSamplesAreOfBothLanguages(t *testing.T) {
	for _, r := range All() {
		chinese, english := false, false
		for _, s := range r.Holds {
			han := strings.ContainsFunc(s.Text, func(c rune) bool { return unicode.Is(unicode.Han, c) })
			chinese, english = chinese || han, english || !han
		}
		if both := chinese && english; both == slices.Contains(oneLanguage, r.ID) {
			t.Errorf("%s: samples in Chinese %v, in English %v", r.ID, chinese, english)
		}
	}
}

// TestFaultsNameTheRule: an error of the loader says which rule is wrong.
func TestFaultsNameTheRule(t *testing.T) {
	const sound = `- id: row/kept
  says: row
  reads: A row.
  holds: [{text: a, claim: row a}, {text: b, claim: row b}]
  not: [{text: c}]
`
	const broken = "- id: row/broken\n  says: row\n  reads: A row.\n  holds: [{text: a, claim: row a}, {text: b, claim: row b}]\n  not: [{text: c}]\n"
	if rules, err := parse([]byte(sound + broken)); err != nil || len(rules) != 2 {
		t.Fatalf("%d rules, %v", len(rules), err)
	}
	for _, tt := range []struct{ name, old, new, want string }{
		{"unknown_kind", "says: row", "says: rows", `"rows" is no kind of claim`},
		{"another_kind", "says: row", "says: item", "does not begin with item/"},
		{"no_sentence", "reads: A row.", "reads: a row", "no sentence"},
		{"one_sample", ", {text: b, claim: row b}", "", "two samples"},
		{"no_counter_sample", "  not: [{text: c}]\n", "", "one that does not"},
		{"no_text", "text: c", "text: ' '", "no text"},
		{"no_claim", "text: a, claim: row a", "text: a", "no claim"},
		{"unknown_field", "reads:", "read:", "field read not found"},
		{"no_list", "holds: [", "holds: x #", "cannot unmarshal"},
	} {
		t.Run(tt.name, func(t *testing.T) {
			_, err := parse([]byte(sound + strings.Replace(broken, tt.old, tt.new, 1)))
			if err == nil || !strings.Contains(err.Error(), "rule row/broken: ") || !strings.Contains(err.Error(), tt.want) {
				t.Errorf("%v, want %q", err, tt.want)
			}
		})
	}
	if _, err := parse([]byte(sound + sound)); err == nil || !strings.Contains(err.Error(), "rule row/kept: the id is used twice") {
		t.Errorf("twice: %v", err)
	}
}
