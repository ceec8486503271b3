package app

import (
	"errors"
	"io"
	"io/fs"
	"strings"
)

const (
	doGiveAPK = "give the app's APK file"
	doSwap    = "the app comes first, the policy after --policy"
	doUnpack  = "take the inner file out and give that"
	doRaise   = "raise the limit if you trust the file"
	doAgain   = "download or build it again"
)

// refuse turns the failure to read the archive into what the user should know:
// most often the file is something else.
func refuse(path string, r io.ReaderAt, size int64, err error) error {
	if size == 0 {
		return &Error{Path: path, Problem: "is empty", Do: doAgain}
	}
	head := make([]byte, min(size, sniffLength))
	if n, rerr := r.ReadAt(head, 0); rerr != nil && rerr != io.EOF {
		return &Error{Path: path, Problem: "cannot be read", Err: rerr}
	} else {
		head = head[:n]
	}
	if pathErr := new(fs.PathError); errors.As(err, &pathErr) {
		return &Error{Path: path, Problem: "cannot be read", Err: pathErr.Err}
	}
	var limit *LimitError
	if errors.As(err, &limit) {
		return &Error{Path: path, Problem: "is too large to be read", Err: err, Do: doRaise}
	}
	zip := strings.HasPrefix(string(head), "PK")
	switch looks := looksLike(head); {
	case errors.Is(err, errNoEnd) && zip:
		return &Error{Path: path, Problem: "is cut off: a ZIP archive without its end record", Do: doAgain}
	case errors.Is(err, errNoEntries):
		return &Error{Path: path, Problem: "is an empty ZIP archive, not an app", Do: doGiveAPK}
	case !errors.Is(err, errNoEnd):
		return &Error{Path: path, Problem: "is a damaged ZIP archive", Err: err, Do: doAgain}
	case looks == looksHTML || looks == looksPDF || looks == looksText:
		return &Error{Path: path, Problem: "is not an app: it looks like " + looks, Do: doSwap}
	case looks != "":
		return &Error{Path: path, Problem: "is not an app: it looks like " + looks, Do: doGiveAPK}
	}
	return &Error{Path: path, Problem: "is not an app: it is no ZIP archive", Do: doGiveAPK}
}

// notAnApp names the archive by what it holds instead of a manifest.
func notAnApp(path string, arch *archive) error {
	for _, k := range kinds {
		if k.match(arch) {
			return &Error{Path: path, Problem: "is " + k.what, Do: k.do}
		}
	}
	return &Error{Path: path, Problem: "is a ZIP archive without " + manifestName + ", not an app", Do: doGiveAPK}
}

// kind is a sort of ZIP archive that is no APK.
type kind struct {
	what, do string
	// has are names of which one must be there; under and suffix describe
	// one file that must be there instead.
	has           []string
	under, suffix string
}

// kinds are tried in order, the telling ones first.
var kinds = []kind{
	{what: "an iOS archive (IPA)", do: "candor reads Android apps", under: "Payload/", suffix: "Info.plist"},
	{what: "a HarmonyOS package (HAP)", do: "candor reads Android apps", has: []string{"module.json", "config.json", "pack.info"}},
	{what: "a Word document (DOCX)", do: doSwap, has: []string{"word/document.xml"}},
	{what: "a spreadsheet (XLSX)", do: doGiveAPK, has: []string{"xl/workbook.xml"}},
	{what: "a web page archive or e-book (EPUB)", do: doSwap, has: []string{"META-INF/container.xml"}},
	{what: "an archive around a set of split APKs (APKS)", do: doUnpack, suffix: ".apks"},
	{what: "an archive around a set of split APKs (XAPK)", do: doUnpack, suffix: ".xapk"},
	{what: "an archive around a set of split APKs (APKM)", do: doUnpack, suffix: ".apkm"},
	{what: "an archive around an app bundle (AAB)", do: doUnpack, suffix: ".aab"},
	{what: "an Android library (AAR)", do: "give the app that uses it", has: []string{"classes.jar"}},
	{what: "a Java archive (JAR)", do: "give the app that uses it", suffix: ".class"},
	{what: "a Java archive (JAR)", do: "give the app that uses it", has: []string{"META-INF/MANIFEST.MF"}},
}

func (k *kind) match(arch *archive) bool {
	for _, name := range k.has {
		if _, ok := arch.lookup(name); ok {
			return true
		}
	}
	if k.suffix == "" {
		return false
	}
	for i := range arch.entries {
		if name := arch.entries[i].Name; strings.HasPrefix(name, k.under) && strings.HasSuffix(name, k.suffix) {
			return true
		}
	}
	return false
}
