package main

import (
	"bytes"
	"context"
	"flag"
	"os"
	"strings"
	"testing"

	"github.com/candor-scan/candor/scanner"
)

var update = flag.Bool("update", false, "rewrite what is generated from the output of the command")

const readme = "../../README.md"

// TestReadmeTranscript holds the README's transcript against what the command
// prints; -update rewrites it.
func TestReadmeTranscript(t *testing.T) {
	text, err := os.ReadFile(readme)
	if err != nil {
		t.Fatal(err)
	}
	before, rest, ok := strings.Cut(string(text), "What the first prints, cut after the second finding:\n\n```\n")
	if !ok {
		t.Fatal("the README has no transcript")
	}
	block, after, _ := strings.Cut(rest, "\n…\n```\n")
	t.Chdir("../..")
	var out, stderr bytes.Buffer
	code := run(context.Background(), []string{"check", "fixtures/apps/solar.apk", "--policy", "fixtures/policies/gaps.html"}, strings.NewReader(""), &out, &stderr)
	if code != exitFindings || stderr.Len() > 0 {
		t.Fatalf("exit %d, stderr %q", code, stderr.String())
	}
	want := firstFindings(out.String(), 2)
	if block == want {
		return
	}
	if !*update {
		t.Fatalf("the README's transcript is out of date; run go test ./cmd/candor -update. The command prints:\n%s", want)
	}
	if err := os.WriteFile("README.md", []byte(before+"What the first prints, cut after the second finding:\n\n```\n"+want+"\n…\n```\n"+after), 0o644); err != nil {
		t.Fatal(err)
	}
}

// TestFormatsAreNamed: the README and the help of the commands that take a
// policy name every format of a document.
func TestFormatsAreNamed(t *testing.T) {
	text, err := os.ReadFile(readme)
	if err != nil {
		t.Fatal(err)
	}
	said := map[string]string{"README.md": strings.Join(strings.Fields(string(text)), " ")}
	for _, name := range []string{"check", "policy"} {
		var out, stderr bytes.Buffer
		if code := run(context.Background(), []string{name, "-h"}, strings.NewReader(""), &out, &stderr); code != 0 {
			t.Fatalf("candor %s -h: exit %d, %s", name, code, stderr.String())
		}
		said["candor "+name+" -h"] = out.String()
	}
	for where, text := range said {
		if !strings.Contains(text, scanner.DocumentFormats()) {
			t.Errorf("%s does not name %s", where, scanner.DocumentFormats())
		}
	}
}

// firstFindings cuts a report after its first n findings.
func firstFindings(report string, n int) string {
	lines := strings.Split(report, "\n")
	for i, l := range lines {
		if strings.HasPrefix(l, "error ") || strings.HasPrefix(l, "warning ") || strings.HasPrefix(l, "note ") {
			if n--; n < 0 {
				return strings.TrimRight(strings.Join(lines[:i], "\n"), "\n")
			}
		}
	}
	return strings.TrimRight(report, "\n")
}
