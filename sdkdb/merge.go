package sdkdb

import (
	"fmt"
	"slices"
	"strings"
)

// Keys of an entry that what is learned replaces, and keys it adds to.
var (
	replacedKeys = []string{"learned", "versions", "methods", "texts"}
	extendedKeys = []string{"components", "libraries", "permissions"}
)

// MergeYAML returns the text of a data file with what was learned of one of
// its entries. Fingerprints, versions and artefacts take the place of older
// ones, other facts are added; all other lines stay as they are. The file must
// be written as data/README.md says.
func MergeYAML(text string, learned *SDK) (string, error) {
	lines := strings.Split(strings.TrimRight(text, "\n"), "\n")
	from := slices.Index(lines, "- id: "+learned.ID)
	if from < 0 {
		return "", fmt.Errorf("no line %q", "- id: "+learned.ID)
	}
	end := from + 1
	for end < len(lines) && !strings.HasPrefix(lines[end], "- ") {
		end++
	}
	for strings.TrimSpace(lines[end-1]) == "" {
		end--
	}
	block := cutBlocks(lines[from:end])
	fields := learned.fields()
	block = slices.DeleteFunc(block, func(b []string) bool {
		return slices.Contains(replacedKeys, keyOf(b)) && !slices.ContainsFunc(fields, func(f yamlField) bool { return f.key == keyOf(b) })
	})
	for _, f := range fields {
		fresh := indented(f.lines())
		at := slices.IndexFunc(block, func(b []string) bool { return keyOf(b) == f.key })
		switch {
		case slices.Contains(replacedKeys, f.key) && at >= 0:
			block[at] = fresh
		case slices.Contains(extendedKeys, f.key) && at >= 0:
			block[at] = withMissing(block[at], fresh)
		case slices.Contains(replacedKeys, f.key) || slices.Contains(extendedKeys, f.key):
			block = slices.Insert(block, placeOf(block, f.key), fresh)
		}
	}
	out := slices.Concat(lines[:from], slices.Concat(block...), lines[end:])
	return strings.Join(out, "\n") + "\n", nil
}

// cutBlocks cuts the lines of an entry into one block for each key. Comments
// stay before the key they stand before.
func cutBlocks(lines []string) (blocks [][]string) {
	for i, line := range lines {
		isKey := i == 0 || strings.HasPrefix(line, "  ") && len(line) > 2 && line[2] != ' ' && line[2] != '-'
		comment := len(blocks) > 0 && strings.HasPrefix(strings.TrimSpace(blocks[len(blocks)-1][0]), "#") && keyOf(blocks[len(blocks)-1]) == ""
		if isKey && !comment {
			blocks = append(blocks, nil)
		}
		blocks[len(blocks)-1] = append(blocks[len(blocks)-1], line)
	}
	return blocks
}

// keyOf returns the key of a block, "" where there is only a comment yet.
func keyOf(block []string) string {
	for _, line := range block {
		line = strings.TrimPrefix(strings.TrimPrefix(line, "- "), "  ")
		if !strings.HasPrefix(line, "#") {
			key, _, _ := strings.Cut(line, ":")
			return key
		}
	}
	return ""
}

func indented(lines []string) []string {
	out := make([]string, len(lines))
	for i, l := range lines {
		out[i] = "  " + l
	}
	return out
}

// withMissing adds the facts of fresh that the block lacks.
func withMissing(block, fresh []string) []string {
	known := func(line string) bool {
		value, _, _ := strings.Cut(strings.TrimSpace(line), ": ")
		return slices.ContainsFunc(block[1:], func(l string) bool {
			v, _, _ := strings.Cut(strings.TrimSpace(l), ": ")
			return v == value
		})
	}
	for _, line := range fresh[1:] {
		if !known(line) {
			block = append(block, line)
		}
	}
	return block
}

// keyOrder is the order of the keys that may be inserted, and of those they
// stand behind.
var keyOrder = []string{"id", "kind", "name", "formerly", "en", "zh", "weak", "word", "vendor", "vendorConfirmed", "website", "privacyUrl", "categories",
	"parent", "from", "learned", "classes", "anchors", "shared", "components", "libraries", "assets", "metadata", "strings", "actions", "permissions",
	"items", "versions", "bundledIn", "methods", "texts", "capability", "matches", "notMatches"}

// placeOf returns where a new key goes: behind the last one that stands before
// it in order.
func placeOf(block [][]string, key string) int {
	rank, at := slices.Index(keyOrder, key), 0
	for i, b := range block {
		if r := slices.Index(keyOrder, keyOf(b)); r < rank {
			at = i + 1
		}
	}
	return at
}
