package learn

import (
	"bytes"
	"encoding/xml"
	"errors"
	"fmt"
	"io"
	"slices"
	"strings"

	"github.com/candor-scan/candor/sdkdb"
)

const androidNamespace = "http://schemas.android.com/apk/res/android"

// readLibraryManifest notes what the manifest of an AAR, which is XML text,
// merges into an app. The first fault ends the reading; what stood before it
// is kept.
func readLibraryManifest(text []byte, a *sdkdb.Artefact) error {
	d := xml.NewDecoder(bytes.NewReader(text))
	d.Strict = false
	d.CharsetReader = func(charset string, in io.Reader) (io.Reader, error) { return in, nil }
	pkg, inside := "", ""
	for range maxManifestTokens {
		token, err := d.Token()
		if errors.Is(err, io.EOF) {
			return nil
		}
		if err != nil {
			return err
		}
		start, ok := token.(xml.StartElement)
		if !ok {
			continue
		}
		name := androidName(start)
		switch tag := start.Name.Local; tag {
		case "manifest":
			pkg = attribute(start, "", "package")
		case "activity", "activity-alias", "service", "receiver", "provider":
			inside = fullName(name, pkg)
			note(&a.Components, inside)
		case "uses-permission", "uses-permission-sdk-23":
			note(&a.Permissions, name)
		case "meta-data":
			note(&a.Metadata, name)
		case "action":
			if inside != "" {
				note(&a.Actions, name)
			}
		case "queries":
			inside = ""
		}
	}
	return fmt.Errorf("more than %d elements", maxManifestTokens)
}

// maxManifestTokens is far more than the manifest of any library has.
const maxManifestTokens = 100_000

func note(list *[]string, value string) {
	if value != "" && !strings.ContainsAny(value, " \n\t") && !slices.Contains(*list, value) {
		*list = append(*list, value)
	}
}

func androidName(e xml.StartElement) string {
	if n := attribute(e, androidNamespace, "name"); n != "" {
		return n
	}
	return attribute(e, "android", "name") // the namespace is not declared
}

func attribute(e xml.StartElement, space, local string) string {
	for _, a := range e.Attr {
		if a.Name.Space == space && a.Name.Local == local {
			return strings.TrimSpace(a.Value)
		}
	}
	return ""
}

// fullName completes a class name as the manifest merger does.
func fullName(name, pkg string) string {
	switch {
	case strings.HasPrefix(name, "."):
		return pkg + name
	case name != "" && !strings.Contains(name, ".") && pkg != "":
		return pkg + "." + name
	}
	return name
}
