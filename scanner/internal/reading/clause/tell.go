package clause

import (
	"github.com/candor-scan/candor/scanner/internal/reading/sentence"
	"github.com/candor-scan/candor/scanner/internal/reading/words"
	"github.com/candor-scan/candor/scanner/policy"
)

// Tell says how the clauses of a sentence are understood. Items that belong to
// no verb stand behind an empty one.
func Tell(s *sentence.Sentence, names words.SDKNames) []policy.Clause {
	r := clauseReader{names: names}
	c := r.read(s)
	out := []policy.Clause{}
	for i := range c.preds {
		p := &c.preds[i]
		t := &c.tokens[p.token]
		out = append(out, policy.Clause{Verb: s.Text[t.start:t.end], Action: p.action, Who: p.subject.names(), Denied: p.neg || p.negObject,
			Limited: p.limited, Conditional: p.conditional, Items: c.itemsOf(i)})
	}
	if free := c.itemsOf(-1); len(free) > 0 {
		out = append(out, policy.Clause{Who: []string{}, Items: free})
	}
	return out
}

// itemsOf names the items of a predicate, -1 for those of none.
func (c *clauses) itemsOf(pred int) []string {
	items := []string{}
	for i := range c.mentions {
		if m := &c.mentions[i]; m.pred == pred && !m.info {
			name := string(m.term.Item)
			if m.neg || m.excepted {
				name = "-" + name
			}
			items = append(items, name)
		}
	}
	return items
}

// names are the parties of a set.
func (p parties) names() []string {
	out := []string{}
	for i, name := range []string{"first", "third", "user"} {
		if p&(1<<i) != 0 {
			out = append(out, name)
		}
	}
	return out
}
