package observe

import (
	"strings"
	"testing"

	"github.com/candor-scan/candor/fixtures/forge"
)

func TestDexChecksum(t *testing.T) {
	sound := forge.Defines("com.example.app.Screen").Bytes()
	altered := append([]byte(nil), sound...)
	altered[dexSumAt] ^= 1
	longer := append(append([]byte(nil), sound...), 0)
	for _, c := range []struct {
		name string
		dex  []byte
		note bool
	}{{"sound", sound, false}, {"altered", altered, true}, {"bytes_behind_the_file_do_not_count", longer, false}} {
		t.Run(c.name, func(t *testing.T) {
			a := read(t, forge.Declares("com.example.app.Screen").XML(), nil, forge.Entry{Name: "classes.dex", Data: c.dex})
			notes := strings.Join(a.Notes(), "\n")
			if strings.Contains(notes, "classes.dex has a DEX checksum") != c.note || len(a.NotRead()) > 0 {
				t.Errorf("not read %v, notes %q", a.NotRead(), notes)
			}
		})
	}
}
