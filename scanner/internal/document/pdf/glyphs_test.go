package pdf

import (
	"testing"
)

func TestGlyphsOfAdobeGB1(t *testing.T) {
	for cid, want := range map[uint32]string{1: " ", 34: "A", 940: "啊", 4559: "中", 846: "A", 200_000: ""} {
		if got := gb1Text(cid); got != want {
			t.Errorf("glyph %d is %q, want %q", cid, got, want)
		}
	}
}
