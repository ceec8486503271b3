package reading_test

import (
	"encoding/csv"
	"encoding/json"
	"fmt"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"
	"unicode"

	"github.com/candor-scan/candor/scanner/internal/document"
	"github.com/candor-scan/candor/scanner/internal/reading"
	"github.com/candor-scan/candor/scanner/policy"
	"github.com/candor-scan/candor/scanner/privacy"
	"github.com/candor-scan/candor/sdkdb"
)

// The blind sets of fixtures/blind are scored here with floors, so that a
// change that costs accuracy does not pass unseen. The scorer is that of
// fixtures/blind/README.md with what these sets need of it.

// blindFolder is where the sets stand.
const blindFolder = "../../../fixtures/blind"

// score counts figures. What is to be high counts what is right of what was
// asked; what is to be low counts mistakes.
type score struct {
	right, asked, mistakes map[string]int
	misses                 []string
}

func newScore() *score {
	return &score{map[string]int{}, map[string]int{}, map[string]int{}, nil}
}

// ask counts a question under a figure and notes what was missed.
func (s *score) ask(figure string, right bool, miss string, args ...any) {
	s.asked[figure]++
	if right {
		s.right[figure]++
	} else {
		s.misses = append(s.misses, figure+": "+fmt.Sprintf(miss, args...))
	}
}

// mistake counts what should not be there.
func (s *score) mistake(figure, miss string, args ...any) {
	s.mistakes[figure]++
	s.misses = append(s.misses, figure+": "+fmt.Sprintf(miss, args...))
}

// floor is what a figure may not fall below: right of asked. For mistakes it is
// how many there may be at most.
type floor struct{ right, asked int }

// check holds a score against floors. Every figure has one.
func (s *score) check(t *testing.T, floors map[string]floor, most map[string]int) {
	t.Helper()
	failed := false
	for figure, asked := range s.asked {
		f, ok := floors[figure]
		if !ok || asked != f.asked || s.right[figure] < f.right {
			failed = true
			t.Errorf("%s: %d of %d, the floor is %d of %d", figure, s.right[figure], asked, f.right, f.asked)
		} else if s.right[figure] > f.right {
			t.Logf("%s: %d of %d; raise the floor, which is %d", figure, s.right[figure], asked, f.right)
		}
	}
	for figure := range floors {
		if s.asked[figure] == 0 {
			t.Errorf("%s: nothing was asked", figure)
		}
	}
	for figure, n := range s.mistakes {
		if n > most[figure] {
			failed = true
			t.Errorf("%s: %d mistakes, at most %d are known", figure, n, most[figure])
		}
	}
	if failed {
		t.Logf("missed:\n%s", strings.Join(s.misses, "\n"))
	}
}

// blindNames says what the names of the annotation stand for.
type blindNames map[string]map[string][]string // kind and name to ids

func readBlindNames(t *testing.T) blindNames {
	t.Helper()
	f, err := os.Open(filepath.Join(blindFolder, "names.csv"))
	if err != nil {
		t.Fatal(err)
	}
	defer f.Close()
	rows, err := csv.NewReader(f).ReadAll()
	if err != nil {
		t.Fatal(err)
	}
	n := blindNames{}
	for _, r := range rows[1:] {
		if n[r[0]] == nil {
			n[r[0]] = map[string][]string{}
		}
		n[r[0]][r[1]] = strings.Fields(r[2])
	}
	return n
}

// group is the disclosure group of an annotated permission.
func (n blindNames) group(name string) privacy.Group {
	if ids := n["group"][name]; len(ids) > 0 {
		return privacy.Group(ids[0])
	}
	return ""
}

func (n blindNames) sdks(canonical string) []string {
	if ids := n["sdk"][canonical]; ids != nil {
		return ids
	}
	return []string{strings.ReplaceAll(canonical, "_", "-")}
}

// goldDocument is the annotation of a document.
type goldDocument struct {
	File        string                    `json:"file"`
	Languages   []string                  `json:"languages"`
	CoversApp   *bool                     `json:"covers_app"`
	Rows        []goldRow                 `json:"sdk_rows"`
	Permissions map[string]goldPermission `json:"permissions"`
}

type goldRow struct {
	Name          string   `json:"name"`
	Canonical     string   `json:"canonical"`
	Line          int      `json:"line"`
	ScopeItems    []string `json:"scope_items"`
	AlsoCanonical []string `json:"also_canonical"`
	LibraryOnly   bool     `json:"library_only"` // may be given or left out

	fields map[string]any // all there is, null where the document gives none
}

func (r *goldRow) UnmarshalJSON(data []byte) error {
	type plain goldRow
	if err := json.Unmarshal(data, (*plain)(r)); err != nil {
		return err
	}
	return json.Unmarshal(data, &r.fields)
}

// texts returns the accepted forms of a field.
func (r *goldRow) texts(keys []string) []string {
	var out []string
	for _, k := range keys {
		if t, _ := r.fields[k].(string); strings.TrimSpace(t) != "" {
			out = append(out, t)
		}
	}
	return out
}

// annotates reports whether the annotation speaks of a field at all.
func (r *goldRow) annotates(keys []string) bool {
	return slices.ContainsFunc(keys, func(k string) bool { _, ok := r.fields[k]; return ok })
}

type goldPermission struct {
	Disclosed bool   `json:"disclosed"`
	Denied    bool   `json:"denied"`
	Purpose   bool   `json:"purpose_specific"`
	Refusal   bool   `json:"refusal_consequence"`
	Consent   bool   `json:"consent"`
	Kind      string `json:"kind_of_access"` // another kind of access: either reading is right
	Basis     string `json:"basis"`
}

// TestBlindDocuments scores the annotated documents.
func TestBlindDocuments(t *testing.T) {
	tests := []struct {
		set    string
		floors map[string]floor
		most   map[string]int
	}{
		{"first", map[string]floor{
			"read whole": {26, 26}, "languages": {26, 26}, "covers the app": {26, 26},
			"rows": {62, 62}, "lines of rows": {62, 62}, "ids of rows": {61, 61},
			"purpose": {59, 59}, "method": {15, 15}, "institution": {56, 56}, "scene": {6, 6}, "website": {14, 14}, "privacy address": {39, 39},
			"scope": {61, 61}, "scope items": {142, 142},
			"permissions named": {56, 56}, "permissions purpose": {41, 41}, "permissions refusal": {40, 41}, "permissions consent": {41, 41},
		}, map[string]int{"scope": 1}},
		{"second", map[string]floor{
			"read whole": {12, 12}, "languages": {12, 12}, "covers the app": {12, 12},
			"rows": {16, 16}, "lines of rows": {16, 16}, "ids of rows": {16, 16},
			"purpose": {14, 14}, "method": {4, 4}, "institution": {16, 16}, "privacy address": {10, 10},
			"scope": {16, 16}, "scope items": {45, 45},
			"permissions named": {64, 67}, "permissions purpose": {32, 34}, "permissions refusal": {33, 34}, "permissions consent": {33, 34},
		}, map[string]int{"permissions": 1}},
	}
	names := readBlindNames(t)
	db, err := sdkdb.Embedded()
	if err != nil {
		t.Fatal(err)
	}
	for _, tt := range tests {
		t.Run(tt.set, func(t *testing.T) {
			base := filepath.Join(blindFolder, tt.set, "tables")
			paths, err := filepath.Glob(filepath.Join(base, "gold", "*.json"))
			if err != nil || len(paths) == 0 {
				t.Fatalf("no annotation in %s: %v", base, err)
			}
			s := newScore()
			for _, path := range paths {
				var gold goldDocument
				readJSON(t, path, &gold)
				data, err := os.ReadFile(filepath.Join(base, gold.File))
				if err != nil {
					t.Fatal(err)
				}
				p, err := reading.Read([]document.Source{{Path: filepath.Base(gold.File), Data: data}}, db, document.DefaultLimits())
				if err != nil {
					t.Errorf("%s: %v", gold.File, err)
					continue
				}
				d := blindDocument{s, names, &gold, p}
				d.about()
				d.rows()
				d.matrix()
			}
			s.check(t, tt.floors, tt.most)
		})
	}
}

func readJSON(t *testing.T, path string, to any) {
	t.Helper()
	data, err := os.ReadFile(path)
	if err == nil {
		err = json.Unmarshal(data, to)
	}
	if err != nil {
		t.Fatalf("%s: %v", path, err)
	}
}

// blindDocument is a document with its annotation and what was read of it.
type blindDocument struct {
	*score
	names blindNames
	gold  *goldDocument
	read  *policy.Policy
}

func (d *blindDocument) about() {
	d.ask("languages", fmt.Sprint(d.read.Languages) == fmt.Sprint(slices.Sorted(slices.Values(d.gold.Languages))), "%s %v", d.gold.File, d.read.Languages)
	if want, got := d.gold.CoversApp, d.read.Covers.App; want != nil {
		d.ask("covers the app", got == nil || *got == *want, "%s", d.gold.File)
	}
	d.ask("read whole", len(d.read.NotRead) == 0, "%s %v", d.gold.File, d.read.NotRead)
}

func (d *blindDocument) rows() {
	pairs := d.pair()
	taken := map[int]bool{}
	also := []string{}
	for i, g := range d.gold.Rows {
		also = append(also, g.AlsoCanonical...)
		j, found := pairs[i]
		if found {
			taken[j] = true
		}
		if g.LibraryOnly {
			continue
		}
		d.ask("rows", found, "%s %s", d.gold.File, g.Name)
		if found {
			d.row(&d.gold.Rows[i], &d.read.SDKs[j])
		}
	}
	for j, x := range d.read.SDKs {
		if !taken[j] && (x.ID == nil || !slices.Contains(also, *x.ID)) {
			d.mistake("rows", "%s %s", d.gold.File, x.Name)
		}
	}
}

// row holds one row against its annotation.
func (d *blindDocument) row(g *goldRow, x *policy.SDK) {
	d.ask("lines of rows", abs(x.Line-g.Line) <= 1, "%s %s: %d, not %d", d.gold.File, g.Name, x.Line, g.Line)
	if g.Canonical != "" {
		d.ask("ids of rows", x.ID != nil && slices.Contains(d.names.sdks(g.Canonical), *x.ID), "%s %s", d.gold.File, g.Name)
	}
	d.field("purpose", g, textOf(x.Purpose), 0.3, "purpose", "purpose_short")
	d.field("method", g, textOf(x.Method), 0.3, "method")
	d.field("institution", g, textOf(x.Institution), 0.3, "institution")
	d.field("scene", g, textOf(x.Scene), 0.3, "scene")
	d.field("website", g, textOf(x.Website), 0.8, "website") // a bare host is not the page below it
	if g.texts([]string{"privacy_url"}) != nil || g.texts([]string{"privacy_text"}) == nil {
		d.field("privacy address", g, textOf(x.PrivacyURL), 0.8, "privacy_url") // a policy named without its address may be given or not
	}
	var items []privacy.Item
	scope := ""
	if x.Scope != nil {
		items, scope = x.Scope.Items, x.Scope.Text
	}
	d.field("scope", g, scope, 0.3, "scope_text", "scope_text_2")
	d.scopeItems(g, items)
}

func (d *blindDocument) field(name string, g *goldRow, got string, ratio float64, keys ...string) {
	want := g.texts(keys)
	if len(want) == 0 {
		if got != "" && g.annotates(keys) {
			d.mistake(name, "%s %s: %q", d.gold.File, g.Name, got)
		}
		return
	}
	want = append(want, strings.Join(want, " "))
	d.ask(name, slices.ContainsFunc(want, func(w string) bool { return sameText(got, w, ratio) }), "%s %s: %q, not %q", d.gold.File, g.Name, got, want[0])
}

// scopeItems: each item the annotation lists is there, or the wider one of the
// same words; a wider one beside its parts is no mistake.
func (d *blindDocument) scopeItems(g *goldRow, items []privacy.Item) {
	used := map[string]bool{"idfa": true} // iOS alone: the annotation leaves it out
	for _, want := range g.ScopeItems {
		right := false
		for _, id := range append([]string{want}, d.names["wider"][want]...) {
			if slices.Contains(items, privacy.Item(id)) {
				right, used[id] = true, true
			}
		}
		d.ask("scope items", right, "%s %s lacks %s", d.gold.File, g.Name, want)
	}
	for _, it := range items {
		parts := d.names["parts"][string(it)]
		if !used[string(it)] && !slices.ContainsFunc(parts, func(p string) bool { return slices.Contains(g.ScopeItems, p) }) {
			d.mistake("scope items", "%s %s: %s", d.gold.File, g.Name, it)
		}
	}
}

// pair pairs the annotated rows with those that were read: by id and name, then
// id, then name, of several the nearest.
func (d *blindDocument) pair() map[int]int {
	type candidate struct{ rank, apart, i, j int }
	var all []candidate
	for i, g := range d.gold.Rows {
		for j, x := range d.read.SDKs {
			id := x.ID != nil && g.Canonical != "" && slices.Contains(d.names.sdks(g.Canonical), *x.ID)
			a, b := plainName(g.Name), plainName(x.Name)
			name := a != "" && (a == b || sameText(a, b, 0.5))
			rank := slices.Index([]bool{id && name, id, name && a == b, name}, true)
			if rank >= 0 {
				all = append(all, candidate{rank, abs(g.Line - x.Line), i, j})
			}
		}
	}
	slices.SortFunc(all, func(a, b candidate) int {
		return slices.Compare([]int{a.rank, a.apart, a.i, a.j}, []int{b.rank, b.apart, b.i, b.j})
	})
	pairs, taken := map[int]int{}, map[int]bool{}
	for _, c := range all {
		if _, ok := pairs[c.i]; !ok && !taken[c.j] {
			pairs[c.i], taken[c.j] = c.j, true
		}
	}
	return pairs
}

// matrix holds what is said of permissions against the annotation.
func (d *blindDocument) matrix() {
	listed := map[privacy.Group]bool{}
	for _, g := range d.names["unlisted"]["groups"] {
		listed[privacy.Group(g)] = true // groups that are annotated only here and there
	}
	for name, want := range d.gold.Permissions {
		g := d.names.group(name)
		listed[g] = true
		if g == "" || want.Kind != "" || want.Basis == "data item" && d.hasItem(g) {
			continue
		}
		got := permissionOf(d.read, g)
		cell := func(element string, got, want policy.State) {
			right := got == want || want == policy.Missing && got == policy.Vague
			d.ask("permissions "+element, right, "%s %s is %s, not %s", d.gold.File, g, got, want)
		}
		switch {
		case want.Denied:
			cell("named", got.Named.State, policy.Denied)
			continue
		case !want.Disclosed:
			cell("named", got.Named.State, policy.Missing)
			continue
		}
		cell("named", got.Named.State, policy.Stated)
		cell("purpose", got.Purpose.State, stated(want.Purpose))
		cell("refusal", got.Refusal.State, stated(want.Refusal))
		cell("consent", got.Consent.State, stated(want.Consent))
	}
	if len(d.gold.Permissions) == 0 {
		return
	}
	for _, x := range d.read.Permissions {
		if !listed[x.Group] && (x.Named.State == policy.Stated || x.Named.State == policy.Denied) {
			d.mistake("permissions", "%s %s is %s", d.gold.File, x.Group, x.Named.State)
		}
	}
}

// hasItem reports whether the text names the data of a group, which says as
// much as the permission where the annotation rests on that.
func (d *blindDocument) hasItem(g privacy.Group) bool {
	return permissionOf(d.read, g).Named.State == policy.Missing && len(itemsOf(d.read, d.names["group item"][string(g)], policy.Performed, "", "")) > 0
}

func permissionOf(p *policy.Policy, g privacy.Group) policy.Permission {
	for _, x := range p.Permissions {
		if x.Group == g {
			return x
		}
	}
	var x policy.Permission
	x.Named.State, x.Purpose.State, x.Refusal.State, x.Consent.State = policy.Missing, policy.Missing, policy.Missing, policy.Missing
	return x
}

// anyItem stands for every item in the ids of itemsOf.
const anyItem = "*"

// itemsOf returns the items of a polarity, and where they are given of a party
// and an action.
func itemsOf(p *policy.Policy, ids []string, polarity, party, action string) []policy.Item {
	var out []policy.Item
	for _, it := range p.Items {
		if it.Polarity == polarity && (slices.Contains(ids, string(it.Item)) || slices.Contains(ids, anyItem)) && (party == "" || it.Party == party) && (action == "" || it.Action == action) {
			out = append(out, it)
		}
	}
	return out
}

func stated(yes bool) policy.State {
	if yes {
		return policy.Stated
	}
	return policy.Missing
}

func textOf(f *policy.Field) string {
	if f == nil {
		return ""
	}
	return f.Text
}

// sameText reports whether two values are the same, or one stands in the other
// and is no crumb of it.
func sameText(a, b string, ratio float64) bool {
	a, b = squash(a), squash(b)
	if len(a) > len(b) {
		a, b = b, a
	}
	return a == b || a != "" && strings.Contains(b, a) && float64(len([]rune(a))) >= ratio*float64(len([]rune(b)))
}

// squash drops all but letters and digits, which it makes small and narrow.
func squash(t string) string {
	t = strings.ToLower(t)
	for _, scheme := range []string{"https://", "http://"} {
		t = strings.ReplaceAll(t, scheme, "")
	}
	return strings.Map(func(r rune) rune {
		if r >= 0xFF01 && r <= 0xFF5E {
			r = unicode.ToLower(r - 0xFEE0)
		}
		if unicode.IsLetter(r) || unicode.IsDigit(r) {
			return r
		}
		return -1
	}, t)
}

// plainName drops from a name what many names of SDKs hold.
func plainName(t string) string {
	name := squash(t)
	for _, w := range []string{"sdk", "软件开发工具包", "第三方", "客户端", "服务", "插件", "forandroid", "android", "安卓"} {
		name = strings.ReplaceAll(name, w, "")
	}
	return name
}

func abs(n int) int { return max(n, -n) }
