package docx

import (
	"archive/zip"
	"bytes"
	"encoding/xml"
	"errors"
	"io"
	"strconv"
	"strings"
)

func docxPart(data []byte, name string) *zip.File {
	z, err := zip.NewReader(bytes.NewReader(data), int64(len(data)))
	if err != nil {
		return nil
	}
	for _, f := range z.File {
		if f.Name == name {
			return f
		}
	}
	return nil
}

// docxFactor says how much larger than the limit of a document the XML inside
// it may be, which is mostly mark-up.
const docxFactor = 4

// readPart inflates one part of a document under a limit.
func readPart(data []byte, name string, limit int) ([]byte, error) {
	f := docxPart(data, name)
	if f == nil {
		return nil, nil
	}
	r, err := f.Open()
	if err != nil {
		return nil, err
	}
	defer r.Close()
	b, err := io.ReadAll(io.LimitReader(r, int64(limit)+1))
	if err == nil && len(b) > limit {
		err = errTooLong
	}
	return b, err
}

var errTooLong = errors.New("too long")

// docxLinks reads the targets of the links of a document by their id.
func docxLinks(data []byte, limit int) map[string]string {
	links := map[string]string{}
	b, err := readPart(data, "word/_rels/document.xml.rels", limit)
	if err != nil || b == nil {
		return links
	}
	var rels struct {
		Relationship []struct {
			ID     string `xml:"Id,attr"`
			Target string `xml:"Target,attr"`
		}
	}
	if xml.Unmarshal(b, &rels) == nil {
		for _, r := range rels.Relationship {
			links[r.ID] = r.Target
		}
	}
	return links
}

// docxStyle is what a style says of the paragraphs or runs that have it.
type docxStyle struct {
	name, basedOn string
	heading       int // level, 0 for text
	listed        bool
	bold          bool
}

const maxDOCXStyles = 5000

// docxStyles reads the styles of a document by their id. What a style takes
// over from another is filled in.
func docxStyles(data []byte, limit int) map[string]docxStyle {
	styles := map[string]docxStyle{}
	b, err := readPart(data, "word/styles.xml", limit)
	if err != nil || b == nil {
		return styles
	}
	type value struct {
		Val string `xml:"val,attr"`
	}
	var all struct {
		Style []struct {
			ID      string `xml:"styleId,attr"`
			Name    value  `xml:"name"`
			BasedOn value  `xml:"basedOn"`
			PPr     struct {
				Outline *value    `xml:"outlineLvl"`
				List    *struct{} `xml:"numPr"`
			} `xml:"pPr"`
			RPr struct {
				Bold *value `xml:"b"`
			} `xml:"rPr"`
		} `xml:"style"`
	}
	if xml.Unmarshal(b, &all) != nil {
		return styles
	}
	for _, s := range all.Style[:min(len(all.Style), maxDOCXStyles)] {
		x := docxStyle{name: s.Name.Val, basedOn: s.BasedOn.Val, heading: headingStyle(s.Name.Val), listed: s.PPr.List != nil}
		if o := s.PPr.Outline; o != nil && x.heading == 0 {
			if n, err := strconv.Atoi(o.Val); err == nil && n >= 0 && n < 6 {
				x.heading = n + 1
			}
		}
		x.bold = s.RPr.Bold != nil && isOn(s.RPr.Bold.Val)
		styles[s.ID] = x
	}
	for id, s := range styles {
		for up, n := s.basedOn, 0; up != "" && n < 10; n++ {
			from := styles[up]
			s.bold, s.listed = s.bold || from.bold, s.listed || from.listed
			if s.heading == 0 {
				s.heading = from.heading
			}
			up = from.basedOn
		}
		styles[id] = s
	}
	return styles
}

// isOn reads a switch, which is on where it has no value.
func isOn(v string) bool { return v != "0" && v != "false" && v != "off" && v != "none" }

// headingStyle returns the level of a heading from the name of its style.
func headingStyle(style string) int {
	s := strings.ToLower(strings.ReplaceAll(style, " ", ""))
	for _, prefix := range []string{"heading", "标题", "berschrift"} {
		if rest, ok := strings.CutPrefix(s, prefix); ok {
			if n, err := strconv.Atoi(rest); err == nil && n >= 1 && n <= 6 {
				return n
			}
		}
	}
	if n, err := strconv.Atoi(s); err == nil && n >= 1 && n <= 5 {
		return n // Word in Chinese numbers its heading styles
	}
	if s == "title" {
		return 1
	}
	return 0
}
