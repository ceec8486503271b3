package language

import (
	"strings"
	"testing"
)

func TestLexicons(t *testing.T) {
	b := NewPhraseBook()
	one, other := NewLexicon[string](b), NewLexicon[string](b)
	for _, p := range []string{"IP address", "IP", "policy", "end to end to end to end", "位置", "位置 信息", "Wi-Fi 名称", "a"} {
		one.Add(p, p)
	}
	for _, p := range []string{"IP address book", "address", "信息", "IP-address"} {
		other.Add(p, p)
	}
	other.Add("address", "a later meaning")
	b.Finish()
	tests := []struct{ name, text, one, other string }{
		{"longest_of_each", "my IP address book", "ip address", "ip address book, address"},
		{"space_lacks", "my ipaddress", "ipaddress", "ipaddress"},
		{"hyphen", "my IP-address", "ip address", "ip address, address"},
		{"space_too_many", "my I P", "", ""},
		{"space_inside_a_letter_word", "add ress", "", ""},
		{"plural", "IPs and addresses", "ips", "addresses"},
		{"plural_of_y", "policies", "policies", ""},
		{"inside_a_word", "tip, ipx, readdress", "", ""},
		{"four_spaces_may_lack", "endtoendtoend to end", "endtoendtoend to end", ""},
		{"further_ones_may_not", "endtoendtoendtoend", "", ""},
		{"han_anywhere", "我的位置信息", "位置信息", "信息"},
		{"han_and_latin", "wifi名称", "wifi名称", ""},
		{"full_width_and_capitals", "ＩＰ", "ip", ""},
		{"one_letter", "a b", "a", ""},
		{"at_the_end", "the ip", "ip", ""},
		{"space_at_the_end", "ip ", "ip", ""},
		{"beyond_the_plane", "ip𐐀 ip", "ip", ""},
		{"empty", "", "", ""},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			f := Fold(tt.text)
			words := func(l *Lexicon[string]) string {
				var out []string
				for _, h := range l.In(f) {
					out = append(out, string(f.Runes[h.Start:h.End]))
				}
				return strings.Join(out, ", ")
			}
			if got := words(one); got != strings.ToLower(tt.one) {
				t.Errorf("found %q, want %q", got, tt.one)
			}
			if got := words(other); got != tt.other {
				t.Errorf("the other lexicon found %q, want %q", got, tt.other)
			}
		})
	}
	t.Run("first_meaning_stays", func(t *testing.T) {
		other.Scan(Fold("address"), func(_, _ int, v string) {
			if v != "address" {
				t.Errorf("means %q", v)
			}
		})
	})
}
