package sdkdb

import "strings"

// claimIndex maps class prefixes to the entries that claim them.
type claimIndex struct {
	prefix map[string]claim // dotted
}

// claim is one entry's claim to a class prefix.
type claim struct {
	sdk  *SDK
	fact Fact
}

func (db *DB) buildClaims() *claimIndex {
	c := &claimIndex{prefix: make(map[string]claim, 4*len(db.list))}
	for _, s := range db.list {
		for _, f := range s.Classes {
			if old, taken := c.prefix[f.Value]; !taken || old.fact.unverified() && !f.unverified() {
				c.prefix[f.Value] = claim{s, f}
			}
		}
	}
	return c
}

// unverified reports whether nobody has checked the fact.
func (f Fact) unverified() bool { return strings.Contains(f.From, "unverified") }

// weak reports whether others have the same.
func (f Fact) weak() bool { return strings.Contains(f.From, "weak") }

// under returns the entry of the longest prefix a package lies under. Where a
// package stands above prefixes of one entry or one family, it is that entry
// or the umbrella; nil where the prefixes below it belong to several.
func (c *claimIndex) under(db *DB, pkg string) *SDK {
	for p := pkg; ; {
		if cl, ok := c.prefix[p]; ok {
			return cl.sdk
		}
		i := strings.LastIndexByte(p, '.')
		if i < 0 {
			break
		}
		p = p[:i]
	}
	var below *SDK
	for prefix, cl := range c.prefix {
		if strings.HasPrefix(prefix, pkg) && len(prefix) > len(pkg) && prefix[len(pkg)] == '.' {
			top := cl.sdk
			if below != nil {
				top = db.common(below, top)
			}
			if below = top; below == nil {
				return nil
			}
		}
	}
	return below
}

// common returns the entry itself or the umbrella that two entries share, nil
// for none.
func (db *DB) common(a, b *SDK) *SDK {
	for s, depth := a, 0; s != nil && depth < 8; s, depth = db.byID[s.Parent], depth+1 {
		if s == b || db.isPart(b, s) {
			return s
		}
	}
	return nil
}
