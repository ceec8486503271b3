package policy

import "sync"

// leadWords are the words with which a sentence introduces a list.
var leadWords = sync.OnceValue(func() *lexicon[bool] {
	l := newLexicon[bool]()
	for _, w := range []string{"following", "as follows", "such as", "below", "include", "including", "includes", "如下", "以下", "下列", "下述", "包括", "如下表"} {
		l.add(w, true)
	}
	return l
})
