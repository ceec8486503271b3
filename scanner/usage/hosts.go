package usage

import (
	"bytes"
	"maps"
	"slices"
	"strings"
)

// maxHosts bounds the hosts kept for one app.
const maxHosts = 10_000

// addHost notes the host of a string that is a web address, and adds the rows
// the address names.
func (p *pass) addHost(s []byte) {
	rest, ok := bytes.CutPrefix(s, []byte("http://"))
	if !ok {
		if rest, ok = bytes.CutPrefix(s, []byte("https://")); !ok {
			return
		}
	}
	end := bytes.IndexAny(rest, ":/?#")
	if end < 0 {
		end = len(rest)
	}
	if host := rest[:end]; isHost(host) {
		name := strings.ToLower(string(host))
		p.hosts = append(p.hosts, name)
		p.rows = p.table.forms.appendHost(p.rows, name, rest[end:])
	}
}

// isHost reports whether s is a host name with a dot in it.
func isHost(s []byte) bool {
	dots := 0
	for i, c := range s {
		switch {
		case c == '.':
			if i == 0 || s[i-1] == '.' {
				return false
			}
			dots++
		case c >= 'a' && c <= 'z', c >= 'A' && c <= 'Z', c >= '0' && c <= '9', c == '-':
		default:
			return false
		}
	}
	return dots > 0 && len(s) < 256 && s[len(s)-1] != '.'
}

func (c *Collector) addHosts(hosts []string) {
	for _, h := range hosts {
		if len(c.hosts) < maxHosts {
			c.hosts[h] = true
		}
	}
}

// Hosts lists the hosts of the web addresses that stand in the code as
// strings, sorted; at most 10,000.
func (c *Collector) Hosts() []string { return slices.Sorted(maps.Keys(c.hosts)) }
