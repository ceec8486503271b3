package main

import (
	"fmt"
	"testing"
)

func TestCompare(t *testing.T) {
	const tool = `"tool": {"version": "1", "sdkdb": {"version": "a"}}`
	doc := func(tool, items, rest string) string {
		return `{"schema": "s", ` + tool + `, "policy": {"items": [` + items + `]` + rest + `}}`
	}
	tests := []struct {
		name     string
		old, new reading
		want     string
	}{
		{"the same bytes", reading{"exit 0", "", []byte(doc(tool, `1`, ""))}, reading{"exit 0", "", []byte(doc(tool, `1`, ""))}, "[]"},
		{"another version of the tool", reading{"exit 0", "", []byte(doc(tool, `1`, ""))}, reading{"exit 0", "", []byte(doc(`"tool": {}`, `1`, ""))}, "[]"},
		{"a field of the tool's name further down", reading{"exit 0", "", []byte(doc(tool, `{"tool": 1}`, ""))}, reading{"exit 0", "", []byte(doc(tool, `{"tool": 2}`, ""))},
			"[{policy.items[0].tool 1 2}]"},
		{"an element more", reading{"exit 0", "", []byte(doc(tool, `"a", "c"`, ""))}, reading{"exit 0", "", []byte(doc(tool, `"a", "b", "c"`, ""))},
			`[{policy.items[1] (absent) "b"}]`},
		{"a field of an element", reading{"exit 0", "", []byte(doc(tool, `{"x": 1, "y": 2}, 3`, ""))}, reading{"exit 0", "", []byte(doc(tool, `{"x": 1, "y": 4}, 3`, ""))},
			"[{policy.items[0].y 2 4}]"},
		{"another order", reading{"exit 0", "", []byte(doc(tool, `1, 2`, ""))}, reading{"exit 0", "", []byte(doc(tool, `2, 1`, ""))},
			"[{policy.items (the order of its elements) (another order)}]"},
		{"a key more", reading{"exit 0", "", []byte(doc(tool, ``, ""))}, reading{"exit 0", "", []byte(doc(tool, ``, `, "k": null`))},
			"[{policy.k (absent) null}]"},
		{"white space alone", reading{"exit 0", "", []byte(`{"a": 1}`)}, reading{"exit 0", "", []byte(`{"a":1}`)}, "[{(bytes) 1} 1}}]"},
		{"refused now", reading{"exit 0", "", []byte(`{}`)}, reading{"exit 3", "candor: no policy\n", nil},
			"[{(end) exit 0 exit 3} {(stderr)  candor: no policy} {(json) {} \"\"}]"},
		{"refused for the same reason", reading{"exit 3", "no policy", nil}, reading{"exit 3", "no policy", nil}, "[]"},
		{"read by neither", reading{"not done after 1m0s", "", nil}, reading{"not done after 1m0s", "", nil},
			"[{(end) not done after 1m0s not done after 1m0s}]"},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			diffs := compare(tt.old, tt.new)
			if got := fmt.Sprint(diffs); got != tt.want && !(len(diffs) == 0 && tt.want == "[]") {
				t.Errorf("got  %s\nwant %s", got, tt.want)
			}
		})
	}
}

func TestKind(t *testing.T) {
	for path, want := range map[string]string{
		"policy.sdks[3].purpose.text":    "policy.sdks[].purpose.text",
		"policy.items[12]":               "policy.items",
		"policy.items[12].quotes[0].end": "policy.items[].quotes[].end",
	} {
		if got := kind(path); got != want {
			t.Errorf("kind(%q) = %q, want %q", path, got, want)
		}
	}
}

func TestExpectation(t *testing.T) {
	e := expectation{"zh/0001.html": false, "0002.html": false}
	for doc, want := range map[string]bool{"corpus/zh/0001.html": true, "corpus/en/0001.html": false, "corpus/en/10002.html": false} {
		if got := e.has(doc); got != want {
			t.Errorf("has(%q) = %v, want %v", doc, got, want)
		}
	}
	if got := fmt.Sprint(e.unused()); got != "[0002.html]" {
		t.Errorf("unused() = %s", got)
	}
}
