package sdkdb

import (
	"fmt"
	"io"
	"strings"
)

// WriteYAML writes entries as a data file holds them.
func WriteYAML(w io.Writer, entries ...*SDK) error {
	var b strings.Builder
	b.WriteString("sdks:\n")
	for i, s := range entries {
		if i > 0 {
			b.WriteByte('\n')
		}
		mark := "- "
		for _, f := range s.fields() {
			for _, line := range f.lines() {
				b.WriteString(mark + line + "\n")
				mark = "  "
			}
		}
	}
	_, err := io.WriteString(w, b.String())
	return err
}

// yamlField is a key of an entry. One of value, list, pairs and inner is set.
type yamlField struct {
	key   string
	value string
	list  []string
	pairs [][2]string
	inner []yamlField
	maps  [][]yamlField // a list of mappings
}

// fields lists the keys of an entry that are not empty, in the order of
// data/README.md.
func (s *SDK) fields() []yamlField {
	kind, confirmed := s.Kind, ""
	if kind == KindSDK {
		kind = ""
	}
	if s.Vendor.Confirmed {
		confirmed = "true"
	}
	all := []yamlField{
		{key: "id", value: s.ID}, {key: "kind", value: kind}, {key: "name", value: s.Name}, {key: "formerly", list: s.Formerly},
		{key: "en", list: s.NamesEN}, {key: "zh", list: s.NamesZH}, {key: "weak", list: s.NamesWeak}, {key: "word", list: s.NamesWord},
		{key: "vendor", inner: []yamlField{{key: "en", list: s.Vendor.EN}, {key: "zh", list: s.Vendor.ZH}}}, {key: "vendorConfirmed", value: confirmed},
		{key: "website", value: s.Website}, {key: "privacyUrl", value: s.PrivacyURL}, {key: "categories", list: s.Categories},
		{key: "parent", value: s.Parent}, {key: "from", list: s.From}, learnedField(s.Learned),
		factField("classes", s.Classes), anchorField("anchors", s.Anchors), sharedField(s.Shared),
		factField("components", s.Components), factField("libraries", s.Libraries), factField("assets", s.Assets),
		factField("metadata", s.Metadata), factField("strings", s.Strings), factField("actions", s.Actions),
		factField("permissions", s.Permissions), factField("items", s.Items), factField("versions", s.Versions),
		{key: "bundledIn", inner: bundledFields(s.BundledIn)},
		{key: "methods", value: encodePrints(s.Structure.Methods)}, {key: "texts", value: encodePrints(s.Structure.Texts)},
		{key: "capability", inner: capabilityFields(s.Capability)}, sampleField("matches", s.Matches), sampleField("notMatches", s.NotMatches),
	}
	return filled(all)
}

// filled returns the fields that are not empty.
func filled(all []yamlField) []yamlField {
	out := all[:0]
	for _, f := range all {
		if !f.empty() {
			out = append(out, f)
		}
	}
	return out
}

func (f yamlField) empty() bool {
	for _, in := range f.inner {
		if !in.empty() {
			return false
		}
	}
	return f.value == "" && len(f.list) == 0 && len(f.pairs) == 0 && len(f.maps) == 0
}

func factField(key string, facts []Fact) yamlField {
	f := yamlField{key: key}
	for _, v := range facts {
		f.pairs = append(f.pairs, [2]string{v.Value, v.From})
	}
	return f
}

func learnedField(list []Learned) yamlField {
	f := yamlField{key: "learned"}
	for _, l := range list {
		f.pairs = append(f.pairs, [2]string{l.Artefact, l.SHA256})
	}
	return f
}

func anchorField(key string, anchors []Anchor) yamlField {
	f := yamlField{key: key}
	for _, a := range anchors {
		f.pairs = append(f.pairs, [2]string{a.Kind + " " + a.Value, a.From})
	}
	return f
}

func sharedField(shared []Shared) yamlField {
	f := yamlField{key: "shared"}
	for _, s := range shared {
		f.pairs = append(f.pairs, [2]string{s.Prefix, strings.Join(s.By, " ")})
	}
	return f
}

func bundledFields(list []Bundled) (out []yamlField) {
	for _, b := range list {
		out = append(out, yamlField{key: b.In, inner: []yamlField{{key: "classes", list: b.Classes}, {key: "note", value: b.Note}, {key: "from", value: b.From}}})
	}
	return out
}

func capabilityFields(c *Capability) []yamlField {
	if c == nil {
		return nil
	}
	return []yamlField{{key: "name", value: c.Name}, anchorField("code", c.Code), anchorField("wired", c.Wired), anchorField("called", c.Called), {key: "renamed", list: c.Renamed}}
}

func sampleField(key string, samples []Sample) yamlField {
	f := yamlField{key: key}
	for _, s := range samples {
		f.maps = append(f.maps, filled([]yamlField{{key: "package", value: s.Package}, {key: "classes", list: s.Classes}, {key: "components", list: s.Components},
			{key: "libraries", list: s.Libraries}, {key: "strings", list: s.Strings}, {key: "calls", list: s.Calls}, {key: "metadata", list: s.Metadata}, {key: "because", value: s.Because}}))
	}
	return f
}

// lines returns the field as lines, without the indent of the entry.
func (f yamlField) lines() []string {
	key := quoteYAML(f.key, false)
	switch {
	case f.value != "":
		return []string{key + ": " + quoteYAML(f.value, false)}
	case len(f.list) > 0:
		quoted := make([]string, len(f.list))
		for i, v := range f.list {
			quoted[i] = quoteYAML(v, true)
		}
		return []string{fmt.Sprintf("%s: [%s]", key, strings.Join(quoted, ", "))}
	}
	out := []string{key + ":"}
	for _, p := range f.pairs {
		out = append(out, "  "+quoteYAML(p[0], false)+": "+quoteYAML(p[1], false))
	}
	for _, in := range f.inner {
		if !in.empty() {
			for _, line := range in.lines() {
				out = append(out, "  "+line)
			}
		}
	}
	for _, m := range f.maps {
		mark := "- "
		for _, in := range m {
			for _, line := range in.lines() {
				out = append(out, mark+line)
				mark = "  "
			}
		}
	}
	return out
}

// quoteYAML writes a scalar, in quotes where it would read as something else.
func quoteYAML(s string, inList bool) string {
	plain := s != "" && plainStart(s) && strings.TrimSpace(s) == s && !strings.Contains(s, ": ") && !strings.Contains(s, " #") && !strings.HasSuffix(s, ":")
	if plain && inList {
		plain = !strings.ContainsAny(s, ",[]{}")
	}
	if plain && !looksTyped(s) {
		return s
	}
	return `"` + strings.NewReplacer(`\`, `\\`, `"`, `\"`).Replace(s) + `"`
}

// looksTyped reports whether YAML readers would take a plain word for a
// number, a truth value or nothing.
func looksTyped(s string) bool {
	switch strings.ToLower(s) {
	case "yes", "no", "on", "off", "null", "y", "n":
		return true
	}
	return strings.Trim(s, "0123456789.+-eE_xX:") == ""
}
