package jvm

import (
	"bufio"
	"bytes"
	"path"
	"slices"
	"strings"
)

// isHint reports whether an entry can speak of a version:
// META-INF/maven/<group>/<artifact>/pom.properties, META-INF/<name>.version,
// META-INF/MANIFEST.MF, and <name>.properties at the root.
func isHint(name string) bool {
	switch {
	case name == "META-INF/MANIFEST.MF":
		return true
	case strings.HasPrefix(name, "META-INF/maven/"):
		return path.Base(name) == "pom.properties"
	case strings.HasPrefix(name, "META-INF/"):
		return strings.HasSuffix(name, ".version")
	}
	return !strings.Contains(name, "/") && strings.HasSuffix(name, ".properties")
}

const maxHintBytes = 64 << 10

func (rd *reader) hint(name string, data []byte) error {
	data = data[:min(len(data), maxHintBytes)]
	inner := name[strings.LastIndex(name, nestedMark)+1:]
	inner = strings.TrimPrefix(inner, "/")
	base := path.Base(inner)
	of, value := "", ""
	switch {
	case strings.HasSuffix(base, ".version"):
		of = strings.Replace(strings.TrimSuffix(base, ".version"), "_", ":", 1)
		value, _, _ = strings.Cut(strings.TrimSpace(string(data)), "\n")
	case base == "MANIFEST.MF":
		p := properties(data)
		of = first(p["Implementation-Title"], p["Bundle-SymbolicName"], p["Specification-Title"])
		value = first(p["Implementation-Version"], p["Bundle-Version"])
	case base == "pom.properties":
		p := properties(data)
		of, value = p["groupId"]+":"+p["artifactId"], p["version"]
	default:
		of = strings.TrimSuffix(base, ".properties")
		value = properties(data)["version"]
	}
	if value = strings.TrimSpace(value); value != "" {
		rd.a.Versions = append(rd.a.Versions, VersionHint{Entry: name, Of: of, Value: value})
	}
	return nil
}

// settleMaven takes the coordinates from META-INF/maven where that names one
// artefact. A file that took in others names all of them.
func (a *Archive) settleMaven() {
	var found []Coordinates
	for _, v := range a.Versions {
		group, artifact, ok := strings.Cut(v.Of, ":")
		if ok && strings.HasSuffix(v.Entry, "/pom.properties") && group != "" && artifact != "" {
			c := Coordinates{group, artifact, v.Value}
			if !slices.Contains(found, c) {
				found = append(found, c)
			}
		}
	}
	if len(found) == 1 {
		a.Maven = &found[0]
	}
}

// properties reads "key=value" and "key: value" lines. Later lines lose.
func properties(data []byte) map[string]string {
	p := map[string]string{}
	lines := bufio.NewScanner(bytes.NewReader(data))
	for lines.Scan() {
		line := strings.TrimSpace(lines.Text())
		if i := strings.IndexAny(line, "=:"); i > 0 && line[0] != '#' {
			key := strings.TrimSpace(line[:i])
			if _, ok := p[key]; !ok {
				p[key] = strings.TrimSpace(line[i+1:])
			}
		}
	}
	return p
}

func first(list ...string) string {
	for _, s := range list {
		if s != "" {
			return s
		}
	}
	return ""
}
