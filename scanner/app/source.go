package app

import (
	"io"
	"io/fs"
)

// Source is an app to be read: one file, several files of split APKs, or a
// folder that holds them. Exactly one of File, Parts and Dir is set.
type Source struct {
	Path  string // as the report names it
	File  io.ReaderAt
	Size  int64 // bytes of File
	Parts []File
	Dir   fs.FS
}

// Open opens the app; the caller closes what is returned with it.
func (s Source) Open(lim Limits) (*App, io.Closer, error) {
	if s.Dir != nil {
		return OpenDir(s.Path, s.Dir, lim)
	}
	var opened *App
	var err error
	if len(s.Parts) > 0 {
		opened, err = OpenFiles(s.Path, s.Parts, lim)
	} else {
		opened, err = Open(s.Path, s.File, s.Size, lim)
	}
	return opened, io.NopCloser(nil), err
}
