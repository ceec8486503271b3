package words

import (
	"fmt"

	"github.com/candor-scan/candor/scanner/internal/language"
)

// LimitKind is how a phrase of data/denial-limits.csv narrows a denial.
type LimitKind uint8

const (
	limitNone   LimitKind = iota // hides the phrases inside it
	LimitHere                    // wherever it stands in the clause
	LimitManner                  // the same: 偷偷; with a permission it is an emphasis
	LimitPart                    // behind the verb, of its object or aim: 全部通讯录, 来投放
	LimitTime                    // closes a circumstance before the denial: 关闭定位后
	LimitBan                     // before the denial: a rule for the reader and no fact
	LimitPlace                   // where data are not sent: "collect or upload … to our servers"
)

// limitKinds are the kinds of the table. Most of them say what a limit is
// about, for whoever adds a phrase; they work alike.
var limitKinds = map[string]LimitKind{
	"part": LimitPart, "aim": LimitPart, "manner": LimitManner, "purpose": LimitHere, "function": LimitHere, "version": LimitHere, "platform": LimitHere,
	"person": LimitHere, "consent": LimitHere, "effort": LimitHere, "time": LimitTime, "ban": LimitBan, "place": LimitPlace, "none": limitNone,
}

func newDenialLimits(b *language.PhraseBook) *language.Lexicon[LimitKind] {
	l := language.NewLexicon[LimitKind](b)
	language.Table(data, "denial-limits.csv", 3, func(r []string) {
		kind, ok := limitKinds[r[0]]
		if !ok {
			panic(fmt.Sprintf("policy: data/denial-limits.csv: no such kind: %s", r[0]))
		}
		for _, w := range language.SplitList(r[2]) {
			l.Add(w, kind)
		}
	})
	return l
}
