package policy

// predicateClaims says what a predicate states of its items.
func predicateClaims(p *predicate) []claim {
	actors := p.subject & (partyFirst | partyThird)
	if actors == 0 {
		actors = partyFirst
	}
	one := func(party parties, action string) []claim {
		return []claim{{party: party, action: action, verb: p.action, denied: p.neg && !p.limited, limited: p.neg && p.limited,
			weak: p.nominal && p.subject == 0, by: p.subjectTok}}
	}
	switch p.action {
	case verbCollect, verbAsk, verbAccess, verbUse, verbProcess, verbEmbed, verbStore, verbLink:
		return takeClaims(p, actors, one)
	case verbLogin:
		if p.subject == partyUser {
			return one(partyFirst, Collect)
		}
		return takeClaims(p, actors, one)
	case verbLeave:
		return one(partyFirst, Share)
	case verbShare, verbSend, verbProvide, verbGive:
		return giveClaims(p, actors, one)
	}
	return nil
}

// takeClaims reads verbs of collecting and using.
func takeClaims(p *predicate, actors parties, one func(parties, string) []claim) []claim {
	switch {
	case p.subject == partyUser:
		return nil // "you may access your email"
	case p.action == verbLink || p.action == verbLogin:
		if p.neg {
			return nil // "not linked to you" denies no collection
		}
		return one(actors, Use)
	case p.action == verbUse || p.action == verbProcess || p.action == verbStore || p.action == verbEmbed:
		return one(actors, Use)
	case p.action == verbCollect && p.from&partyThird != 0 && actors == partyFirst:
		return one(partyFirst, Receive)
	}
	return one(actors, Collect)
}

// giveClaims reads verbs of giving: what users give the first party collects,
// what the first party gives others receive.
func giveClaims(p *predicate, actors parties, one func(parties, string) []claim) []claim {
	switch {
	case p.subject&partyUser != 0:
		if p.to&partyThird != 0 && p.to&partyFirst == 0 {
			return one(partyThird, Collect)
		}
		return one(partyFirst, Collect)
	case p.subject == partyThird:
		switch {
		case p.to&partyThird != 0 || p.action == verbShare && p.to&partyFirst == 0:
			return one(partyThird, Share)
		case p.to&partyFirst != 0:
			return one(partyFirst, Receive)
		}
		return nil
	case p.to&partyFirst != 0:
		return one(partyFirst, Collect)
	case p.to == partyUser && !p.passive:
		return nil // "we send you emails"
	case p.action == verbShare || p.to&partyThird != 0 && p.action != verbGive:
		return append(one(partyFirst, Share), one(partyThird, Receive)...)
	case p.passive:
		return one(actors&partyFirst, Collect) // "the information provided"
	}
	return nil
}
