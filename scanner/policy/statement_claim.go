package policy

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
		weak: p.nominal && p.subject == 0, by: p.subjectTok}
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
	case verbCollect, verbAsk, verbAccess, verbUse, verbProcess, verbEmbed, verbStore, verbLink:
		return p.taking(actors), act{}
	case verbLogin:
		if p.subject == partyUser {
			return act{partyFirst, Collect}, act{}
		}
		return p.taking(actors), act{}
	case verbLeave:
		return act{partyFirst, Share}, act{}
	case verbShare, verbSend, verbProvide, verbGive:
		return p.giving(actors)
	}
	return act{}, act{}
}

// taking reads verbs of collecting and using.
func (p *predicate) taking(actors parties) act {
	switch {
	case p.subject == partyUser:
		return act{} // "you may access your email"
	case p.action == verbLink || p.action == verbLogin:
		if p.neg {
			return act{} // "not linked to you" denies no collection
		}
		return act{actors, Use}
	case p.action == verbUse || p.action == verbProcess || p.action == verbStore || p.action == verbEmbed:
		return act{actors, Use}
	case p.action == verbCollect && p.from&partyThird != 0 && actors == partyFirst:
		return act{partyFirst, Receive}
	}
	return act{actors, Collect}
}

// giving reads verbs of giving: what users give the first party collects, what
// the first party gives others receive.
func (p *predicate) giving(actors parties) (first, second act) {
	switch {
	case p.subject&partyUser != 0:
		if p.to&partyThird != 0 && p.to&partyFirst == 0 {
			return act{partyThird, Collect}, act{}
		}
		return act{partyFirst, Collect}, act{}
	case p.subject == partyThird:
		switch {
		case p.to&partyThird != 0 || p.action == verbShare && p.to&partyFirst == 0:
			return act{partyThird, Share}, act{}
		case p.to&partyFirst != 0:
			return act{partyFirst, Receive}, act{}
		}
		return act{}, act{}
	case p.to&partyFirst != 0:
		return act{partyFirst, Collect}, act{}
	case p.to == partyUser && !p.passive:
		return act{}, act{} // "we send you emails"
	case p.action == verbShare || p.to&partyThird != 0 && p.action != verbGive:
		return act{partyFirst, Share}, act{partyThird, Receive}
	case p.passive:
		return act{actors & partyFirst, Collect}, act{} // "the information provided"
	}
	return act{}, act{}
}

// takes reports whether a claim says in so many words that somebody collects:
// not by what users give, and not by the lead of a list.
func (cl *claim) takes() bool {
	return !cl.inherited && cl.action == Collect && (cl.verb == verbCollect || cl.verb == verbAsk || cl.verb == verbAccess)
}
