package main

import (
	"bytes"
	"errors"
	"io"
	"io/fs"
	"os"
	"strings"
	"unicode"

	"github.com/candor-scan/candor/scanner"
	"github.com/candor-scan/candor/scanner/app"
)

// stdinName is the argument that stands for standard input.
const stdinName = "-"

// maxStdin bounds an app read from standard input, which must be held in
// memory; a larger one is given as a file.
const maxStdin = 512 << 20

// openApp opens the app that the arguments name: one file, several APKs that
// form one app, or a folder of them. The caller closes it.
func (c *cli) openApp(paths ...string) (scanner.App, io.Closer, error) {
	const do = "give the path of an APK"
	if len(paths) == 1 && paths[0] == stdinName {
		data, err := readBounded(c.stdin, maxStdin)
		if err != nil {
			return scanner.App{}, nil, inputError{"standard input", err.Error(), "give the app as a file"}
		}
		return scanner.App{Path: stdinName, File: bytes.NewReader(data), Size: int64(len(data))}, io.NopCloser(nil), nil
	}
	var opened files
	var parts []app.File
	for _, path := range paths {
		f, err := os.Open(path)
		if err != nil {
			opened.Close()
			return scanner.App{}, nil, openError(path, err, do)
		}
		opened = append(opened, f)
		info, err := f.Stat()
		if err != nil {
			opened.Close()
			return scanner.App{}, nil, openError(path, err, do)
		}
		if info.IsDir() && len(paths) == 1 {
			opened.Close()
			return scanner.App{Path: path, Dir: os.DirFS(path)}, io.NopCloser(nil), nil
		}
		parts = append(parts, app.File{Name: path, R: f, Size: info.Size()})
	}
	if len(parts) == 1 {
		return scanner.App{Path: paths[0], File: parts[0].R, Size: parts[0].Size}, opened, nil
	}
	return scanner.App{Path: paths[0], Parts: parts}, opened, nil
}

// files are closed together.
type files []*os.File

func (fs files) Close() error {
	var errs []error
	for _, f := range fs {
		errs = append(errs, f.Close())
	}
	return errors.Join(errs...)
}

// openError says in plain words why a file could not be opened.
func openError(path string, err error, do string) error {
	var pe *fs.PathError
	problem := err.Error()
	if errors.As(err, &pe) {
		problem = pe.Err.Error()
	}
	return inputError{path, problem, do}
}

// readPolicies reads every --policy document: a file, - or an http(s) URL.
func (c *cli) readPolicies(paths []string) ([]scanner.Document, error) {
	var docs []scanner.Document
	for _, path := range paths {
		data, err := c.readDocument(path)
		if err != nil {
			return nil, err
		}
		docs = append(docs, scanner.Document{Path: path, Data: data})
	}
	return docs, nil
}

func (c *cli) readDocument(path string) ([]byte, error) {
	limit := int64(c.options.PolicyLimits.Bytes)
	switch {
	case path == stdinName:
		data, err := readBounded(c.stdin, limit)
		if err != nil {
			return nil, inputError{"standard input", err.Error(), "give a shorter document"}
		}
		return data, nil
	case strings.HasPrefix(path, "http://"), strings.HasPrefix(path, "https://"):
		return fetch(c.ctx, path, limit)
	}
	f, err := os.Open(path)
	if err != nil {
		return nil, openError(path, err, "give the path or URL of the privacy policy")
	}
	defer f.Close()
	if info, err := f.Stat(); err == nil && info.IsDir() {
		return nil, inputError{path, "is a directory", "give the policy document inside it"}
	}
	data, err := readBounded(f, limit)
	if err != nil {
		return nil, inputError{path, err.Error(), "give the policy itself"}
	}
	return data, nil
}

// zipMagic opens every ZIP archive, an app file among them.
const zipMagic = "PK\x03\x04"

// swapped reports whether the policy looks like an app and the app does not.
func swapped(a scanner.App, docs []scanner.Document) bool {
	if a.File == nil {
		return false
	}
	head := make([]byte, len(zipMagic))
	n, _ := a.File.ReadAt(head, 0)
	if string(head[:n]) == zipMagic {
		return false
	}
	for _, d := range docs {
		if bytes.HasPrefix(d.Data, []byte(zipMagic)) && bytes.Contains(d.Data, []byte("AndroidManifest.xml")) {
			return true
		}
	}
	return false
}

var errTooLarge = errors.New("is larger than the limit")

// readBounded reads all of r, and fails rather than hold more than limit bytes.
func readBounded(r io.Reader, limit int64) ([]byte, error) {
	data, err := io.ReadAll(io.LimitReader(r, limit+1))
	if err != nil {
		return nil, err
	}
	if int64(len(data)) > limit {
		return nil, errTooLarge
	}
	return data, nil
}

// oneLine makes an error, which may quote foreign bytes, fit for one line of
// a terminal.
func oneLine(err error) string {
	return strings.Map(func(r rune) rune {
		if unicode.IsControl(r) || unicode.Is(unicode.Cf, r) {
			return ' '
		}
		return r
	}, err.Error())
}
