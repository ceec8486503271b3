package reading_test

import (
	"fmt"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"github.com/candor-scan/candor/scanner/internal/document"
	"github.com/candor-scan/candor/scanner/internal/reading"
	"github.com/candor-scan/candor/scanner/policy"
	"github.com/candor-scan/candor/scanner/privacy"
	"github.com/candor-scan/candor/sdkdb"
)

// goldCase is a sentence with what it says and what it does not say.
type goldCase struct {
	ID      string      `json:"id"`
	Tests   string      `json:"tests"`
	Text    string      `json:"text"`
	Labels  []goldLabel `json:"labels"`
	MustNot []string    `json:"must_not"`
}

type goldLabel struct {
	Kind        string   `json:"kind"` // "data", "permission", "sdk"
	Item        string   `json:"item"`
	Polarity    string   `json:"polarity"`
	Party       string   `json:"party"`
	Purpose     string   `json:"purpose"`
	Refusal     any      `json:"refusal_consequence"` // a text, or whether there is one
	Institution string   `json:"institution"`
	Scope       []string `json:"scope"`
}

// TestBlindSentences scores the annotated sentences: a case is right where all
// it says was read and nothing it must not say.
func TestBlindSentences(t *testing.T) {
	tests := []struct {
		set    string
		floors map[string]floor
	}{
		{"first", map[string]floor{"cases": {44, 47}, "labels": {57, 58}}},
		{"second", map[string]floor{"cases": {36, 40}, "labels": {40, 44}}},
	}
	names := readBlindNames(t)
	db, err := sdkdb.Embedded()
	if err != nil {
		t.Fatal(err)
	}
	for _, tt := range tests {
		t.Run(tt.set, func(t *testing.T) {
			var gold struct{ Cases []goldCase }
			readJSON(t, filepath.Join(blindFolder, tt.set, "hard.json"), &gold)
			s := newScore()
			for i := range gold.Cases {
				c := &gold.Cases[i]
				p, err := reading.Read([]document.Source{{Path: c.ID + ".txt", Data: []byte(c.Text + "\n")}}, db, document.DefaultLimits())
				if err != nil {
					p = &policy.Policy{}
				}
				h := blindCase{names, p}
				var wrong []string
				for _, l := range c.Labels {
					why := h.label(&l)
					s.ask("labels", why == "", "%s %s", c.ID, why)
					wrong = append(wrong, why)
				}
				for _, rule := range c.MustNot {
					wrong = append(wrong, h.mustNot(rule))
				}
				wrong = slices.DeleteFunc(wrong, func(w string) bool { return w == "" })
				s.ask("cases", len(wrong) == 0, "%s %s: %s", c.ID, c.Tests, strings.Join(wrong, "; "))
			}
			s.check(t, tt.floors, nil)
		})
	}
}

type blindCase struct {
	names blindNames
	read  *policy.Policy
}

// label says what of a label was not read, "" where all was.
func (h *blindCase) label(l *goldLabel) string {
	polarity, state := policy.Performed, policy.Stated
	if strings.HasPrefix(l.Polarity, "does_not") {
		polarity, state = policy.NotPerformed, policy.Denied
	}
	switch l.Kind {
	case "sdk":
		return h.sdk(l)
	case "permission":
		return h.permission(l, polarity, state)
	}
	party := map[string]string{"1stParty": policy.First, "3rdParty": policy.Third}[l.Party]
	action := ""
	if l.Party == "1stParty" && l.Polarity == "shares" {
		party = "" // the app itself hands it on: either reading of the party is right
	}
	if l.Party == "1stParty" && l.Polarity == "does_not_share" {
		action = policy.Share
	}
	hits := itemsOf(h.read, h.names["item"][l.Item], polarity, party, action)
	switch {
	case len(hits) == 0:
		return fmt.Sprintf("no item %s %s", l.Item, polarity)
	case l.Purpose != "" && !slices.ContainsFunc(hits, func(it policy.Item) bool { return it.Purpose != nil }):
		return fmt.Sprintf("no purpose of %s", l.Item)
	}
	return ""
}

// permission: a group that is named, or an item that says the same.
func (h *blindCase) permission(l *goldLabel, polarity string, state policy.State) string {
	g := h.names.group(l.Item)
	x := permissionOf(h.read, g)
	hits := itemsOf(h.read, h.names["group item"][string(g)], polarity, "", "")
	switch {
	case x.Named.State != state && len(hits) == 0:
		return fmt.Sprintf("%s is %s, not %s", g, x.Named.State, state)
	case state == policy.Denied:
		return ""
	case l.Purpose != "" && x.Purpose.State != policy.Stated && !slices.ContainsFunc(hits, func(it policy.Item) bool { return it.Purpose != nil }):
		return fmt.Sprintf("no purpose of %s", g)
	case l.Refusal != nil && l.Refusal != false && l.Refusal != "" && x.Refusal.State != policy.Stated:
		return fmt.Sprintf("no refusal of %s", g)
	}
	return ""
}

func (h *blindCase) sdk(l *goldLabel) string {
	best := fmt.Sprintf("no row of %s", l.Item)
	for i := range h.read.SDKs {
		x := &h.read.SDKs[i]
		if x.ID == nil || !slices.Contains(h.names.sdks(l.Item), *x.ID) {
			continue
		}
		if best = h.row(l, x); best == "" {
			break
		}
	}
	return best
}

func (h *blindCase) row(l *goldLabel, x *policy.SDK) string {
	for name, f := range map[string]struct{ got, want string }{"purpose": {textOf(x.Purpose), l.Purpose}, "institution": {textOf(x.Institution), l.Institution}} {
		if f.want != "" && !sameText(f.got, f.want, 0.3) {
			return fmt.Sprintf("%s of %s is %q, not %q", name, l.Item, f.got, f.want)
		}
	}
	for _, item := range l.Scope {
		ids := h.names["item"][item]
		if x.Scope == nil || !slices.ContainsFunc(ids, func(id string) bool { return slices.Contains(x.Scope.Items, privacy.Item(id)) }) {
			return fmt.Sprintf("%s lacks %s", l.Item, item)
		}
	}
	return ""
}

// mustNot says which statement was read that must not be, "" where none was:
// "collects ITEM", "does_not_collect ITEM", with a party behind it where it is
// about one; "app disclosure of SDK"; a bare name may be neither stated nor
// denied.
func (h *blindCase) mustNot(rule string) string {
	words := strings.Fields(rule)
	if strings.HasPrefix(rule, "app disclosure of ") {
		for _, x := range h.read.SDKs {
			if x.ID != nil && slices.Contains(h.names.sdks(words[len(words)-1]), *x.ID) {
				return "row of " + *x.ID
			}
		}
		return ""
	}
	party := ""
	if len(words) > 2 {
		party = map[string]string{"1stParty": policy.First, "3rdParty": policy.Third}[words[2]]
	}
	switch words[0] {
	case "collects":
		return h.says(words[1], policy.Performed, policy.Stated, party)
	case "does_not_collect":
		return h.says(words[1], policy.NotPerformed, policy.Denied, party)
	}
	return h.says(words[0], policy.Performed, policy.Stated, "") + h.says(words[0], policy.NotPerformed, policy.Denied, "")
}

// says says that something of a name was read, "" for no.
func (h *blindCase) says(name, polarity string, state policy.State, party string) string {
	ids, g := h.names["item"][name], h.names.group(name)
	if g != "" {
		ids = h.names["group item"][string(g)]
	}
	if name == anyItem {
		ids = []string{anyItem}
	}
	for _, it := range itemsOf(h.read, ids, polarity, party, "") {
		return fmt.Sprintf("must not: %s %s", it.Item, polarity)
	}
	for _, x := range h.read.Permissions {
		if (name == anyItem || x.Group == g) && x.Named.State == state {
			return fmt.Sprintf("must not: %s %s", x.Group, state)
		}
	}
	return ""
}
