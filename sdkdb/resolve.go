package sdkdb

import "strings"

// ResolveName returns the id a row's name stands for, "" for none. Packages in
// the name resolve by class prefix and go before its words, unless both lead
// to one family; what stands in brackets counts only where the rest names
// nothing.
func (db *DB) ResolveName(name string) string {
	if len(name) > 512 {
		return ""
	}
	words, packages := cutPackages(name)
	named, packed := db.resolveWords(words), db.resolvePackages(packages)
	if named == nil || packed != nil && db.common(named, packed) == nil {
		named = packed
	}
	if named == nil {
		return ""
	}
	return named.ID
}

func (db *DB) resolveWords(words string) *SDK {
	x := db.names()
	outer, inner := cutBrackets(words)
	for _, part := range append([]string{words, outer}, inner...) {
		if s := x.resolve(db, part); s != nil {
			return s
		}
	}
	return x.resolveStart(outer)
}

// resolveStart reads a Latin name of two or more words that more words follow
// ("Google ML Kit Document Scanner").
func (x *nameIndex) resolveStart(part string) *SDK {
	tokens := x.tokens(part, nil)
	n, at := x.exact.longest(tokens)
	if n < 2 || len(tokens) > n+4 || x.list[at].use != anywhere {
		return nil
	}
	for i := range tokens {
		if r, _ := foldRune(part[tokens[i].start:]); !isWord(r) {
			return nil
		}
		if k, _ := x.exact.longest(tokens[i:]); i >= n && k > 0 {
			return nil
		}
	}
	return x.list[at].sdk
}

// row returns the tokens of a name without fillers, numbers and marks.
func (x *nameIndex) row(tokens []token, text string) []rowToken {
	all := x.simplify(tokens)
	row := all[:0]
	for _, t := range all {
		if t.kind == wordFiller || isIgnored(text[t.start:t.end]) {
			continue
		}
		if t.id == noToken {
			t.id = x.withoutNumber(text[t.start:t.end])
		}
		row = append(row, t)
	}
	return row
}

// maxRowTokens bounds a name that is tried; longer ones are sentences.
const maxRowTokens = 40

// resolve reads a name that must consist of names of one SDK and of words
// that may stand around them.
func (x *nameIndex) resolve(db *DB, part string) *SDK {
	tokens := x.tokens(part, nil)
	if n, at := x.exact.longest(tokens); n > 0 && n == len(tokens) {
		return x.list[at].sdk
	}
	r := rowReader{x: x, db: db, row: x.row(tokens, part), tries: 500}
	if len(r.row) == 0 || len(r.row) > maxRowTokens {
		return nil
	}
	r.tokens = make([]token, len(r.row))
	for i := range r.row {
		r.tokens[i] = r.row[i].token
	}
	return r.read(0, nil, 0)
}

// rowReader tries the ways to read a row's name, longer names first.
type rowReader struct {
	x      *nameIndex
	db     *DB
	row    []rowToken
	tokens []token
	tries  int
}

// read reads the tokens from i on, with found named and a set of functions
// seen before; nil where they cannot be read.
func (r *rowReader) read(i int, found *SDK, functions uint64) *SDK {
	if r.tries--; r.tries < 0 {
		return nil
	}
	if i == len(r.row) {
		return r.fits(found, functions)
	}
	ends, names := r.x.loose.all(r.tokens[i:])
	for k := len(ends) - 1; k >= 0; k-- {
		if r.x.list[names[k]].sdk == nil {
			return nil
		}
		if s := r.db.deeper(found, r.x.list[names[k]].sdk); s != nil {
			if s = r.read(i+ends[k], s, functions); s != nil {
				return s
			}
		}
	}
	if r.row[i].kind == wordFunction {
		return r.read(i+1, found, functions|1<<r.row[i].fn)
	}
	if n, what := r.x.words.longest(r.tokens[i:]); n > 0 && what == companyWord {
		return r.read(i+n, found, functions)
	}
	return nil
}

// fits returns found if it does what the functions say.
func (r *rowReader) fits(found *SDK, functions uint64) *SDK {
	if found == nil {
		return nil
	}
	for fn, f := range r.x.functions {
		if functions&(1<<fn) != 0 && !overlap(f.categories, found.Categories) {
			return nil
		}
	}
	return found
}

// isIgnored reports whether a token is a number, a version or a mark.
func isIgnored(s string) bool {
	digits := strings.TrimLeft(s, "vV")
	if digits != "" && strings.Trim(digits, "0123456789.x") == "" && len(s)-len(digits) <= 1 {
		return true
	}
	return strings.ContainsAny(s, "()（）[]【】<>《》「」\"“”,，、:：/|*#.。;；!！—") && len(s) <= 4
}

// withoutNumber finds a Latin word without the number at its end ("Okhttp3").
func (x *nameIndex) withoutNumber(word string) int32 {
	word = strings.ToLower(strings.TrimRight(word, "0123456789"))
	if id, ok := x.latin[word]; ok && len(word) > 2 {
		return id
	}
	return noToken
}

// deeper returns the one of two entries that is the other, or a part of it;
// nil where they are two different SDKs.
func (db *DB) deeper(a, b *SDK) *SDK {
	switch {
	case a == nil || a == b || db.isPart(b, a):
		return b
	case db.isPart(a, b):
		return a
	}
	return nil
}

// isPart reports whether s lies below the umbrella whole.
func (db *DB) isPart(s, whole *SDK) bool {
	for depth := 0; s != nil && s.Parent != "" && depth < 8; depth++ {
		if s = db.byID[s.Parent]; s == whole {
			return true
		}
	}
	return false
}

func overlap(a, b []string) bool {
	for _, x := range a {
		if isOneOf(x, b) {
			return true
		}
	}
	return false
}

// cutBrackets splits a name into what stands outside brackets and the parts
// inside.
func cutBrackets(s string) (outer string, inner []string) {
	var b strings.Builder
	depth, from := 0, 0
	for i, r := range s {
		switch r {
		case '(', '（', '[', '【', '《':
			if depth == 0 {
				from = i + len(string(r))
				b.WriteByte(' ')
			}
			depth++
			continue
		case ')', '）', ']', '】', '》':
			if depth == 1 {
				inner = append(inner, s[from:i])
			}
			depth = max(0, depth-1)
			continue
		}
		if depth == 0 {
			b.WriteRune(r)
		}
	}
	return b.String(), inner
}

// cutPackages takes the package names out of a row's name: two or more
// segments of Latin letters, the first in lower case, with dots between.
func cutPackages(s string) (rest string, packages []string) {
	var b strings.Builder
	for i := 0; i < len(s); {
		j := i
		for j < len(s) && (isPackageByte(s[j])) {
			j++
		}
		if j == i {
			b.WriteByte(s[i])
			i++
			continue
		}
		word := strings.Trim(s[i:j], ".")
		if isPackage(word) {
			packages = append(packages, word)
			b.WriteByte(' ')
		} else {
			b.WriteString(s[i:j])
		}
		i = j
	}
	return b.String(), packages
}

func isPackageByte(c byte) bool {
	return c == '.' || c == '_' || c == '$' || '0' <= c && c <= '9' || 'a' <= c && c <= 'z' || 'A' <= c && c <= 'Z'
}

// topLevels are the first segments that packages of SDKs have. They keep
// names such as "Branch.io" and "Node.js" apart from packages.
var topLevels = []string{"com", "cn", "io", "org", "net", "me", "im", "de", "tv", "co", "ly", "jp", "us", "kr", "ru", "top", "app", "dev", "tech", "fr", "in", "uk", "eu", "ch", "br"}

func isPackage(word string) bool {
	first, rest, ok := strings.Cut(word, ".")
	return ok && isOneOf(first, topLevels) && rest != "" && !strings.Contains(rest, "..")
}

// resolvePackages returns the one SDK that packages lie under; for a package
// above the prefixes of a family, its umbrella.
func (db *DB) resolvePackages(packages []string) *SDK {
	var found *SDK
	for _, p := range packages {
		s := db.claims().under(db, p)
		if s == nil {
			continue
		}
		if found == nil {
			found = s
		} else if found = db.common(found, s); found == nil {
			return nil
		}
	}
	return found
}
