package report

import (
	"strings"
	"testing"
)

func TestInert(t *testing.T) {
	for name, c := range map[string]struct{ in, want string }{
		"plain_text":            {"相机权限 Camera", "相机权限 Camera"},
		"white_space_is_folded": {"  a\n\t b\u00a0c\r\n", "a b c"},
		"ansi_escape":           {"\x1b[31mred", `\x1b[31mred`},
		"c1_control":            {"\u009b31m", `\x9b31m`},
		"bidi_override":         {"cod\u202egnp.exe", `cod\u202egnp.exe`},
		"isolates":              {"\u2066x\u2069", `\u2066x\u2069`},
		"zero_width":            {"a\u200bb\ufeff", `a\u200bb\ufeff`},
		"tag_characters":        {"a\U000e0041", `a\U000e0041`},
		"bell_and_backspace":    {"a\a\b", `a\x07\x08`},
		"invalid_utf8":          {"a\xff", "a\ufffd"},
		"cut":                   {strings.Repeat("x", 30), strings.Repeat("x", 20) + "…"},
	} {
		t.Run(name, func(t *testing.T) {
			if got := inert(c.in, 20); got != c.want {
				t.Errorf("inert(%q) = %q, want %q", c.in, got, c.want)
			}
		})
	}
	t.Run("a_megabyte_is_cut", func(t *testing.T) {
		if got := inert(strings.Repeat("\u202e", 1<<20), maxName); len(got) > 10*maxName {
			t.Errorf("%d bytes are left", len(got))
		}
	})
}

func TestWrap(t *testing.T) {
	for name, c := range map[string]struct {
		in    string
		width int
		want  []string
	}{
		"short":               {"one two", 20, []string{"one two"}},
		"at_blanks":           {"aaaaaaaaaa bbbbbbbbbb cccc", 20, []string{"aaaaaaaaaa", "bbbbbbbbbb cccc"}},
		"between_wide":        {"相机权限用于扫描设备条形码", 20, []string{"相机权限用于扫描设备", "条形码"}},
		"no_comma_at_a_start": {"一二三四五六七八九十，完", 20, []string{"一二三四五六七八九", "十，完"}},
		"a_long_word":         {strings.Repeat("x", 45), 20, []string{strings.Repeat("x", 20), strings.Repeat("x", 20), "xxxxx"}},
		"no_limit":            {strings.Repeat("x", 45), -1, []string{strings.Repeat("x", 45)}},
	} {
		t.Run(name, func(t *testing.T) {
			got := wrap(c.in, c.width)
			if strings.Join(got, "|") != strings.Join(c.want, "|") {
				t.Errorf("wrap = %q, want %q", got, c.want)
			}
		})
	}
}

func TestColumnsAlignWideText(t *testing.T) {
	var b strings.Builder
	columns(&b, "", [][]styled{
		{{text: "权限"}, {text: "使用方"}, {text: "x"}},
		{{text: "camera"}, {text: "app"}, {text: "x"}},
		{{text: "café"}, {text: "一二三四"}, {text: "x"}},
	})
	for _, line := range strings.Split(strings.TrimRight(b.String(), "\n"), "\n") {
		if before, _, _ := strings.Cut(line, "x"); wide.StringWidth(before) != 18 {
			t.Errorf("last column of %q begins at %d, want 18", line, wide.StringWidth(before))
		}
	}
}
