package sdkdb

import (
	"bufio"
	"encoding/json"
	"os"
	"strings"
	"testing"
)

// Ids are a contract: every id of the list of facts is an entry, was merged
// into one, or is named as left out.
func TestEveryKnownIDIsAccountedFor(t *testing.T) {
	f, err := os.Open("../../shared/facts/sdk-facts.jsonl")
	if err != nil {
		t.Skip("the list of facts is not there: ", err)
	}
	defer f.Close()
	leftOut, err := os.ReadFile("data/LEFT-OUT.md")
	if err != nil {
		t.Fatal(err)
	}
	db := embeddedForTest(t)
	lines := bufio.NewScanner(f)
	lines.Buffer(nil, 1<<20)
	for lines.Scan() {
		var row struct{ ID, Kind string }
		if err := json.Unmarshal(lines.Bytes(), &row); err != nil {
			t.Fatal(err)
		}
		s := db.Lookup(row.ID)
		switch {
		case s == nil && !strings.Contains(string(leftOut), "| `"+row.ID+"` |"):
			t.Errorf("%s is neither an entry nor left out", row.ID)
		case s != nil && s.ID == row.ID && s.Kind != row.Kind:
			t.Errorf("%s is a %s, the list says %s", row.ID, s.Kind, row.Kind)
		case s != nil && s.ID != row.ID && !isOneOf(row.ID, s.Formerly):
			t.Errorf("%s resolves to %s", row.ID, s.ID)
		}
	}
	if err := lines.Err(); err != nil {
		t.Fatal(err)
	}
}
