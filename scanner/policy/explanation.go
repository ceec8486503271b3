package policy

import "github.com/candor-scan/candor/scanner/evidence"

// Explanation is how one line of a document was read.
type Explanation struct {
	Line      int         `json:"line"`      // as quotes count them, from 1
	Sentences []Explained `json:"sentences"` // those that stand on the line, or reach it
}

// Explained is how one sentence was read.
type Explained struct {
	Text    string   `json:"text"`
	Line    int      `json:"line"`    // on which it starts
	Lang    string   `json:"lang"`    // "en", "zh", "mixed"
	Section string   `json:"section"` // the title it stands under, "" for none
	Lead    string   `json:"lead"`    // the sentence that leads into its list, "" for none
	Heading bool     `json:"heading"`
	Row     bool     `json:"row"` // part of an SDK row: read there and nowhere else
	Words   []Word   `json:"words"`
	Clauses []Clause `json:"clauses"`
	Claims  []Claim  `json:"claims"`
}

// Word is a word of a sentence and what it can mean.
type Word struct {
	Text  string   `json:"text"`
	Means []string `json:"means"` // "refuse", "camera/strong", "item imei"
}

// Clause is a clause as it was understood: a verb, who acts, and the items that
// belong to it. Items that belong to no verb stand behind an empty one.
type Clause struct {
	Verb        string   `json:"verb"`   // as it stands
	Action      string   `json:"action"` // "collect", "share", "none" …
	Who         []string `json:"who"`    // "first", "third", "user"; empty where nobody is named
	Denied      bool     `json:"denied"`
	Limited     bool     `json:"limited"`     // denied under a condition only
	Conditional bool     `json:"conditional"` // stands in an if-clause
	Items       []string `json:"items"`       // "-imei" where the clause leaves it out
}

// Claim is what a rule of reading made of a sentence.
type Claim struct {
	Rule  string         `json:"rule"`  // as docs/reading.md lists them
	Claim string         `json:"claim"` // "camera refusal", "-imei first collect"
	Quote evidence.Quote `json:"quote"`
}
