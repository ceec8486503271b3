package policy

import "github.com/candor-scan/candor/scanner/privacy"

// reach is how many bytes may lie between two words that name an item
// together.
const reach = 60

// extendMentions joins words that name an item together: "identifier … of
// your device", "location … from your IP address", "log in … with Facebook".
func (w *walker) extendMentions() {
	for k := range w.mentions {
		w.ofDevice(&w.mentions[k])
	}
	w.located()
	w.logins()
}

// ofDevice makes an identifier that belongs to a device a device identifier.
func (w *walker) ofDevice(m *mention) {
	if m.term.item != "user_id" {
		return
	}
	for k := m.token + 1; k < len(w.tokens) && k < m.token+8; k++ {
		switch t := &w.tokens[k]; t.kind {
		case kindDevice:
			if k > m.token+1 {
				m.term.item, m.term.end = "device_identifier", t.end
			}
			return
		case kindOf, kindFor, kindTo, kindWith, kindOther, kindPossessive, kindDeterminer, kindVerb, kindAdverb, kindFrom, kindBy:
		default:
			return
		}
	}
}

// located adds the sources of a location: what stands beside a location with
// a word that derives one from the other names the item as its source.
func (w *walker) located() {
	var places, sources []mention
	at := 0
	for i := range w.tokens {
		t := &w.tokens[i]
		switch t.kind {
		case kindTerm:
			for w.mentions[at].info || w.mentions[at].token < i {
				at++
			}
			m := w.mentions[at]
			switch m.term.item {
			case "location", "location_precise", "location_coarse":
				places = append(places, m)
			case "ip_address", "wifi_scan", "wifi_connection", "wifi_info", "bluetooth_devices":
				sources = append(sources, m)
			}
		case kindPlace:
			places = append(places, mention{term: term{start: t.start, end: t.end}, token: i, pred: -1})
		case kindSource:
			sources = append(sources, mention{term: term{item: privacy.Item(t.word.action), start: t.start, end: t.end}, token: i, pred: -1, owner: -1})
		}
	}
	for _, s := range sources {
		for _, p := range places {
			if first, second, ok := w.derived(&p, &s); ok {
				m := s
				m.term.start, m.term.end, m.term.weak = first, second, false
				if p.pred >= 0 {
					m.pred, m.neg, m.excepted, m.owner, m.topic = p.pred, p.neg, p.excepted, p.owner, p.topic
				}
				w.mentions = append(w.mentions, m)
				break
			}
		}
	}
}

// derived reports whether the words between a place and a source derive one
// from the other, and the bytes both cover.
func (w *walker) derived(p, s *mention) (start, end int, ok bool) {
	a, b := p, s
	if s.token < p.token {
		a, b = s, p
	}
	if b.term.start-a.term.end > reach {
		return 0, 0, false
	}
	for k := a.token + 1; k < b.token; k++ {
		switch t := &w.tokens[k]; t.kind {
		case kindVia, kindFrom, kindInclude, kindBy:
			ok = ok || a == p
		case kindVerb:
			ok = ok || t.word.action == verbCollect || t.word.action == verbUse && a == p
		case kindSemicolon:
			return 0, 0, false
		}
	}
	return a.term.start, b.term.end, ok
}

// logins adds accounts at other services: "log in with Facebook", "your
// Facebook profile".
func (w *walker) logins() {
	for i := range w.tokens {
		t := &w.tokens[i]
		if t.kind != kindThird || t.word.action != "social" && t.word.action != "sso" {
			continue
		}
		m := mention{token: i, pred: -1, owner: -1, term: term{item: "account_info", start: t.start, end: t.end}}
		named := t.word.action == "sso"
		if i+1 < len(w.tokens) && w.tokens[i+1].kind == kindAccount {
			named, m.term.end = true, w.tokens[i+1].end
		}
		if p := w.loginNear(i); p >= 0 {
			named, m.pred = true, p
			v := &w.tokens[w.preds[p].token]
			m.term.start, m.term.end = min(m.term.start, v.start), max(m.term.end, v.end)
			m.neg = w.preds[p].neg
		}
		if named {
			w.mentions = append(w.mentions, m)
			return
		}
	}
}

// loginNear returns the predicate of logging in nearest to token i, -1 for
// none.
func (w *walker) loginNear(i int) int {
	found, gap := -1, 14
	for k := range w.preds {
		if w.preds[k].action != verbLogin {
			continue
		}
		d := i - w.preds[k].token
		if d < 0 {
			d = -d
		}
		if d < gap {
			found, gap = k, d
		}
	}
	return found
}
