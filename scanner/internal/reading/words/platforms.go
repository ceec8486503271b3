package words

import (
	"sync"

	"github.com/candor-scan/candor/scanner/internal/language"
)

// platformWord is a word for a platform, see data/platforms.csv.
type platformWord struct{ Id, Word string }

var PlatformWords = sync.OnceValue(func() []platformWord {
	var words []platformWord
	language.Table(data, "platforms.csv", 2, func(r []string) {
		for _, w := range language.SplitList(r[1]) {
			words = append(words, platformWord{r[0], w})
		}
	})
	return words
})
