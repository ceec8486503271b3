package clause

import (
	"strings"

	"github.com/candor-scan/candor/scanner/internal/reading/words"
	"github.com/candor-scan/candor/scanner/privacy"
)

// reach is how many bytes may lie between two words that name an item
// together.
const reach = 90

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
func (w *walker) ofDevice(m *itemMention) {
	if m.info && identifier(w.text[w.tokens[m.token].start:w.tokens[m.token].end]) {
		m.term = words.Term{Start: w.tokens[m.token].start, End: w.tokens[m.token].end}
	} else if m.term.Item != "user_id" {
		return
	}
	for k := m.token + 1; k < len(w.tokens) && k < m.token+8; k++ {
		switch t := &w.tokens[k]; t.role {
		case words.RoleDevice:
			if k > m.token+1 {
				m.term.Item, m.term.End, m.info = "device_identifier", t.end, false
			}
			return
		case words.RoleOf, words.RoleFor, words.RoleTo, words.RoleWith, words.RoleOther, words.RolePossessive, words.RoleDeterminer, words.RoleVerb, words.RoleAdverb, words.RoleFrom, words.RoleBy:
		default:
			return
		}
	}
}

func identifier(s string) bool {
	return strings.EqualFold(s, "identifier") || strings.EqualFold(s, "identifiers")
}

// located adds the sources of a location: what stands beside a location with
// a word that derives one from the other names the item as its source.
func (w *walker) located() {
	var places, sources []itemMention
	at := 0
	for i := range w.tokens {
		t := &w.tokens[i]
		switch t.role {
		case words.RoleTerm:
			for w.mentions[at].info || w.mentions[at].token < i {
				at++ // in step with the tokens: every item name has its mention
			}
			m := w.mentions[at]
			switch m.term.Item {
			case "location", "location_precise", "location_coarse":
				places = append(places, m)
			case "ip_address", "wifi_scan", "wifi_connection", "wifi_info", "bluetooth_devices":
				sources = append(sources, m)
			}
		case words.RolePlace:
			places = append(places, itemMention{term: words.Term{Start: t.start, End: t.end}, token: i, pred: -1})
		case words.RoleSource:
			sources = append(sources, itemMention{term: words.Term{Item: privacy.Item(t.word.Action), Start: t.start, End: t.end}, token: i, pred: -1, owner: -1})
		}
	}
	for _, s := range sources {
		for _, p := range places {
			if first, second, ok := w.derived(&p, &s); ok {
				m := s
				m.term.Start, m.term.End, m.term.Weak = first, second, false
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
func (w *walker) derived(p, s *itemMention) (start, end int, ok bool) {
	a, b := p, s
	if s.token < p.token {
		a, b = s, p
	}
	if b.term.Start-a.term.End > reach {
		return 0, 0, false
	}
	for k := a.token + 1; k < b.token; k++ {
		switch t := &w.tokens[k]; t.role {
		case words.RoleVia, words.RoleFrom, words.RoleInclude, words.RoleBy:
			ok = ok || a == p
		case words.RoleVerb:
			ok = ok || t.word.Action == words.VerbCollect || a == p && (t.word.Action == words.VerbUse || t.word.Action == words.VerbProcess || t.word.Action == words.VerbLink || t.word.Action == words.VerbLogin)
		case words.RoleSemicolon, words.RoleBut:
			return 0, 0, false
		}
	}
	return a.term.Start, b.term.End, ok
}

// logins adds accounts at other services: "log in with Facebook", "your
// Facebook profile", "information from social networks".
func (w *walker) logins() {
	for i := range w.tokens {
		t := &w.tokens[i]
		if t.role != words.RoleThird || t.word.Action != "social" && t.word.Action != "sso" {
			continue
		}
		m := itemMention{token: i, pred: -1, owner: -1, term: words.Term{Item: "account_info", Start: t.start, End: t.end}}
		named := t.word.Action == "sso"
		if i+1 < len(w.tokens) && w.tokens[i+1].role == words.RoleAccount {
			m.term.End = w.tokens[i+1].end
		}
		if p := w.loginNear(i); p >= 0 {
			named, m.pred, m.neg = true, p, w.preds[p].neg
			v := &w.tokens[w.preds[p].token]
			m.term.Start, m.term.End = min(m.term.Start, v.start), max(m.term.End, v.end)
		} else if p := w.takenFrom(i); p >= 0 {
			named, m.pred, m.neg = true, p, w.preds[p].neg
		}
		if named {
			w.addLogin(m)
		}
	}
}

// addLogin adds an account; several services to log in with are one.
func (w *walker) addLogin(m itemMention) {
	if n := len(w.mentions); n > 0 && m.pred >= 0 {
		if last := &w.mentions[n-1]; last.term.Item == m.term.Item && last.pred == m.pred && m.term.End-last.term.Start < 2*reach {
			last.term.Start, last.term.End = min(last.term.Start, m.term.Start), max(last.term.End, m.term.End)
			return
		}
	}
	w.mentions = append(w.mentions, m)
}

// loginNear returns the predicate by which users log in here with the service
// at token i, the nearest, -1 for none.
func (w *walker) loginNear(i int) int {
	found, gap := -1, 24
	for k := range w.preds {
		p := &w.preds[k]
		if p.action != words.VerbLogin || p.subject&partyUser == 0 && !p.infinitive && !p.conditional || w.logsInThere(p.token) {
			continue
		}
		if d := max(i-p.token, p.token-i); d < gap {
			found, gap = k, d
		}
	}
	return found
}

// logsInThere reports whether the verb at i is about logging in at the other
// service itself: "logged in on Facebook".
func (w *walker) logsInThere(i int) bool {
	for k := i + 1; k < len(w.tokens) && k < i+3; k++ {
		switch t := &w.tokens[k]; t.role {
		case words.RoleOf, words.RoleTo:
		case words.RoleThird:
			return t.word.Action == "social" && (k == i+1 || w.tokens[k-1].role == words.RoleOf)
		default:
			return false
		}
	}
	return false
}

// takenFrom returns the predicate that collects something from the service
// at token i, -1 for none.
func (w *walker) takenFrom(i int) int {
	for k := range w.preds {
		p := &w.preds[k]
		if p.from&partyThird == 0 || p.token > i || p.action != words.VerbCollect && p.action != words.VerbAccess || p.subject&partyFirst == 0 {
			continue
		}
		for j := i - 1; j > p.token && j > i-8; j-- {
			if w.tokens[j].role == words.RoleFrom {
				return k
			}
		}
	}
	return -1
}
