package sdkdb

import (
	"errors"
	"fmt"

	"go.yaml.in/yaml/v3"
)

// readYAML reads any YAML document into the tree that readSimple gives.
// Anchors, aliases and several documents in one file are refused.
func readYAML(text string) (node, error) {
	var doc yaml.Node
	if err := yaml.Unmarshal([]byte(text), &doc); err != nil {
		return node{}, err
	}
	if doc.Kind != yaml.DocumentNode || len(doc.Content) != 1 {
		return node{}, errors.New("the file is empty")
	}
	return fromYAML(doc.Content[0], 0)
}

func fromYAML(y *yaml.Node, depth int) (node, error) {
	n := node{line: int32(y.Line), value: y.Value}
	if depth > maxDepth {
		return n, fmt.Errorf("line %d: nested too deep", y.Line)
	}
	switch y.Kind {
	case yaml.ScalarNode:
		return n, nil
	case yaml.SequenceNode:
		n.kind = sequence
		for _, c := range y.Content {
			item, err := fromYAML(c, depth+1)
			if err != nil {
				return n, err
			}
			n.items = append(n.items, item)
		}
		return n, nil
	case yaml.MappingNode:
		n.kind = mapping
		for i := 0; i+1 < len(y.Content); i += 2 {
			key := y.Content[i]
			if key.Kind != yaml.ScalarNode {
				return n, fmt.Errorf("line %d: a key must be a plain word", key.Line)
			}
			entry, err := fromYAML(y.Content[i+1], depth+1)
			if err != nil {
				return n, err
			}
			entry.key, entry.line = key.Value, int32(key.Line)
			n.items = append(n.items, entry)
		}
		return n, nil
	}
	return n, fmt.Errorf("line %d: anchors and aliases are not used in data files", y.Line)
}
