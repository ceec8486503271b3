package policy

import (
	"bytes"
	"errors"
	"fmt"
	"strings"
)

// format is one kind of document candor reads.
type format struct {
	Names   []string // as Document.Format has it
	Titles  []string // in messages; none for what a person would not choose
	Endings []string // of file names, in small letters
	// Is tells by the first bytes whether a file is of the format.
	Is   func(data []byte) bool
	Read func(src Source, d *document, l *blockList) error
}

// allFormats lists the formats in the order in which they are tried; the last
// takes whatever is text.
func allFormats() []format {
	return []format{
		{Names: []string{"play-data-safety"}, Endings: []string{".csv"}, Is: isPlayForm, Read: readPlayForm},
		{Names: []string{"pdf"}, Titles: []string{"PDF"}, Endings: []string{".pdf"}, Is: isPDF, Read: readPDF},
		{Names: []string{"docx"}, Titles: []string{"DOCX"}, Endings: []string{".docx"}, Is: isDOCX, Read: readDOCX},
		{Is: isOtherFile, Read: refuseFile},
		{Names: []string{"html", "markdown", "text"}, Titles: []string{"HTML", "Markdown", "plain text"}, Endings: []string{".html", ".htm", ".md", ".txt"},
			Is: func([]byte) bool { return true }, Read: readTextFile},
	}
}

// FileEndings returns the endings of the names of files that are read, in small
// letters with their dot.
func FileEndings() []string {
	var out []string
	for _, f := range allFormats() {
		out = append(out, f.Endings...)
	}
	return out
}

// FormatTitles names the formats as a sentence does: "PDF, DOCX or plain text".
func FormatTitles() string {
	var all []string
	for _, f := range allFormats() {
		all = append(all, f.Titles...)
	}
	last := len(all) - 1
	return strings.Join(all[:last], ", ") + " or " + all[last]
}

// openDocument decodes a document and cuts it into blocks. An error is of type
// *[Error].
func openDocument(src Source, lim Limits) (*document, error) {
	return openAs(allFormats(), src, lim)
}

func openAs(formats []format, src Source, lim Limits) (*document, error) {
	if len(bytes.TrimSpace(src.Data)) == 0 {
		return nil, &Error{src.Path, Empty, "the policy is empty", "give a file or page with the text of the policy"}
	}
	if len(src.Data) > lim.Bytes {
		return nil, &Error{src.Path, TooLarge, fmt.Sprintf("the policy is larger than %d MB", lim.Bytes>>20), "give the text of the policy alone, or raise the limit"}
	}
	d := &document{path: src.Path, lim: lim}
	l := newBlockList(lim)
	var err error
	if why := fault(func() { err = decode(formats, src, d, l) }); why != "" {
		if len(l.blocks) == 0 {
			return nil, failedWhole(src.Path, why)
		}
		at := l.blocks[len(l.blocks)-1].end()
		d.lines = max(d.lines, at)
		l.lost = append(l.lost, lostPart{line: at, why: why}, lostPart{line: at, why: restLost})
	}
	if err != nil {
		return nil, err
	}
	if l.full {
		d.lose(beyondLimits)
	}
	if l.nested {
		d.lose(nestedTooDeep)
	}
	if l.merged {
		d.lose(mergedTooFar)
	}
	for _, part := range l.lost {
		d.notRead = append(d.notRead, part.name(src.Path))
	}
	d.blocks = l.blocks
	if why := fault(func() { d.about = d.describe(src) }); why != "" {
		return nil, failedWhole(src.Path, why)
	}
	return d, nil
}

// decode reads the blocks of a document by its format.
func decode(formats []format, src Source, d *document, l *blockList) error {
	for _, f := range formats {
		if !f.Is(src.Data) {
			continue
		}
		if len(f.Names) > 0 {
			d.format = f.Names[0]
		}
		err := f.Read(src, d, l)
		if refused := (*Error)(nil); errors.As(err, &refused) && refused.Do == "" {
			refused.Do = "give the policy as " + FormatTitles()
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
func refuseFile(src Source, _ *document, _ *blockList) error {
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
	return &Error{Path: src.Path, Reason: Binary, What: "the policy is " + what + ", not a text", Do: do}
}
