package disclosure

import (
	"cmp"
	"encoding/hex"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"slices"
	"strings"
	"time"
)

// BaselineSchema names the format of a baseline file.
const BaselineSchema = "candor.baseline/1"

// Limits of a baseline file.
const (
	maxBaselineBytes   = 16 << 20
	maxBaselineEntries = 100_000
)

// dateLayout is how entries give a day.
const dateLayout = "2006-01-02"

// Baseline lists findings that are known: they are shown, and do not fail.
type Baseline struct {
	Schema  string          `json:"schema"`
	Entries []BaselineEntry `json:"entries"`
}

// BaselineEntry is one known finding. Only the fingerprint and the expiry have
// an effect; rule, subject and reason are there for people.
type BaselineEntry struct {
	Fingerprint string `json:"fingerprint"`
	Rule        string `json:"rule"`
	Subject     string `json:"subject"`
	Reason      string `json:"reason,omitempty"`
	// Expires is the last day on which the entry counts, "2027-01-31"; ""
	// for no end.
	Expires string `json:"expires,omitempty"`
}

// Knows reports whether the baseline has an entry of the fingerprint that has
// not expired. A nil baseline knows nothing.
func (b *Baseline) Knows(fingerprint string, now time.Time) bool {
	if b == nil {
		return false
	}
	today := now.Format(dateLayout)
	return slices.ContainsFunc(b.Entries, func(e BaselineEntry) bool {
		return e.Fingerprint == fingerprint && (e.Expires == "" || e.Expires >= today)
	})
}

// ReadBaseline decodes a baseline. Unknown keys, wrong fingerprints and dates,
// and anything behind the document are errors.
func ReadBaseline(r io.Reader) (*Baseline, error) {
	text, err := io.ReadAll(io.LimitReader(r, maxBaselineBytes+1))
	if err != nil {
		return nil, fmt.Errorf("baseline: %w", err)
	}
	if len(text) > maxBaselineBytes {
		return nil, fmt.Errorf("baseline: larger than %d MB", maxBaselineBytes>>20)
	}
	var b Baseline
	d := json.NewDecoder(strings.NewReader(string(text)))
	d.DisallowUnknownFields()
	if err := d.Decode(&b); err != nil {
		return nil, fmt.Errorf("baseline: %w", err)
	}
	if _, err := d.Token(); !errors.Is(err, io.EOF) {
		return nil, errors.New("baseline: something follows the document")
	}
	if err := b.valid(); err != nil {
		return nil, fmt.Errorf("baseline: %w", err)
	}
	return &b, nil
}

func (b *Baseline) valid() error {
	if b.Schema != BaselineSchema {
		return fmt.Errorf("schema is %.40q, not %q", b.Schema, BaselineSchema)
	}
	if len(b.Entries) > maxBaselineEntries {
		return fmt.Errorf("more than %d entries", maxBaselineEntries)
	}
	for i, e := range b.Entries {
		if sum, err := hex.DecodeString(e.Fingerprint); err != nil || len(sum) != 32 {
			return fmt.Errorf("entry %d: %.80q is no fingerprint", i+1, e.Fingerprint)
		}
		if e.Expires == "" {
			continue
		}
		if _, err := time.Parse(dateLayout, e.Expires); err != nil {
			return fmt.Errorf("entry %d: expires %.40q is no day like 2027-01-31", i+1, e.Expires)
		}
	}
	return nil
}

// NewBaseline makes a baseline of the findings. Entries of old, which may be
// nil, keep their reason and expiry.
func NewBaseline(findings []Finding, old *Baseline) *Baseline {
	kept := map[string]BaselineEntry{}
	if old != nil {
		for _, e := range old.Entries {
			kept[e.Fingerprint] = e
		}
	}
	b := &Baseline{Schema: BaselineSchema, Entries: []BaselineEntry{}}
	for _, f := range findings {
		e := kept[f.Fingerprint]
		b.Entries = append(b.Entries, BaselineEntry{Fingerprint: f.Fingerprint, Rule: f.Rule, Subject: f.Subject.ID, Reason: e.Reason, Expires: e.Expires})
	}
	slices.SortFunc(b.Entries, func(x, y BaselineEntry) int {
		return cmp.Or(cmp.Compare(x.Rule, y.Rule), cmp.Compare(x.Subject, y.Subject), cmp.Compare(x.Fingerprint, y.Fingerprint))
	})
	return b
}

// WriteBaseline writes a baseline as indented JSON, one that [ReadBaseline]
// reads back.
func WriteBaseline(w io.Writer, b *Baseline) error {
	e := json.NewEncoder(w)
	e.SetIndent("", "  ")
	e.SetEscapeHTML(false)
	return e.Encode(b)
}
