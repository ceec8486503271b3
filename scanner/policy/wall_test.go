package policy

import (
	"errors"
	"fmt"
	"slices"
	"strings"
	"testing"
)

// failingNames are SDK names whose look-up fails on sentences with a mark in
// them, as a pass over the text might.
type failingNames struct {
	testNames
	mark string // fails on a text that holds it
}

func (n failingNames) FindNames(text string, found func(start, end int, id string)) {
	if strings.Contains(text, n.mark) {
		var none []int
		_ = none[len(text)]
	}
	n.testNames.FindNames(text, found)
}

// TestFaultCostsItsBlock reads documents on parts of which candor fails: each
// is named by its line, and the rest is read.
func TestFaultCostsItsBlock(t *testing.T) {
	many := "Privacy notice\n\n"
	for i := range 40 {
		many += fmt.Sprintf("Paragraph %d says nothing of interest.\n\n", i)
		if i%4 == 0 {
			many += "This one has the MARK in it.\n\n"
		}
	}
	marked := strings.Split(strings.Repeat("x", 10), "")
	for i := range marked {
		marked[i] = fmt.Sprint(5 + 10*i)
	}
	tests := []struct {
		name string
		docs []string
		want []string // facts that must be read
		lost []string // where: document and line
	}{
		{"one paragraph", []string{"隐私说明\n\n我们会收集您的手机号。\n\n这一段含有MARK。\n\n我们会收集您的设备型号。\n"},
			[]string{"item phone_number", "item device_model"}, []string{"0.md:5"}},
		{"the first block", []string{"MARK\n\nThis is the privacy notice. We collect your e-mail address.\n"}, []string{"item email"}, []string{"0.md:1"}},
		{"the last block", []string{"This is the privacy notice. We collect your e-mail address.\n\nMARK\n"}, []string{"item email"}, []string{"0.md:3"}},
		{"a wrapped paragraph", []string{"Privacy notice\n\nWe collect your e-mail address.\n\nThis is a line that\nhas the MARK on its second line.\n"}, []string{"item email"}, []string{"0.md:5"}},
		{"a table", []string{"Privacy notice\n\nWe collect your e-mail address.\n\n| A | B |\n|---|---|\n| x | MARK |\n\nWe ask for the microphone permission to record.\n"},
			[]string{"item email", "microphone stated"}, []string{"0.md:5"}},
		{"a table of a page", []string{"<p>Privacy notice</p>\n<p>We collect your e-mail address.</p>\n<table><tr><td>A</td><td>B</td></tr>\n<tr><td>x</td><td>MARK</td></tr></table>\n<p>We ask for the microphone permission to record.</p>"},
			[]string{"item email", "microphone stated"}, []string{"0.md:3"}},
		{"two documents", []string{"Privacy notice\n\nWe collect your e-mail address.\n\nMARK one\n", "SDK list\n\nMARK two\n\nSDK name: Umeng\nPurpose: statistics\nData: IMEI\n"},
			[]string{"item email", "sdk umeng-analytics imei"}, []string{"0.md:5", "1.md:3"}},
		{"many blocks", []string{many + "We collect your e-mail address.\n"}, []string{"item email"}, prefixed("0.md:", marked)},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			var docs []Source
			for i, text := range tt.docs {
				docs = append(docs, Source{fmt.Sprintf("%d.md", i), []byte(text)})
			}
			p, err := Read(docs, failingNames{someNames, "MARK"}, DefaultLimits())
			if err != nil {
				t.Fatal(err)
			}
			checkFacts(t, append(facts(p), itemFacts(p)...), tt.want, nil)
			checkLost(t, p, tt.lost)
			if !strings.Contains(p.Documents[0].Text, "MARK") {
				t.Errorf("the text as read lacks what was lost:\n%s", p.Documents[0].Text)
			}
		})
	}
}

func prefixed(prefix string, names []string) []string {
	var out []string
	for _, n := range names {
		out = append(out, prefix+n)
	}
	return out
}

// checkLost wants that parts were lost to a fault of candor, and no others.
func checkLost(t *testing.T, p *Policy, want []string) {
	t.Helper()
	var got []string
	for _, n := range p.NotRead {
		got = append(got, n.What)
		if !strings.HasPrefix(n.Why, faultWords) || !strings.Contains(n.Why, "_test.go:") {
			t.Errorf("%s was lost because %q", n.What, n.Why)
		}
	}
	if fmt.Sprint(got) != fmt.Sprint(want) {
		t.Errorf("lost %v, want %v", got, want)
	}
}

// TestFaultFinder finds the blocks that fail, also where it takes several to
// fail, and reads each block a few times only.
func TestFaultFinder(t *testing.T) {
	const blocks = 64
	tests := []struct {
		name  string
		fails [][]int // blocks that fail together
		want  string
		reads int // blocks read at most
	}{
		{"none", nil, "[]", blocks},
		{"one", [][]int{{5}}, "[5]", 3 * blocks},
		{"the outermost", [][]int{{0}, {63}}, "[0 63]", 5 * blocks},
		{"neighbours", [][]int{{31}, {32}}, "[31 32]", 5 * blocks},
		{"two together", [][]int{{3, 14}}, "[14]", 5 * blocks},
		{"two together and one", [][]int{{3, 60}, {20}}, "[20]", 5 * blocks},
		{"three together", [][]int{{3, 33, 60}}, "[60]", 8 * blocks},
		{"all", allBlocks(blocks), fmt.Sprint(slices.Concat(allBlocks(blocks)...)), 7 * blocks},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			reads := 0
			f := faultFinder{fails: func(from, to int) string {
				reads += to - from
				for _, together := range tt.fails {
					if together[0] >= from && together[len(together)-1] < to {
						return "fails"
					}
				}
				return ""
			}}
			f.search(0, blocks)
			got := []int{}
			for _, x := range f.found {
				got = append(got, x.block)
			}
			if fmt.Sprint(got) != tt.want || reads > tt.reads {
				t.Errorf("found %v with %d blocks read, want %s with at most %d", got, reads, tt.want, tt.reads)
			}
		})
	}
}

func allBlocks(n int) (out [][]int) {
	for i := range n {
		out = append(out, []int{i})
	}
	return out
}

// TestFaultOfTheWhole: what fails wherever it is asked leaves no document.
func TestFaultOfTheWhole(t *testing.T) {
	_, err := Read([]Source{{"a.md", []byte("Privacy notice\n\nWe collect your e-mail address.\n")}}, failingNames{someNames, ""}, DefaultLimits())
	var e *Error
	if !errors.As(err, &e) || e.Reason != Failed || !strings.Contains(e.What, faultWords) {
		t.Errorf("error %v", err)
	}
}

// TestFaultIsNoRefusal: a document that is no policy only because a part of it
// was lost is not said to be none.
func TestFaultIsNoRefusal(t *testing.T) {
	text := "MARK: this privacy notice says that we collect your e-mail address.\n\n" + strings.Repeat("The harvest was good this year and the cellar is full.\n\n", 40)
	_, err := Read([]Source{{"a.md", []byte(text)}}, failingNames{someNames, "MARK"}, DefaultLimits())
	var e *Error
	if !errors.As(err, &e) || e.Reason != Failed || !strings.Contains(e.What, faultWords) {
		t.Errorf("error %v", err)
	}
}

// TestForgedFaults: a document full of what candor fails on is given up at a
// point that is named.
func TestForgedFaults(t *testing.T) {
	text := "Privacy notice. We collect your e-mail address.\n\n" + strings.Repeat("MARK\n\n", 3*maxLost) + "We ask for the microphone permission to record.\n"
	p, err := Read([]Source{{"a.md", []byte(text)}}, failingNames{someNames, "MARK"}, DefaultLimits())
	if err != nil {
		t.Fatal(err)
	}
	checkFacts(t, append(facts(p), itemFacts(p)...), []string{"item email"}, []string{"microphone"})
	last := p.NotRead[len(p.NotRead)-1]
	if len(p.NotRead) != maxLost+1 || last.Why != restLost || last.What != fmt.Sprintf("a.md:%d", 1+2*maxLost) {
		t.Errorf("%d parts lost, the last is %+v", len(p.NotRead), last)
	}
}

// TestFaultOfAFormat: a reader of a file that fails goes on behind it, or
// leaves what it has read.
func TestFaultOfAFormat(t *testing.T) {
	own := format{Is: func([]byte) bool { return true }, Read: func(src Source, d *document, l *blockList) error {
		i, lines := 0, strings.Split(string(src.Data), "\n")
		l.untilDone(func() {
			for ; i < len(lines); i++ {
				if strings.Contains(lines[i], "MARK") {
					panic("marked")
				}
				l.add(paragraph, 0, passage{text: lines[i], marks: []mark{{0, i + 1}}})
			}
		}, func() lostPart {
			i++
			return lostPart{line: i}
		})
		d.lines = len(lines)
		if strings.Contains(string(src.Data), "END") {
			panic("at the end")
		}
		return nil
	}}
	read := func(text string) (*Policy, error) {
		d, err := openAs([]format{own}, Source{"a", []byte(text)}, DefaultLimits())
		if err != nil {
			return nil, err
		}
		return readAround([]*document{d}, someNames)
	}
	tests := []struct {
		name, text string
		want, lost []string
	}{
		{"goes on behind it", "own: privacy\nMARK\nWe collect your e-mail address.\nMARK", []string{"item email"}, []string{"a:2", "a:4"}},
		{"leaves what it has read", "own: privacy END\nWe collect your e-mail address.", []string{"item email"}, []string{"a:2", "a:2"}},
		{"fails on all of it", "own: MARK", nil, nil},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			p, err := read(tt.text)
			if tt.want == nil {
				if e := (*Error)(nil); !errors.As(err, &e) || e.Reason != Failed {
					t.Fatalf("error %v", err)
				}
				return
			}
			if err != nil {
				t.Fatal(err)
			}
			checkFacts(t, itemFacts(p), tt.want, nil)
			var got []string
			for _, n := range p.NotRead {
				got = append(got, n.What)
			}
			if fmt.Sprint(got) != fmt.Sprint(tt.lost) {
				t.Errorf("lost %v, want %v", got, tt.lost)
			}
		})
	}
}
