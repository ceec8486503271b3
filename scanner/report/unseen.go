package report

import (
	"fmt"
	"math"
	"path"
	"strings"

	"github.com/candor-scan/candor/scanner/disclosure"
	"github.com/candor-scan/candor/scanner/evidence"
)

// manifestName is where the manifest stands in every app file.
const manifestName = "AndroidManifest.xml"

// What a report may be restricted to.
const (
	onlyPermissions = "permissions"
	onlySDKs        = "sdks"
	onlyItems       = "items"
)

// asked reports whether a kind of answer was asked for.
func (p *page) asked(kind string) bool { return p.Only == "" || p.Only == kind }

// unseen is what could not be seen, in the same words in every format, and
// what was read.
type unseen struct {
	parts []disclosure.Text // empty where everything was seen
	read  disclosure.Text   // one sentence
}

func (p *page) unseen() unseen {
	var u unseen
	add := func(key string, args ...any) {
		u.parts = append(u.parts, bilingual(func(l lang) string { return l.say(key, args...) }))
	}
	if p.Only != "" {
		u.parts = append(u.parts, bilingual(func(l lang) string { return l.say("unseen.only", l.say("asked."+p.Only)) }))
	}
	for _, n := range p.Summary.NotRead {
		u.parts = append(u.parts, bilingual(func(l lang) string { return l.notRead(n) }))
	}
	if p.App.Packer != nil {
		u.parts = append(u.parts, bilingual(func(l lang) string { return l.say("unseen.packer", l.remark(p.App.Packer.Name, maxName)) }))
	}
	if len(p.App.Engines) > 0 {
		engines := disclosure.Remarks(p.App.Engines)
		u.parts = append(u.parts, bilingual(func(l lang) string { return l.say("unseen.engines", inert(l.of(engines), maxValue)) }))
	}
	if classes, largest := p.unknownTrees(); classes > 0 {
		add("unseen.unknown", classes, largest)
	}
	if len(p.Items) > 0 && p.Summary.Attributed < 1 {
		add("unseen.attributed", int(math.Floor(100*p.Summary.Attributed)))
	}
	u.read = bilingual(p.whatWasRead)
	return u
}

// notRead says what was not read, and why.
func (l lang) notRead(n evidence.NotRead) string {
	return l.say("unseen.notread", inert(n.What, maxValue), l.remark(n.Why, maxSentence))
}

// remark is a sentence of the rooms that read files, in the language.
func (l lang) remark(english string, limit int) string {
	return inert(l.of(disclosure.Remark(english)), limit)
}

// unknownTrees counts the classes nobody is known for and names the three
// largest trees.
func (p *page) unknownTrees() (classes int, largest string) {
	var names []string
	for i, t := range p.Unknown {
		classes += t.Classes
		if i < 3 {
			root := t.Root
			if root == "" {
				root = "."
			}
			names = append(names, fmt.Sprintf("%s %d", inert(root, maxName), t.Classes))
		}
	}
	return classes, strings.Join(names, ", ")
}

func (p *page) whatWasRead(l lang) string {
	manifest, dexLost := "read.manifest", 0
	for _, n := range p.App.NotRead {
		if n.What == manifestName {
			manifest = "read.manifest.part"
		}
		if path.Ext(n.What) == ".dex" && !strings.Contains(n.What, "/") {
			dexLost++
		}
	}
	if p.Only == onlyPermissions {
		return l.say("read.manifest.only")
	}
	parts := []string{l.say(manifest), l.say("read.dex", max(p.App.DexFiles-dexLost, 0), p.App.DexFiles)}
	if p.Policy != nil {
		lines := 0
		for _, d := range p.Policy.Documents {
			lines += d.Lines
		}
		if len(p.Policy.NotRead) > 0 {
			parts = append(parts, l.say("read.lines.part", lines))
		} else {
			parts = append(parts, l.say("read.lines", lines, lines))
		}
	}
	return upperFirst(l.say("read.were", enumerate(parts, l.say("list.comma"), l.say("list.and"))))
}
