package rule

import "github.com/candor-scan/candor/scanner/evidence"

// Trace records which rule made which claim of the lines it is asked about. A
// nil trace records nothing; asking it costs no more than a comparison.
type Trace struct {
	// About tells which quotes are asked about; nil for all.
	About func(q evidence.Quote) bool
	Made  []Made
}

// Made is a claim that a rule made.
type Made struct {
	Rule  ID             `json:"rule"`
	Claim string         `json:"claim"` // "camera refusal", "-imei first"
	Quote evidence.Quote `json:"quote"`
}

// Says records that a rule made a claim of what q quotes.
func (t *Trace) Says(id ID, claim string, q evidence.Quote) {
	if t == nil || t.About != nil && !t.About(q) {
		return
	}
	m := Made{id, claim, q}
	for _, x := range t.Made {
		if x.Rule == m.Rule && x.Claim == m.Claim && x.Quote.Line == q.Line && x.Quote.Text == q.Text {
			return
		}
	}
	t.Made = append(t.Made, m)
}
