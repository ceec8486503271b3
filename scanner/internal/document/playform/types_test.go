package playform

import (
	"strings"
	"testing"

	"github.com/candor-scan/candor/scanner/privacy"
)

// TestPlayTypesNameItems holds that every data type of an item is one of the
// form.
func TestPlayTypesNameItems(t *testing.T) {
	names := map[string]bool{"": true}
	for _, x := range playDataTypes() {
		names[x.name] = true
	}
	for _, id := range privacy.Items() {
		info, _ := privacy.LookupItem(id)
		for _, n := range strings.Split(info.PlayType, ";") {
			if !names[n] {
				t.Errorf("%s: the form has no data type %q", id, n)
			}
		}
	}
}
