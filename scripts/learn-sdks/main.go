// Learn-sdks enters into the SDK database what published artefacts tell:
// fingerprints that survive renaming, coordinates and hash, components,
// permissions, native libraries. All artefacts are read together, so that only
// what one SDK has and no other becomes a fact.
//
//	learn-sdks [-write] -artefacts DIR -data sdkdb/data LIST.csv...
//
// Each line of a list that has the columns sdk and artefact names an entry
// ("library:ID" for a library) and an artefact, "maven:group:artifact:version:type" or
// "npm:package@version:file". Without -write it only says what it would do.
package main

import (
	"encoding/csv"
	"flag"
	"fmt"
	"io"
	"os"
	"path/filepath"
	"slices"
	"strings"

	"github.com/candor-scan/candor/scanner"
	"github.com/candor-scan/candor/sdkdb"
)

func main() {
	write := flag.Bool("write", false, "change the data files")
	dir := flag.String("artefacts", "", "folder of the artefacts")
	data := flag.String("data", "sdkdb/data", "folder of the data files")
	flag.Parse()
	if err := run(*write, *dir, *data, flag.Args(), os.Stdout); err != nil {
		fmt.Fprintln(os.Stderr, "learn-sdks:", err)
		os.Exit(1)
	}
}

// source is a line of a list.
type source struct{ sdk, artefact string }

func run(write bool, dir, data string, lists []string, out io.Writer) error {
	db, err := (&sdkdb.DB{}).With(os.DirFS(data), data)
	if err != nil {
		return err
	}
	corpus := sdkdb.NewCorpus(db)
	var entries []*sdkdb.SDK
	seen := map[string]bool{}
	for _, list := range lists {
		sources, err := readList(list)
		if err != nil {
			return err
		}
		for _, s := range sources {
			if seen[s.artefact] {
				continue
			}
			seen[s.artefact] = true
			entry, err := learnOne(corpus, db, dir, s)
			if err != nil {
				fmt.Fprintf(out, "%s %s: %v\n", s.sdk, s.artefact, err)
				continue
			}
			if !slices.Contains(entries, entry) {
				entries = append(entries, entry)
			}
		}
	}
	for _, e := range corpus.Entries() {
		if !slices.Contains(entries, e) {
			entries = append(entries, e)
		}
	}
	for _, e := range entries {
		learned := corpus.Learn(e)
		fmt.Fprintf(out, "%-32s %3d methods %3d texts %d artefacts\n", e.ID, len(learned.Structure.Methods), len(learned.Structure.Texts), len(learned.Learned))
		if write {
			if err := update(e.File, learned); err != nil {
				return err
			}
		}
	}
	tried, mistaken := corpus.Mistaken()
	fmt.Fprintf(out, "%d entries; of %d pairs (artefact nobody described, entry) %d would be mistaken: %v\n", len(entries), tried, len(mistaken), mistaken)
	return nil
}

func readList(path string) ([]source, error) {
	f, err := os.Open(path)
	if err != nil {
		return nil, err
	}
	defer f.Close()
	rows, err := csv.NewReader(f).ReadAll()
	if err != nil {
		return nil, fmt.Errorf("%s: %w", path, err)
	}
	sdk, artefact := slices.Index(rows[0], "sdk"), slices.Index(rows[0], "artefact")
	if sdk < 0 || artefact < 0 {
		return nil, fmt.Errorf("%s: no columns sdk and artefact", path)
	}
	var out []source
	for _, r := range rows[1:] {
		out = append(out, source{strings.TrimPrefix(r[sdk], "library:"), r[artefact]})
	}
	return out, nil
}

func learnOne(corpus *sdkdb.Corpus, db *sdkdb.DB, dir string, s source) (*sdkdb.SDK, error) {
	entry := db.Lookup(s.sdk)
	if entry == nil {
		return nil, fmt.Errorf("no entry of this id")
	}
	name, coordinates := fileOf(s.artefact)
	f, err := os.Open(filepath.Join(dir, name))
	if err != nil {
		return nil, err
	}
	defer f.Close()
	info, err := f.Stat()
	if err != nil {
		return nil, err
	}
	a, _, err := scanner.ReadArtefact(name, f, info.Size())
	if err != nil {
		return nil, err
	}
	a.Name = coordinates
	if a.Version == "" && strings.HasPrefix(s.artefact, "maven:") {
		a.Version = strings.Split(coordinates, ":")[2]
	}
	corpus.Add(entry, a)
	return entry, nil
}

// fileOf returns the file an artefact was saved as, and its name for an entry.
func fileOf(artefact string) (file, coordinates string) {
	kind, rest, _ := strings.Cut(artefact, ":")
	parts := strings.Split(rest, ":")
	if kind == "maven" && len(parts) == 4 {
		return parts[1] + "-" + parts[2] + "." + parts[3], strings.Join(parts[:3], ":")
	}
	at := strings.LastIndex(rest, ":")
	return strings.ReplaceAll(rest[:max(0, at)], "/", "+") + "__" + rest[at+1:], artefact
}

// update puts what was learned into the entry's data file. All lines that are
// not about that stay as they are.
func update(file string, learned *sdkdb.SDK) error {
	text, err := os.ReadFile(file)
	if err != nil {
		return err
	}
	changed, err := sdkdb.MergeYAML(string(text), learned)
	if err != nil {
		return fmt.Errorf("%s: %w", file, err)
	}
	return os.WriteFile(file, []byte(changed), 0o644)
}
