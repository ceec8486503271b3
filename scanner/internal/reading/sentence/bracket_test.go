package sentence

import (
	"math/rand"
	"strings"
	"testing"

	"github.com/candor-scan/candor/scanner/internal/language"
)

// TestRoundBrackets holds the one pass over a text against looking around each
// place anew.
func TestRoundBrackets(t *testing.T) {
	around := func(t string, start, i int) bool {
		depth := 0
		for _, r := range t[max(start, i-bracketsBefore):i] {
			switch r {
			case '(', '（':
				depth++
			case ')', '）':
				depth = max(depth-1, 0)
			}
		}
		behind := t[i:min(len(t), i+bracketsBehind)]
		end, open := strings.IndexAny(behind, ")）"), strings.IndexAny(behind, "(（")
		return depth > 0 && end >= 0 && (open < 0 || end < open)
	}
	signs := []string{"(", ")", "（", "）", "。", "x", "信", strings.Repeat("y", 90), strings.Repeat("息", 50)}
	random := rand.New(rand.NewSource(1))
	inside := 0
	for range 300 {
		var b strings.Builder
		for range 120 {
			b.WriteString(signs[random.Intn(len(signs))])
		}
		text := b.String()
		brackets, start := roundBrackets{text: text}, 0
		for i := range text {
			got := brackets.around(start, i)
			if got != around(text, start, i) {
				t.Fatalf("place %d of %q from %d: %v", i, text, start, got)
			}
			if got {
				inside++
			} else if random.Intn(40) == 0 {
				start = i
			}
		}
	}
	if inside < 1000 {
		t.Errorf("only %d places stand inside brackets", inside)
	}
}

func TestClosingBrackets(t *testing.T) {
	for _, text := range []string{"", "a(b)c", "((a)", "（a）（b", "[a(b]c)d", ")（【a】", "（（（"} {
		pairs := PairBrackets(text)
		for i, r := range text {
			if strings.ContainsRune("(（[【", r) && pairs.Closing(i) != language.ClosingBracket(text, i) {
				t.Errorf("%q: the bracket at %d closes at %d, want %d", text, i, pairs.Closing(i), language.ClosingBracket(text, i))
			}
		}
	}
}
