package app

import (
	_ "embed"
	"strconv"
	"strings"
)

//go:embed data/codenames.csv
var codenames string

// apiOfCodename gives the API level a codename became at release; [Preview]
// where candor does not know it. A preview build names its minor state after a
// dot ("UpsideDownCake.fingerprint").
func apiOfCodename(name string) int {
	name, _, _ = strings.Cut(name, ".")
	for line := range strings.Lines(codenames) {
		code, rest, _ := strings.Cut(line, ",")
		if !strings.EqualFold(code, name) {
			continue
		}
		api, _, _ := strings.Cut(rest, ",")
		if n, err := strconv.Atoi(api); err == nil {
			return n
		}
	}
	return Preview
}
