// Package rule lists the ways in which a claim is read out of a document, each
// with an id, what it recognises and samples, and records which of them made a
// claim. It knows nothing of how they are carried out.
package rule

import (
	"bytes"
	_ "embed"
	"fmt"
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

func parse(text []byte) ([]Rule, error) {
	var rules []Rule
	d := yaml.NewDecoder(bytes.NewReader(text))
	d.KnownFields(true)
	if err := d.Decode(&rules); err != nil {
		return nil, fmt.Errorf("rules.yaml: %w", err)
	}
	return rules, nil
}

// Lookup returns the rule of an id.
func Lookup(id ID) (Rule, bool) {
	for _, r := range All() {
		if r.ID == id {
			return r, true
		}
	}
	return Rule{}, false
}
