package main

import (
	"bytes"
	"errors"
	"fmt"
	"strings"
	"testing"
	"time"

	"github.com/candor-scan/candor/scanner"
	"github.com/candor-scan/candor/scanner/evidence"
	"github.com/candor-scan/candor/scanner/policy"
)

func TestReadOne(t *testing.T) {
	whole := &policy.Policy{Documents: []policy.Document{{}}}
	part := &policy.Policy{Documents: []policy.Document{{}}, NotRead: []evidence.NotRead{{What: "a.html:7", Why: "a fault of candor: x"}, {What: "a.html", Why: "too long"}}}
	tests := []struct {
		name    string
		read    func() (*policy.Policy, error)
		refused policy.Reason
		lost    string
	}{
		{"read", func() (*policy.Policy, error) { return whole, nil }, "", "[]"},
		{"refused", func() (*policy.Policy, error) { return nil, &policy.Error{Reason: policy.NeedsLogin} }, policy.NeedsLogin, "[]"},
		{"failed", func() (*policy.Policy, error) {
			return nil, &policy.Error{Path: "a.html", Reason: policy.Failed, What: "gone"}
		}, "", "[gone]"},
		{"another error", func() (*policy.Policy, error) { return nil, errors.New("odd") }, "", "[odd]"},
		{"parts lost", func() (*policy.Policy, error) { return part, nil }, "", "[a.html:7: a fault of candor: x too long]"},
		{"no result", func() (*policy.Policy, error) { return nil, nil }, "", "[no error and no result]"},
		{"a result of nothing", func() (*policy.Policy, error) { return &policy.Policy{}, nil }, "", "[no error and no result]"},
		{"panic", func() (*policy.Policy, error) { panic("boom") }, "", "[panic in front of the wall: boom]"},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			o := readOne(func([]scanner.Document) (*policy.Policy, error) { return tt.read() }, scanner.Document{Path: "a.html"}, time.Hour)
			if got := fmt.Sprint(o.lost); o.refused != tt.refused || got != tt.lost {
				t.Errorf("refused %q, lost %s; want %q, %s", o.refused, got, tt.refused, tt.lost)
			}
		})
	}
}

func TestDeadline(t *testing.T) {
	hold := make(chan bool)
	defer close(hold)
	o := readOne(func([]scanner.Document) (*policy.Policy, error) { <-hold; return nil, nil }, scanner.Document{Path: "a.html"}, time.Nanosecond)
	if got := fmt.Sprint(o.lost); got != "[not done after 1ns]" {
		t.Errorf("lost %s", got)
	}
}

func TestAccount(t *testing.T) {
	const ms = time.Millisecond
	usual := []outcome{{path: "1", bytes: 10 << 10, took: 10 * ms}, {path: "2", bytes: 10 << 10, took: 10 * ms}, {path: "3", bytes: 100, took: 1 * ms}}
	tests := []struct {
		name string
		more outcome
		ok   bool
		says string // a line of the account
	}{
		{"all is well", outcome{path: "x", bytes: 20 << 10, took: 20 * ms}, true, "read           4"},
		{"refused", outcome{path: "x", refused: policy.NotPolicy}, true, "               1   not-a-policy"},
		{"a part lost", outcome{path: "x", lost: []string{"line 7"}}, false, "lost           1   (0 faults of candor)"},
		{"a fault", outcome{path: "x", lost: []string{"x:7: a fault of candor"}}, false, "lost           1   (1 faults of candor)"},
		{"slow for its size", outcome{path: "x", bytes: 10 << 10, took: 301 * ms}, false, "outliers       1   (more than 20 times the median of 1.00 ms per kB, and 300ms)"},
		{"slow, and large", outcome{path: "x", bytes: 1 << 20, took: 900 * ms}, true, "outliers       0   (more than 20 times the median of 1.00 ms per kB, and 300ms)"},
		{"slow for its size, and short", outcome{path: "x", bytes: 1 << 10, took: 299 * ms}, true, "outliers       0   (more than 20 times the median of 1.00 ms per kB, and 300ms)"},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			a := account{settings: settings{outlier: 20, least: 300 * ms}, outcomes: append(usual[:3:3], tt.more)}
			var out bytes.Buffer
			a.print(&out)
			if a.ok() != tt.ok || !strings.Contains(out.String(), tt.says+"\n") {
				t.Errorf("ok %v, want %v, and %q in\n%s", a.ok(), tt.ok, tt.says, out.String())
			}
		})
	}
}
