// Package formats is the list of the document formats candor reads: it tells by
// the first bytes which one a file is, and says what to do with files it refuses.
package formats

import (
	"bytes"
	"errors"
	"fmt"
	"strings"

	"github.com/candor-scan/candor/scanner/internal/document"
	"github.com/candor-scan/candor/scanner/internal/document/docx"
	"github.com/candor-scan/candor/scanner/internal/document/markup"
	"github.com/candor-scan/candor/scanner/internal/document/pdf"
	"github.com/candor-scan/candor/scanner/internal/document/playform"
	"github.com/candor-scan/candor/scanner/policy"
)

// Format is one kind of document candor reads.
type Format struct {
	Names   []string // as Document.Format has it
	Titles  []string // in messages; none for what a person would not choose
	Endings []string // of file names, in small letters
	// Is tells by the first bytes whether a file is of the format.
	Is   func(data []byte) bool
	Read func(src document.Source, d *document.Document, l *document.Builder) error
}

// All lists the formats in the order in which they are tried; the last
// takes whatever is text.
func All() []Format {
	return []Format{
		{Names: []string{"play-data-safety"}, Endings: []string{".csv"}, Is: playform.Is, Read: playform.Read},
		{Names: []string{"pdf"}, Titles: []string{"PDF"}, Endings: []string{".pdf"}, Is: pdf.Is, Read: pdf.Read},
		{Names: []string{"docx"}, Titles: []string{"DOCX"}, Endings: []string{".docx"}, Is: docx.Is, Read: docx.Read},
		{Is: isOtherFile, Read: refuseFile},
		{Names: []string{"html", "markdown", "text"}, Titles: []string{"HTML", "Markdown", "plain text"}, Endings: []string{".html", ".htm", ".md", ".txt"},
			Is: func([]byte) bool { return true }, Read: markup.Read},
	}
}

// Endings returns the endings of the names of files that are read, in small
// letters with their dot.
func Endings() []string {
	var out []string
	for _, f := range All() {
		out = append(out, f.Endings...)
	}
	return out
}

// Titles names the formats as a sentence does: "PDF, DOCX or plain text".
func Titles() string {
	var all []string
	for _, f := range All() {
		all = append(all, f.Titles...)
	}
	last := len(all) - 1
	return strings.Join(all[:last], ", ") + " or " + all[last]
}

// Open decodes a document and cuts it into blocks. An error is of type
// *[Error].
func Open(src document.Source, lim document.Limits) (*document.Document, error) {
	return OpenAs(All(), src, lim)
}

// OpenAs is Open with a list of formats of its own.
func OpenAs(list []Format, src document.Source, lim document.Limits) (*document.Document, error) {
	if len(bytes.TrimSpace(src.Data)) == 0 {
		return nil, &policy.Error{Path: src.Path, Reason: policy.Empty, What: "the policy is empty", Do: "give a file or page with the text of the policy"}
	}
	if len(src.Data) > lim.Bytes {
		return nil, &policy.Error{Path: src.Path, Reason: policy.TooLarge, What: fmt.Sprintf("the policy is larger than %d MB", lim.Bytes>>20), Do: "give the text of the policy alone, or raise the limit"}
	}
	d := &document.Document{Path: src.Path, Lim: lim}
	l := document.NewBuilder(lim)
	var err error
	if why := document.Fault(func() { err = decode(list, src, d, l) }); why != "" {
		if len(l.Blocks) == 0 {
			return nil, document.FailedWhole(src.Path, why)
		}
		at := l.Blocks[len(l.Blocks)-1].End()
		d.Lines = max(d.Lines, at)
		l.Lost = append(l.Lost, document.LostPart{Line: at, Why: why}, document.LostPart{Line: at, Why: document.RestLost})
	}
	if err != nil {
		return nil, err
	}
	if l.Full {
		d.Lose(document.BeyondLimits)
	}
	if l.Nested {
		d.Lose(document.NestedTooDeep)
	}
	if l.Merged {
		d.Lose(document.MergedTooFar)
	}
	if l.Marks > 0 {
		d.Lose(fmt.Sprintf("marks of Markdown are too dense or too deep to be told in places (%d); they were read as plain text", l.Marks))
	}
	for _, part := range l.Lost {
		d.NotRead = append(d.NotRead, part.Name(src.Path))
	}
	d.Blocks = l.Blocks
	if why := document.Fault(func() { d.About = d.Describe(src) }); why != "" {
		return nil, document.FailedWhole(src.Path, why)
	}
	return d, nil
}

// decode reads the blocks of a document by its format.
func decode(list []Format, src document.Source, d *document.Document, l *document.Builder) error {
	for _, f := range list {
		if !f.Is(src.Data) {
			continue
		}
		if len(f.Names) > 0 {
			d.Format = f.Names[0]
		}
		err := f.Read(src, d, l)
		if refused := (*policy.Error)(nil); errors.As(err, &refused) && refused.Do == "" {
			refused.Do = "give the policy as " + Titles()
		}
		return err
	}
	return nil
}

// isOtherFile recognises files that are no document a policy comes in.
func isOtherFile(data []byte) bool { return otherFile(data) != "" }

// otherFile names what the first bytes of a file say it is.
func otherFile(data []byte) string {
	for _, m := range []struct{ magic, what string }{
		{"PK\x03\x04", "an archive or app"}, {"PK\x05\x06", "an empty archive"}, {"dex\n", "a DEX file"}, {"\x03\x00\x08\x00", "a binary XML file"},
		{"\x89PNG", "an image"}, {"\xFF\xD8\xFF", "an image"}, {"GIF8", "an image"}, {"RIFF", "an image or sound"}, {"\xD0\xCF\x11\xE0", "an old Word document"},
		{"\x7FELF", "a program"}, {"MZ\x90", "a program"}, {"\x1F\x8B", "a compressed file"}, {"7z\xBC\xAF", "an archive"}, {"Rar!", "an archive"}, {"{\\rtf", "an RTF document"},
		{"\xCA\xFE\xBA\xBE", "a program"},
	} {
		if bytes.HasPrefix(data, []byte(m.magic)) {
			return m.what
		}
	}
	return ""
}

// refuseFile says what a file is, and what to do where more can be said than to
// give another.
func refuseFile(src document.Source, _ *document.Document, _ *document.Builder) error {
	what := otherFile(src.Data)
	do := ""
	switch {
	case strings.Contains(what, "app") || strings.Contains(what, "DEX"):
		do = "give the app first and the policy behind --policy"
	case strings.Contains(what, "document"):
		do = "save it as DOCX, PDF or text"
	case strings.Contains(what, "image"):
		do = "give the text of the policy; pictures of text are not read"
	}
	return &policy.Error{Path: src.Path, Reason: policy.Binary, What: "the policy is " + what + ", not a text", Do: do}
}
