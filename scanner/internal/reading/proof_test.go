package reading

import (
	"fmt"
	"strings"
	"testing"

	"github.com/candor-scan/candor/scanner/internal/document"
)

// TestEachSentenceProvesOnce counts the quotes of one item that many sentences
// state, some of them twice.
func TestEachSentenceProvesOnce(t *testing.T) {
	tests := []struct {
		name string
		text []string
		want int
	}{
		{"one_sentence_on_many_lines", repeat("We log your IP address.", 30), 30},
		{"one_sentence_twice_on_a_line", repeat("We log your IP address. We log your IP address.", 30), 30},
		{"the_lead_of_many_items", append([]string{"We collect:"}, repeat("- IP address", 30)...), 31},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			p, err := Read([]document.Source{{Path: "policy.txt", Data: []byte("Privacy policy.\n\n" + strings.Join(tt.text, "\n\n"))}}, noNames{}, document.DefaultLimits())
			if err != nil {
				t.Fatal(err)
			}
			if len(p.Items) != 1 || len(p.Items[0].Quotes) != tt.want {
				t.Fatalf("items %+v, want one with %d quotes", p.Items, tt.want)
			}
		})
	}
}

func repeat(s string, n int) []string {
	out := make([]string, n)
	for i := range out {
		out[i] = s
	}
	return out
}

// TestAllowanceOfQuotes reads more statements than may be proved: those that
// are kept have their quote, and the policy says that others were left out.
func TestAllowanceOfQuotes(t *testing.T) {
	var text strings.Builder
	text.WriteString("Privacy policy.\n")
	for i := range 200 {
		fmt.Fprintf(&text, "We use your IP address to remove error %d of many. ", i)
	}
	lim := document.DefaultLimits()
	lim.Quotes = 10_000
	p, err := Read([]document.Source{{Path: "policy.txt", Data: []byte(text.String())}}, noNames{}, lim)
	if err != nil {
		t.Fatal(err)
	}
	if n := len(p.Items); n < 50 || n > 150 {
		t.Errorf("%d items of 200 were kept", n)
	}
	for _, it := range p.Items {
		if len(it.Quotes) == 0 {
			t.Fatalf("no quote proves %+v", it)
		}
	}
	if len(p.NotRead) != 1 || p.NotRead[0].Why != document.QuotedTooMuch {
		t.Errorf("not read: %+v", p.NotRead)
	}
}
