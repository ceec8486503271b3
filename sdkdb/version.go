package sdkdb

import "strings"

// versionIndex finds what holds the version of an entry's code.
type versionIndex struct {
	fields  map[string]map[string]*SDK // by dotted class, then by field
	entries map[string]*SDK            // by path in the archive
}

func (x *claimIndex) addVersions(s *SDK) {
	for _, f := range s.Versions {
		at := strings.LastIndexByte(f.Value, '.')
		switch {
		case isVersionEntry(f.Value):
			x.versions.entries[f.Value] = s
		case at > 0:
			class := f.Value[:at]
			if x.versions.fields[class] == nil {
				x.versions.fields[class] = map[string]*SDK{}
			}
			x.versions.fields[class][f.Value[at+1:]] = s
		}
	}
}

// isVersionEntry tells the path of an archive entry from "class.FIELD".
func isVersionEntry(s string) bool {
	return strings.Contains(s, "/") || strings.HasSuffix(s, ".properties") || strings.HasSuffix(s, ".version")
}

// HoldsVersion reports whether an entry of the archive says the version of an
// SDK, so that [Observation.VersionEntry] wants its content.
func (o *Observation) HoldsVersion(path string) bool { return o.x.versions.entries[path] != nil }

// VersionEntry notes the content of such an entry: "version=1.2" among other
// lines, or the version alone.
func (o *Observation) VersionEntry(path string, content []byte) {
	s := o.x.versions.entries[path]
	if s == nil {
		return
	}
	lines := strings.Split(string(content[:min(len(content), 4096)]), "\n")
	for _, line := range lines {
		if v, ok := strings.CutPrefix(strings.TrimSpace(line), "version="); ok {
			o.version(s, v)
			return
		}
	}
	o.version(s, lines[0])
}

func (o *Observation) version(s *SDK, value string) {
	if value = strings.TrimSpace(value); !isVersion(value) {
		return
	}
	o.mu.Lock()
	defer o.mu.Unlock()
	if o.versions[s] == nil {
		o.versions[s] = map[string]bool{}
	}
	o.versions[s][value] = true
}

// isVersion reports whether a text begins with a number and looks like a
// version, "4.32.0" or "5.0.1-beta".
func isVersion(s string) bool {
	if s == "" || len(s) > 40 || s[0] < '0' || s[0] > '9' {
		return false
	}
	return strings.Trim(s, "0123456789.abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ-_+") == "" && strings.ContainsAny(s, ".0123456789")
}

// HoldsVersion reports whether a class of the file, in the given tree, may
// hold the version of an SDK as a constant, so that [Code.Constant] wants it.
func (c *Code) HoldsVersion(descriptor []byte, o Origin) bool {
	claim := c.trees[o].claim
	if claim < 0 || len(c.x.list[claim].sdk.Versions) == 0 || len(descriptor) < 3 {
		return false
	}
	return c.x.versions.fields[classOf(string(descriptor))] != nil
}

// Constant notes a static final string of a class that [Code.HoldsVersion]
// wants.
func (c *Code) Constant(descriptor []byte, field, value []byte) {
	if s := c.x.versions.fields[classOf(string(descriptor))][string(field)]; s != nil {
		c.o.version(s, decodeMUTF8(value))
	}
}

// versionOf returns the version of an entry where all that speak of it agree,
// nil where nothing does.
func (o *Observation) versionOf(s *SDK) *string {
	if len(o.versions[s]) != 1 {
		return nil
	}
	for v := range o.versions[s] {
		return &v
	}
	return nil
}
