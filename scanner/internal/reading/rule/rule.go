// Package rule lists the ways in which a claim is read out of a document, each
// with an id, what it recognises and samples, and records which of them made a
// claim. It knows nothing of how they are carried out.
package rule

import (
	"bytes"
	_ "embed"
	"fmt"
	"regexp"
	"slices"
	"strconv"
	"strings"
	"sync"

	"go.yaml.in/yaml/v3"
)

// ID names one way of reading a claim: "refusal/if-refused". It is never used
// again for another.
type ID string

// Rule is one way of reading a claim.
type Rule struct {
	ID    ID       `yaml:"id"`
	Says  string   `yaml:"says"`  // the kind of claim it makes, one of [Kinds]
	Reads string   `yaml:"reads"` // what it recognises, one sentence
	Holds []Sample `yaml:"holds"` // texts in which it makes a claim
	Not   []Sample `yaml:"not"`   // texts in which it makes none
}

// Sample is a text of our own with the claim a rule makes of it, or must not
// make.
type Sample struct {
	Text  string `yaml:"text"`
	Claim string `yaml:"claim"` // as [Trace] words it; "" in Not for any claim
}

// Kinds are the kinds of claims, in the order the reader takes them.
var Kinds = []string{"row", "item", "denial", "group", "purpose", "refusal", "consent", "element", "covers", "conflict", "open-list", "versions"}

//go:embed data/rules.yaml
var source []byte

// All returns the rules in the order of their file. The file is part of the
// binary: a fault in it is a fault of the build, found by the tests, so it
// panics and names the rule.
var All = sync.OnceValue(func() []Rule {
	rules, err := parse(source)
	if err != nil {
		panic(err)
	}
	return rules
})

// parse reads rules and holds them against what is asked of each; an error
// names the rule.
func parse(text []byte) ([]Rule, error) {
	var rules []Rule
	d := yaml.NewDecoder(bytes.NewReader(text))
	d.KnownFields(true)
	if err := d.Decode(&rules); err != nil {
		return nil, fmt.Errorf("rules.yaml: rule %s: %w", idNear(text, err), err)
	}
	seen := map[ID]bool{}
	for _, r := range rules {
		if fault := r.fault(); fault != "" {
			return nil, fmt.Errorf("rules.yaml: rule %s: %s", r.ID, fault)
		}
		if seen[r.ID] {
			return nil, fmt.Errorf("rules.yaml: rule %s: the id is used twice", r.ID)
		}
		seen[r.ID] = true
	}
	return rules, nil
}

// fault says what is wrong with a rule, "" for nothing.
func (r *Rule) fault() string {
	switch {
	case !slices.Contains(Kinds, r.Says):
		return fmt.Sprintf("%q is no kind of claim", r.Says)
	case !strings.HasPrefix(string(r.ID), r.Says+"/"):
		return fmt.Sprintf("the id does not begin with %s/", r.Says)
	case !strings.HasSuffix(r.Reads, "."):
		return "what it reads is no sentence"
	case len(r.Holds) < 2 || len(r.Not) < 1:
		return "it needs two samples that hold and one that does not"
	}
	for _, s := range slices.Concat(r.Holds, r.Not) {
		if strings.TrimSpace(s.Text) == "" {
			return "a sample has no text"
		}
	}
	for _, s := range r.Holds {
		if s.Claim == "" {
			return "a sample that holds has no claim"
		}
	}
	return ""
}

// idNear finds the rule whose entry holds the line that an error of the decoder
// names.
func idNear(text []byte, err error) string {
	id := "?"
	m := regexp.MustCompile(`line (\d+)`).FindStringSubmatch(err.Error())
	if m == nil {
		return id
	}
	line, _ := strconv.Atoi(m[1])
	for i, l := range strings.Split(string(text), "\n") {
		if rest, ok := strings.CutPrefix(l, "- id:"); ok && i < line {
			id = strings.TrimSpace(rest)
		}
	}
	return id
}
