package clause

import (
	"github.com/candor-scan/candor/scanner/internal/reading/rule"
	"github.com/candor-scan/candor/scanner/internal/reading/words"
	"github.com/candor-scan/candor/scanner/policy"
)

// act is what a party does with an item; without an action it is none.
type act struct {
	party  parties
	action string // of the item
}

// predicateClaims says what a predicate states of its items.
func predicateClaims(p *predicate) []claim {
	first, second := p.acts()
	if first.action == "" {
		return nil
	}
	x := claim{party: first.party, action: first.action, verb: p.action, denied: p.neg && !p.limited, limited: p.neg && p.limited,
		weak: p.nominal && p.subject == 0, by: p.subjectTok, rule: rule.ItemVerb}
	if second.action == "" {
		return []claim{x}
	}
	y := x
	y.party, y.action = second.party, second.action
	return []claim{x, y}
}

// states reports whether a predicate says what is done with information.
func (p *predicate) states() bool {
	first, _ := p.acts()
	return first.action != ""
}

// acts returns who does what with the items of a predicate, of two acts that
// of the first party first.
func (p *predicate) acts() (first, second act) {
	actors := p.subject & (partyFirst | partyThird)
	if actors == 0 && p.banned {
		return act{}, act{} // "you may not transfer your account"
	}
	if actors == 0 {
		actors = partyFirst
	}
	switch p.action {
	case words.VerbCollect, words.VerbAsk, words.VerbAccess, words.VerbUse, words.VerbProcess, words.VerbEmbed, words.VerbStore, words.VerbLink:
		return p.taking(actors), act{}
	case words.VerbLogin:
		if p.subject == partyUser {
			return act{partyFirst, policy.Collect}, act{}
		}
		return p.taking(actors), act{}
	case words.VerbLeave:
		return act{partyFirst, policy.Share}, act{}
	case words.VerbShare, words.VerbSend, words.VerbProvide, words.VerbGive:
		return p.giving(actors)
	}
	return act{}, act{}
}

// taking reads verbs of collecting and using.
func (p *predicate) taking(actors parties) act {
	switch {
	case p.subject == partyUser:
		return act{} // "you may access your email"
	case p.action == words.VerbLink || p.action == words.VerbLogin:
		if p.neg {
			return act{} // "not linked to you" denies no collection
		}
		return act{actors, policy.Use}
	case p.action == words.VerbUse || p.action == words.VerbProcess || p.action == words.VerbStore || p.action == words.VerbEmbed:
		return act{actors, policy.Use}
	case p.action == words.VerbCollect && p.from&partyThird != 0 && actors == partyFirst:
		return act{partyFirst, policy.Receive}
	}
	return act{actors, policy.Collect}
}

// giving reads verbs of giving: what users give the first party collects, what
// the first party gives others receive.
func (p *predicate) giving(actors parties) (first, second act) {
	switch {
	case p.subject&partyUser != 0:
		if p.to&partyThird != 0 && p.to&partyFirst == 0 {
			return act{partyThird, policy.Collect}, act{}
		}
		return act{partyFirst, policy.Collect}, act{}
	case p.subject == partyThird:
		switch {
		case p.to&partyThird != 0 || p.action == words.VerbShare && p.to&partyFirst == 0:
			return act{partyThird, policy.Share}, act{}
		case p.to&partyFirst != 0:
			return act{partyFirst, policy.Receive}, act{}
		}
		return act{}, act{}
	case p.to&partyFirst != 0:
		return act{partyFirst, policy.Collect}, act{}
	case p.to == partyUser && !p.passive:
		return act{}, act{} // "we send you emails"
	case p.action == words.VerbShare || p.to&partyThird != 0 && p.action != words.VerbGive:
		return act{partyFirst, policy.Share}, act{partyThird, policy.Receive}
	case p.passive:
		return act{actors & partyFirst, policy.Collect}, act{} // "the information provided"
	}
	return act{}, act{}
}

// takes reports whether a claim says in so many words that somebody collects:
// not by what users give, and not by the lead of a list.
func (cl *claim) takes() bool {
	return !cl.inherited && cl.action == policy.Collect && (cl.verb == words.VerbCollect || cl.verb == words.VerbAsk || cl.verb == words.VerbAccess)
}
