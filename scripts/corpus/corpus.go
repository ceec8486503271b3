// Package corpus finds the documents that the scripts over whole folders read.
package corpus

import (
	"fmt"
	"io/fs"
	"path/filepath"
	"slices"
	"strings"
)

// endings are those of the formats that candor reads as a policy.
var endings = []string{".html", ".htm", ".xhtml", ".md", ".markdown", ".txt", ".pdf", ".docx"}

// Documents returns the documents below folders, in order of their paths, and
// how many other files lie there. A folder may be a document itself, whatever
// its name ends with.
func Documents(folders []string) (docs []string, others int, err error) {
	for _, folder := range folders {
		err := filepath.WalkDir(folder, func(path string, d fs.DirEntry, err error) error {
			switch {
			case err != nil:
				return err
			case d.IsDir() && path != folder && strings.HasPrefix(d.Name(), "."):
				return fs.SkipDir
			case d.IsDir():
			case path == folder, d.Type().IsRegular() && slices.Contains(endings, strings.ToLower(filepath.Ext(path))):
				docs = append(docs, path)
			default:
				others++
			}
			return nil
		})
		if err != nil {
			return nil, 0, err
		}
	}
	if len(docs) == 0 {
		return nil, others, fmt.Errorf("no document below %s", strings.Join(folders, ", "))
	}
	slices.Sort(docs)
	return slices.Compact(docs), others, nil
}
