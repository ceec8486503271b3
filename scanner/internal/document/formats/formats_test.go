package formats

import (
	"errors"
	"fmt"
	"os"
	"slices"
	"strings"
	"testing"

	"github.com/candor-scan/candor/scanner/internal/document"
	"github.com/candor-scan/candor/scanner/policy"
)

// samples holds for each format a document and blocks that must be read of it,
// each "LINE KIND the text it begins with". testdata/lamp.docx is lamp.md by
// pandoc; complete.pdf is printed by a browser.
var samples = map[string]struct {
	file   string
	blocks []string
}{
	"play-data-safety": {"testdata/lamp.csv", []string{"1 paragraph Question ID", "3 paragraph PSL_DATA_TYPES_PERSONAL,PSL_EMAIL,true", "5 paragraph PSL_DATA_USAGE_RESPONSES:PSL_EMAIL"}},
	"docx":             {"testdata/lamp.docx", []string{"1 heading Privacy policy", "2 paragraph This policy", "5 item Location: to switch", "7 table SDK", "8 table Bugly", "9 paragraph Questions"}},
	"pdf":              {"../../../../fixtures/policies/complete.pdf", []string{"1 heading 示例光伏 App 隐私政策", "6 heading 1.1 相机权限 Camera permission", "57 paragraph 如您对答复不满意"}},
	"html":             {"../../../../fixtures/policies/gaps.html", []string{"12 heading Privacy policy", "17 heading 1.1 Camera", "22 paragraph We do not access your location"}},
	"markdown":         {"testdata/lamp.md", []string{"1 heading Privacy policy", "3 paragraph This policy", "8 item Location: to switch", "12 table SDK", "14 table Bugly", "16 paragraph Questions"}},
	"text":             {"../../../../fixtures/policies/denials.txt", []string{"1 paragraph Privacy policy", "7 paragraph The app contains", "12 paragraph Questions"}},
}

// names are the names of all formats.
func names() (all []string) {
	for _, f := range All() {
		all = append(all, f.Names...)
	}
	return all
}

func sample(t testing.TB, name string) document.Source {
	t.Helper()
	s, ok := samples[name]
	if !ok {
		t.Fatalf("no sample of %s: give one in this test", name)
	}
	data, err := os.ReadFile(s.file)
	if err != nil {
		t.Fatal(err)
	}
	return document.Source{Path: name, Data: data}
}

// TestSamples: a document of each format is read with its lines.
func TestSamples(t *testing.T) {
	for _, name := range names() {
		t.Run(name, func(t *testing.T) {
			d, err := Open(sample(t, name), document.DefaultLimits())
			if err != nil {
				t.Fatal(err)
			}
			if d.Format != name || len(d.NotRead) > 0 {
				t.Errorf("format %s, not read %v", d.Format, d.NotRead)
			}
			got, lines := parts(d), strings.Split(d.About.Text, "\n")
			for _, p := range got {
				if p.line < 1 || p.line > d.Lines || !strings.Contains(lines[p.line-1], firstWord(p.text)) {
					t.Errorf("line %d does not hold %q", p.line, p.text)
				}
			}
			for _, want := range samples[name].blocks {
				if !slices.ContainsFunc(got, func(p part) bool { return strings.HasPrefix(p.String(), want) }) {
					t.Errorf("no block %q", want)
				}
			}
		})
	}
}

// part is a block of text, or a cell of a table.
type part struct {
	line int
	kind document.BlockKind
	text string
}

func (p part) String() string {
	return fmt.Sprintf("%d %s %s", p.line, [...]string{"paragraph", "heading", "item", "table"}[p.kind], p.text)
}

func parts(d *document.Document) (out []part) {
	for i := range d.Blocks {
		b := &d.Blocks[i]
		if b.Text != "" {
			out = append(out, part{b.Line(0), b.Kind, b.Text})
		}
		for _, row := range b.Rows {
			for k := range row {
				if row[k].Text == "" {
					continue // and has no line
				}
				out = append(out, part{row[k].Line(0), b.Kind, row[k].Text})
			}
		}
	}
	return out
}

// firstWord is what of a text stands on its first line at any rate.
func firstWord(text string) string {
	r := []rune(strings.Fields(text + " .")[0])
	return string(r[:min(len(r), 6)])
}

// TestCutShort: a document that ends too early is refused, says what is
// missing, or gives less; candor does not fail on it.
func TestCutShort(t *testing.T) {
	const places = 30
	for _, name := range names() {
		t.Run(name, func(t *testing.T) {
			src := sample(t, name)
			whole, err := Open(src, document.DefaultLimits())
			if err != nil {
				t.Fatal(err)
			}
			for i := range places {
				cut := src.Data[:len(src.Data)*i/places]
				d, err := Open(document.Source{Path: name, Data: cut}, document.DefaultLimits())
				if fault := faultIn(d, err); fault != "" {
					t.Errorf("%d bytes: %s", len(cut), fault)
				}
				if err != nil || len(d.NotRead) > 0 {
					continue
				}
				// The last places may cut off no more than the footer of a page, whose
				// navigation is then taken for text.
				if i < places-2 && len(d.About.Text) >= len(whole.About.Text) {
					t.Errorf("%d bytes of %d: nothing is missing", len(cut), len(src.Data))
				}
			}
		})
	}
}

// faultIn says what is wrong with the result of reading a document: a failure
// of candor, an error of another type, or neither result nor error.
func faultIn(d *document.Document, err error) string {
	switch {
	case (d == nil) == (err == nil):
		return fmt.Sprintf("document %v, error %v", d != nil, err)
	case err != nil:
		if e := (*policy.Error)(nil); !errors.As(err, &e) || e.Reason == policy.Failed || e.Do == "" {
			return fmt.Sprintf("error %v", err)
		}
		return ""
	}
	for _, n := range d.NotRead {
		if strings.HasPrefix(n.Why, document.FaultWords) {
			return n.Why
		}
	}
	return ""
}

// TestRefusedFilesNameTheFormats: who gave a file that is no document is told
// of every format that is read.
func TestRefusedFilesNameTheFormats(t *testing.T) {
	_, err := Open(document.Source{Path: "policy", Data: []byte("\x7FELF, a program")}, document.DefaultLimits())
	refused := (*policy.Error)(nil)
	if !errors.As(err, &refused) {
		t.Fatalf("error %v", err)
	}
	for _, f := range All() {
		for _, title := range f.Titles {
			if !strings.Contains(refused.Do, title) {
				t.Errorf("%q does not name %s", refused.Do, title)
			}
		}
		for _, e := range f.Endings {
			if e != strings.ToLower(e) || !strings.HasPrefix(e, ".") || !slices.Contains(Endings(), e) {
				t.Errorf("ending %q", e)
			}
		}
	}
}

// FuzzFormats reads any bytes as a document of each format: those of its sample,
// with what was given put in at some place.
func FuzzFormats(f *testing.F) {
	for i := range names() {
		f.Add(byte(i), uint32(0), []byte(nil))
		f.Add(byte(i), uint32(200), []byte("\x00\xFF<(|"))
	}
	f.Fuzz(func(t *testing.T, format byte, at uint32, put []byte) {
		src := sample(t, names()[int(format)%len(names())])
		k := int(at) % len(src.Data)
		src.Data = slices.Concat(src.Data[:k], put, src.Data[min(k+len(put), len(src.Data)):])
		lim := document.Limits{Bytes: 1 << 20, Lines: 2000, Blocks: 2000, Cells: 2000, Nesting: 10}
		if fault := faultIn(Open(src, lim)); fault != "" {
			t.Error(fault)
		}
	})
}
