package sdkdb

import (
	"fmt"
	"strings"
)

// decoder turns data files into entries. The first fault of a file stays in
// err; all later calls still return values.
type decoder struct {
	reader simpleReader
	file   string
	err    error

	room  []Fact
	words []string
}

// parse reads one data file: "sdks:" and a list of entries.
func (d *decoder) parse(f file) ([]SDK, error) {
	root, err := d.reader.read(f.text)
	if err == errNotSimple {
		root, err = readYAML(f.text)
	}
	if err != nil {
		return nil, fmt.Errorf("%s: %w", f.name, err)
	}
	d.file, d.err = f.name, nil
	entries := d.entries(root)
	if d.err != nil {
		return nil, d.err
	}
	return entries, nil
}

// take cuts a list of n values out of a larger one, which is made anew when it
// is used up.
func take[T any](room *[]T, n int) []T {
	if len(*room) < n {
		*room = make([]T, max(n, 1024))
	}
	out := (*room)[:n:n]
	*room = (*room)[n:]
	return out
}

func (d *decoder) fail(n *node, format string, args ...any) {
	if d.err == nil {
		d.err = fmt.Errorf("%s:%d: %s", d.file, n.line, fmt.Sprintf(format, args...))
	}
}

func (d *decoder) entries(root node) []SDK {
	if root.kind != mapping || len(root.items) != 1 || root.items[0].key != "sdks" || root.items[0].kind != sequence {
		d.fail(&root, "a data file holds one key, sdks, with a list of entries")
		return nil
	}
	list := root.items[0].items
	out := make([]SDK, len(list))
	for i := range list {
		d.entry(&list[i], &out[i])
	}
	return out
}

func (d *decoder) entry(n *node, s *SDK) {
	s.Kind, s.File = KindSDK, d.file
	d.fields(n, func(v *node) bool { return d.nameField(v, s) || d.factField(v, s) })
	switch {
	case s.ID == "" || s.Name == "":
		d.fail(n, "an entry needs an id and a name")
	case s.Kind != KindSDK && s.Kind != KindLibrary:
		d.fail(n, "%s: kind is sdk or library, not %q", s.ID, s.Kind)
	}
}

// fields calls set for every entry of a mapping; set returns false for a key
// it does not know.
func (d *decoder) fields(n *node, set func(*node) bool) {
	if n.kind != mapping {
		d.fail(n, "expected keys with values")
		return
	}
	for i := range n.items {
		v := &n.items[i]
		for j := 0; j < i; j++ {
			if n.items[j].key == v.key {
				d.fail(v, "the key %q stands twice", v.key)
			}
		}
		if !set(v) {
			d.fail(v, "unknown key %q", v.key)
		}
	}
}

// nameField sets what an entry says of the SDK itself.
func (d *decoder) nameField(v *node, s *SDK) bool {
	switch v.key {
	case "id":
		s.ID = d.text(v)
	case "kind":
		s.Kind = d.text(v)
	case "name":
		s.Name = d.text(v)
	case "formerly":
		s.Formerly = d.list(v)
	case "en":
		s.NamesEN = d.list(v)
	case "zh":
		s.NamesZH = d.list(v)
	case "weak":
		s.NamesWeak = d.list(v)
	case "word":
		s.NamesWord = d.list(v)
	case "vendor":
		d.vendor(v, &s.Vendor)
	case "vendorConfirmed":
		s.Vendor.Confirmed = d.flag(v)
	case "website":
		s.Website = d.text(v)
	case "privacyUrl":
		s.PrivacyURL = d.text(v)
	case "categories":
		s.Categories = d.list(v)
	case "parent":
		s.Parent = d.text(v)
	case "from":
		s.From = d.list(v)
	default:
		return false
	}
	return true
}

// factField sets what an entry says of the traces the SDK leaves.
func (d *decoder) factField(v *node, s *SDK) bool {
	switch v.key {
	case "classes":
		s.Classes = d.facts(v)
	case "anchors":
		s.Anchors = d.anchors(v)
	case "shared":
		s.Shared = d.shared(v)
	case "components":
		s.Components = d.facts(v)
	case "libraries":
		s.Libraries = d.facts(v)
	case "assets":
		s.Assets = d.facts(v)
	case "metadata":
		s.Metadata = d.facts(v)
	case "strings":
		s.Strings = d.facts(v)
	case "actions":
		s.Actions = d.facts(v)
	case "permissions":
		s.Permissions = d.facts(v)
	case "items":
		s.Items = d.facts(v)
	case "bundledIn":
		s.BundledIn = d.bundled(v)
	case "versions":
		s.Versions = d.facts(v)
	case "learned":
		s.Learned = d.learned(v)
	case "methods":
		s.Structure.Methods = d.prints(v)
	case "texts":
		s.Structure.Texts = d.prints(v)
	case "capability":
		s.Capability = d.capability(v)
	case "matches":
		s.Matches = d.samples(v)
	case "notMatches":
		s.NotMatches = d.samples(v)
	default:
		return false
	}
	return true
}

func (d *decoder) text(n *node) string {
	if n.kind != scalar || n.value == "" {
		d.fail(n, "%s: expected one value", n.key)
	}
	return n.value
}

func (d *decoder) flag(n *node) bool {
	if n.kind != scalar || n.value != "true" && n.value != "false" {
		d.fail(n, "%s is true or false", n.key)
	}
	return n.value == "true"
}

func (d *decoder) list(n *node) []string {
	if n.kind != sequence {
		d.fail(n, "%s: expected a list", n.key)
		return nil
	}
	out := take(&d.words, len(n.items))
	for i := range n.items {
		out[i] = d.text(&n.items[i])
	}
	return out
}

// pairs checks that n maps words to scalars.
func (d *decoder) pairs(n *node) []node {
	if n.kind != mapping {
		d.fail(n, "%s: expected values with their sources", n.key)
		return nil
	}
	for i := range n.items {
		if v := &n.items[i]; v.kind != scalar || v.value == "" {
			d.fail(v, "%s: expected the sources of this fact", v.key)
		}
	}
	return n.items
}

func (d *decoder) facts(n *node) []Fact {
	items := d.pairs(n)
	out := take(&d.room, len(items))
	for i, v := range items {
		out[i] = Fact{Value: v.key, From: v.value}
	}
	return out
}

var anchorKinds = []string{"class", "component", "call", "string", "library", "metadata"}

func (d *decoder) anchors(n *node) []Anchor {
	items := d.pairs(n)
	out := make([]Anchor, len(items))
	for i := range items {
		kind, value, _ := strings.Cut(items[i].key, " ")
		if !isOneOf(kind, anchorKinds) || value == "" {
			d.fail(&items[i], "an anchor is written KIND VALUE, with the kind one of %s", strings.Join(anchorKinds, ", "))
		}
		out[i] = Anchor{Kind: kind, Value: value, From: items[i].value}
	}
	return out
}

func isOneOf(s string, list []string) bool {
	for _, l := range list {
		if s == l {
			return true
		}
	}
	return false
}

func (d *decoder) shared(n *node) []Shared {
	items := d.pairs(n)
	out := make([]Shared, len(items))
	for i, v := range items {
		out[i] = Shared{Prefix: v.key, By: strings.Fields(v.value)}
	}
	return out
}

func (d *decoder) learned(n *node) []Learned {
	items := d.pairs(n)
	out := make([]Learned, len(items))
	for i, v := range items {
		if len(v.value) != 64 {
			d.fail(&items[i], "%s: expected the SHA-256 of the file", v.key)
		}
		out[i] = Learned{Artefact: v.key, SHA256: v.value}
	}
	return out
}

func (d *decoder) prints(n *node) []uint32 {
	out, ok := decodePrints(d.text(n))
	if !ok {
		d.fail(n, "%s: expected fingerprints, four bytes each, in base64 without padding", n.key)
	}
	return out
}

func (d *decoder) vendor(n *node, v *Vendor) {
	d.fields(n, func(f *node) bool {
		switch f.key {
		case "en":
			v.EN = d.list(f)
		case "zh":
			v.ZH = d.list(f)
		default:
			return false
		}
		return true
	})
}

func (d *decoder) bundled(n *node) (out []Bundled) {
	if n.kind != mapping {
		d.fail(n, "bundledIn: expected the ids of the carriers")
		return nil
	}
	for i := range n.items {
		b := Bundled{In: n.items[i].key}
		d.fields(&n.items[i], func(f *node) bool {
			switch f.key {
			case "classes":
				b.Classes = d.list(f)
			case "note":
				b.Note = d.text(f)
			case "from":
				b.From = d.text(f)
			default:
				return false
			}
			return true
		})
		out = append(out, b)
	}
	return out
}

func (d *decoder) capability(n *node) *Capability {
	c := &Capability{}
	d.fields(n, func(f *node) bool {
		switch f.key {
		case "name":
			c.Name = d.text(f)
		case "code":
			c.Code = d.anchors(f)
		case "wired":
			c.Wired = d.anchors(f)
		case "called":
			c.Called = d.anchors(f)
		case "renamed":
			c.Renamed = d.list(f)
		default:
			return false
		}
		return true
	})
	return c
}

func (d *decoder) samples(n *node) []Sample {
	if n.kind != sequence {
		d.fail(n, "%s: expected a list of samples", n.key)
		return nil
	}
	out := make([]Sample, len(n.items))
	for i := range n.items {
		s := &out[i]
		d.fields(&n.items[i], func(f *node) bool {
			switch f.key {
			case "package":
				s.Package = d.text(f)
			case "classes":
				s.Classes = d.list(f)
			case "components":
				s.Components = d.list(f)
			case "libraries":
				s.Libraries = d.list(f)
			case "strings":
				s.Strings = d.list(f)
			case "calls":
				s.Calls = d.list(f)
			case "metadata":
				s.Metadata = d.list(f)
			case "because":
				s.Because = d.text(f)
			default:
				return false
			}
			return true
		})
	}
	return out
}
