package main

import (
	"bytes"
	"cmp"
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"maps"
	"os/exec"
	"regexp"
	"slices"
	"strings"
	"time"
)

// reading is what one binary made of one document.
type reading struct {
	end    string // how the process ended
	stderr string
	json   []byte
}

func read(binary, doc string, deadline time.Duration) reading {
	ctx, cancel := context.WithTimeout(context.Background(), deadline)
	defer cancel()
	cmd := exec.CommandContext(ctx, binary, "policy", doc, "-f", "json")
	var stdout, stderr bytes.Buffer
	cmd.Stdout, cmd.Stderr = &stdout, &stderr
	err := cmd.Run()
	r := reading{end: "exit 0", stderr: stderr.String(), json: stdout.Bytes()}
	var exit *exec.ExitError
	switch {
	case ctx.Err() != nil:
		r.end = fmt.Sprintf("not done after %s", deadline)
	case errors.As(err, &exit):
		r.end = fmt.Sprintf("exit %d", exit.ExitCode())
	case err != nil:
		r.end = err.Error()
	}
	return r
}

// difference is one place where two readings differ.
type difference struct{ path, old, new string }

const absent = "(absent)"

// compare returns where two readings differ, nothing where they are the same.
// A document that neither binary could read at all has been compared by nobody
// and is a difference, too.
func compare(old, new reading) []difference {
	var diffs []difference
	if old.end != new.end || !strings.HasPrefix(old.end, "exit ") {
		diffs = append(diffs, difference{"(end)", old.end, new.end})
	}
	if old.stderr != new.stderr {
		diffs = append(diffs, difference{"(stderr)", short(old.stderr), short(new.stderr)})
	}
	a, b := withoutTool(old.json), withoutTool(new.json)
	if bytes.Equal(a, b) {
		return diffs
	}
	before := len(diffs)
	diffs = walk(diffs, "", decode(a), decode(b))
	if len(diffs) == before { // the order of keys, white space
		i := 0
		for i < min(len(a), len(b)) && a[i] == b[i] {
			i++
		}
		diffs = append(diffs, difference{"(bytes)", short(string(a[i:])), short(string(b[i:]))})
	}
	return diffs
}

// withoutTool puts 0 for the value of the key "tool" at the top of a JSON text.
// All other bytes stay as they are.
func withoutTool(text []byte) []byte {
	d := json.NewDecoder(bytes.NewReader(text))
	if t, err := d.Token(); err != nil || t != json.Delim('{') {
		return text
	}
	for d.More() {
		key, err := d.Token()
		if err != nil {
			return text
		}
		from := d.InputOffset()
		var value json.RawMessage
		if err := d.Decode(&value); err != nil {
			return text
		}
		if key == "tool" {
			return slices.Concat(text[:from], []byte(": 0"), text[d.InputOffset():])
		}
	}
	return text
}

// decode returns the value of a JSON text, or the text where it is no JSON.
func decode(text []byte) any {
	d := json.NewDecoder(bytes.NewReader(text))
	d.UseNumber()
	var v any
	if err := d.Decode(&v); err != nil {
		return string(text)
	}
	return v
}

// walk adds the differences below a path.
func walk(diffs []difference, path string, old, new any) []difference {
	switch a := old.(type) {
	case map[string]any:
		if b, ok := new.(map[string]any); ok {
			return walkObjects(diffs, path, a, b)
		}
	case []any:
		if b, ok := new.([]any); ok {
			return walkLists(diffs, path, a, b)
		}
	}
	if x, y := encode(old), encode(new); x != y {
		x, y = around(x, y)
		diffs = append(diffs, difference{cmp.Or(path, "(json)"), x, y})
	}
	return diffs
}

func walkObjects(diffs []difference, path string, a, b map[string]any) []difference {
	keys := slices.Sorted(maps.Keys(a))
	for k := range b {
		if _, ok := a[k]; !ok {
			keys = append(keys, k)
		}
	}
	slices.Sort(keys)
	for _, k := range keys {
		at := strings.TrimPrefix(path+"."+k, ".")
		x, inOld := a[k]
		y, inNew := b[k]
		switch {
		case !inOld:
			diffs = append(diffs, difference{at, absent, short(encode(y))})
		case !inNew:
			diffs = append(diffs, difference{at, short(encode(x)), absent})
		default:
			diffs = walk(diffs, at, x, y)
		}
	}
	return diffs
}

// walkLists leaves out the elements both lists have and holds the others
// against each other, in order, so that one element more does not make all that
// follow differ.
func walkLists(diffs []difference, path string, a, b []any) []difference {
	left := map[string]int{}
	for _, v := range b {
		left[encode(v)]++
	}
	var onlyOld, onlyNew []int
	for i, v := range a {
		if key := encode(v); left[key] > 0 {
			left[key]--
		} else {
			onlyOld = append(onlyOld, i)
		}
	}
	for i, v := range slices.Backward(b) {
		if key := encode(v); left[key] > 0 {
			left[key]--
			onlyNew = append(onlyNew, i)
		}
	}
	slices.Reverse(onlyNew)
	if len(onlyOld)+len(onlyNew) == 0 && encode(a) != encode(b) {
		return append(diffs, difference{path, "(the order of its elements)", "(another order)"})
	}
	// Elements pair where as many are left on both sides. Otherwise it cannot
	// be said which one came to be which: each is shown whole.
	paired := len(onlyOld) == len(onlyNew)
	for k, i := range onlyOld {
		at := fmt.Sprintf("%s[%d]", path, i)
		if paired {
			diffs = walk(diffs, at, a[i], b[onlyNew[k]])
		} else {
			diffs = append(diffs, difference{at, short(encode(a[i])), absent})
		}
	}
	if !paired {
		for _, i := range onlyNew {
			diffs = append(diffs, difference{fmt.Sprintf("%s[%d]", path, i), absent, short(encode(b[i]))})
		}
	}
	return diffs
}

func encode(v any) string {
	var b strings.Builder
	e := json.NewEncoder(&b)
	e.SetEscapeHTML(false)
	if err := e.Encode(v); err != nil {
		return fmt.Sprint(v)
	}
	return strings.TrimSuffix(b.String(), "\n")
}

// shown is how many characters of a value are shown.
const shown = 160

func short(s string) string {
	r := []rune(strings.TrimSpace(s))
	if len(r) <= shown {
		return string(r)
	}
	return string(r[:shown]) + "…"
}

// around shortens two values to where they begin to differ.
func around(old, new string) (string, string) {
	a, b := []rune(old), []rune(new)
	i := 0
	for i < min(len(a), len(b)) && a[i] == b[i] {
		i++
	}
	if i < shown/2 {
		return short(old), short(new)
	}
	from := i - shown/4
	return "…" + short(string(a[from:])), "…" + short(string(b[from:]))
}

var index = regexp.MustCompile(`\[\d+\]`)

// kind is a path without the places in lists: policy.sdks[].purpose. A whole
// element that came or went is counted under its list.
func kind(path string) string {
	return strings.TrimSuffix(index.ReplaceAllString(path, "[]"), "[]")
}
