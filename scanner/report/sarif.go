package report

import (
	"cmp"
	"io"
	"slices"
	"strings"

	"github.com/candor-scan/candor/scanner/disclosure"
	"github.com/candor-scan/candor/scanner/evidence"
)

const (
	sarifSchema    = "https://docs.oasis-open.org/sarif/sarif/v2.1.0/errata01/os/schemas/sarif-schema-2.1.0.json"
	sarifVersion   = "2.1.0"
	informationURI = "https://github.com/candor-scan/candor"
)

// WriteSARIF writes the findings as SARIF 2.1.0, as GitHub code scanning takes
// it: a finding stands in the policy where the policy speaks, else in the
// manifest of the app. Findings for review have the kind "review" and, as the
// standard asks, the level "none"; their severity is in the properties. Known
// findings are suppressed. What could not be seen is told in notifications.
func WriteSARIF(w io.Writer, r *Report, opt Options) error {
	s := sarifWriter{page: newPage(cleaned(r)), lang: opt.language(), index: map[string]int{}, rules: []sarifRule{}}
	s.listRules()
	run := sarifRun{
		Tool: sarifTool{Driver: sarifDriver{Name: s.toolName(), Version: inert(s.Tool.Version, maxName),
			InformationURI: informationURI, Rules: s.rules}},
		AutomationDetails: &sarifAutomation{ID: "candor/" + inert(s.App.Package, maxName) + "/"},
		Invocations:       []sarifInvocation{s.invocation()},
		Artifacts:         s.artifacts(),
		Results:           []sarifResult{},
		ColumnKind:        "utf16CodeUnits",
		Properties:        map[string]string{"profile": inert(s.Profile, maxName), "package": inert(s.App.Package, maxName)},
	}
	for _, f := range s.findings {
		run.Results = append(run.Results, s.result(f))
	}
	return writeDocument(w, sarifLog{Schema: sarifSchema, Version: sarifVersion, Runs: []sarifRun{run}})
}

type sarifWriter struct {
	*page
	lang  lang
	rules []sarifRule
	index map[string]int // of rules, by id
}

// listRules describes the rules that found something, in the order of
// disclosure.Rules; a rule that only another version of candor knows is named.
func (s *sarifWriter) listRules() {
	found := map[string]bool{}
	for _, f := range s.findings {
		found[f.Rule] = true
	}
	for _, r := range disclosure.Rules() {
		if found[r.ID] {
			s.addRule(r.ID, s.describe(r))
		}
	}
	for _, f := range s.findings {
		if _, known := s.index[f.Rule]; !known {
			id := sarifMessage{Text: inert(f.Rule, maxName)}
			s.addRule(f.Rule, sarifRule{ID: id.Text, ShortDescription: id, FullDescription: id, Help: id,
				DefaultConfiguration: sarifConfiguration{Level: level(f.Severity)}})
		}
	}
}

func (s *sarifWriter) addRule(id string, r sarifRule) {
	s.index[id] = len(s.rules)
	s.rules = append(s.rules, r)
}

// describe turns a rule into its SARIF description.
func (s *sarifWriter) describe(r disclosure.Rule) sarifRule {
	var cites []string
	for _, c := range r.Cites {
		cites = append(cites, s.lang.citation(c))
	}
	citations := strings.Join(cites, " · ")
	plain := []string{s.text(r.Why), s.text(r.LooksAt), s.text(r.Remedy)}
	rich := []string{markdownText(plain[0]), markdownText(plain[1]), "**" + markdownText(plain[2]) + "**"}
	for _, example := range []struct{ key, text string }{{"before", r.Before}, {"after", r.After}} {
		if example.text != "" {
			title := s.lang.say(example.key) + ":"
			plain = append(plain, title+"\n"+example.text)
			rich = append(rich, title, markdownBlock(example.text))
		}
	}
	if citations != "" {
		plain, rich = append(plain, citations), append(rich, markdownText(citations))
	}
	return sarifRule{
		ID: r.ID, Name: ruleName(r.ID),
		ShortDescription:     sarifMessage{Text: s.text(r.Title)},
		FullDescription:      sarifMessage{Text: s.text(r.Why)},
		Help:                 sarifMessage{Text: strings.Join(plain, "\n\n"), Markdown: strings.Join(rich, "\n\n")},
		DefaultConfiguration: sarifConfiguration{Level: level(r.Severity)},
		Properties: &sarifRuleProperties{Tags: []string{"privacy", strings.SplitN(r.ID, "/", 2)[0]},
			ProblemSeverity: problemSeverity(r.Severity)},
	}
}

// text is a text in the language of the report, one line for each.
func (s *sarifWriter) text(t disclosure.Text) string {
	var parts []string
	for _, l := range s.lang.langs() {
		parts = append(parts, l.of(t))
	}
	return strings.Join(parts, "\n")
}

// ruleName turns "sdk/scope-unseen" into "SdkScopeUnseen".
func ruleName(id string) string {
	var b strings.Builder
	for _, w := range strings.FieldsFunc(id, func(r rune) bool { return r == '/' || r == '-' }) {
		b.WriteString(upperFirst(w))
	}
	return b.String()
}

// level is the SARIF word of a severity.
func level(s disclosure.Severity) string {
	switch s {
	case disclosure.Error, disclosure.Warning, disclosure.Note:
		return string(s)
	}
	return "none"
}

// problemSeverity is GitHub's word for it.
func problemSeverity(s disclosure.Severity) string {
	switch s {
	case disclosure.Error, disclosure.Warning:
		return string(s)
	}
	return "recommendation"
}

func (s *sarifWriter) result(f disclosure.Finding) sarifResult {
	fingerprint := inert(f.Fingerprint, maxName)
	r := sarifResult{
		RuleID: inert(f.Rule, maxName), RuleIndex: s.index[f.Rule], Kind: "fail", Level: level(f.Severity),
		Message:   sarifMessage{Text: s.message(f)},
		Locations: []sarifLocation{s.location(f)},
		// GitHub goes by the second one; without it GitHub hashes lines, and
		// every edit would open the finding again.
		PartialFingerprints: map[string]string{"candor/v1": fingerprint, "primaryLocationLineHash": fingerprint + ":1"},
		Properties: sarifResultProperties{Severity: inert(string(f.Severity), maxName),
			Subject: inert(f.Subject.Kind+":"+f.Subject.ID, maxName), Citations: inertAll(f.Citations)},
	}
	if f.State == disclosure.Review {
		r.Kind, r.Level = "review", "none"
	}
	if f.Baseline == disclosure.Known {
		r.Suppressions = []sarifSuppression{{Kind: "external", Status: "accepted"}}
	}
	for i, q := range f.Quotes[min(len(f.Quotes), 1):min(len(f.Quotes), 1+maxRows)] {
		related := s.quoted(q)
		related.ID = i + 1
		related.Message = &sarifMessage{Text: plainMessage(inert(q.Text, maxSentence))}
		r.RelatedLocations = append(r.RelatedLocations, related)
	}
	return r
}

// message is what the finding says, where it was seen, and what to do.
func (s *sarifWriter) message(f disclosure.Finding) string {
	var lines []string
	for _, l := range s.lang.langs() {
		lines = append(lines, inert(l.of(f.Message), maxSentence))
		for i, e := range f.Evidence {
			if i == maxEvidence {
				lines = append(lines, l.say("more", len(f.Evidence)-i))
				break
			}
			lines = append(lines, l.say("finding.app")+": "+seenAt(e))
		}
		if remedy := inert(l.of(f.Remedy), maxSentence); remedy != "" {
			lines = append(lines, l.say("finding.do")+": "+remedy)
		}
	}
	return plainMessage(strings.Join(lines, "\n"))
}

// plainMessage keeps foreign text from forming a link, which SARIF messages
// may hold.
func plainMessage(s string) string { return strings.ReplaceAll(s, "](", "] (") }

// location is the first quote of a finding, else the manifest.
func (s *sarifWriter) location(f disclosure.Finding) sarifLocation {
	if len(f.Quotes) > 0 {
		return s.quoted(f.Quotes[0])
	}
	return at(s.App.Path+"/"+manifestName, sarifRegion{1, 1, 1, 1})
}

func (s *sarifWriter) quoted(q evidence.Quote) sarifLocation {
	return at(q.Document, s.regionOf(q))
}

func at(path string, region sarifRegion) sarifLocation {
	return sarifLocation{PhysicalLocation: sarifPhysical{ArtifactLocation: sarifArtifactLocation{URI: artifactURI(path)}, Region: region}}
}

// artifacts are the files that were read, each once, with their hashes.
func (s *sarifWriter) artifacts() []sarifArtifact {
	list := []sarifArtifact{artifact(s.App.Path, s.App.SHA256)}
	if s.Policy != nil {
		for _, d := range s.Policy.Documents {
			list = append(list, artifact(d.Path, d.SHA256))
		}
	}
	seen := map[string]bool{}
	return slices.DeleteFunc(list, func(a sarifArtifact) bool {
		again := seen[a.Location.URI]
		seen[a.Location.URI] = true
		return again
	})
}

func artifact(path, sha256 string) sarifArtifact {
	a := sarifArtifact{Location: sarifArtifactLocation{URI: artifactURI(path)}}
	if sha256 != "" {
		a.Hashes = map[string]string{"sha-256": inert(sha256, maxName)}
	}
	return a
}

// invocation tells what could not be seen. The run itself succeeded: a report
// exists.
func (s *sarifWriter) invocation() sarifInvocation {
	inv := sarifInvocation{ExecutionSuccessful: true, Notifications: []sarifNotification{}}
	u := s.unseen()
	for _, part := range u.parts {
		inv.Notifications = append(inv.Notifications, sarifNotification{Level: "warning",
			Message: sarifMessage{Text: plainMessage(s.lang.say("unseen") + ": " + s.text(part))}})
	}
	read := s.text(u.read)
	if len(u.parts) == 0 {
		read = s.lang.say("unseen") + ": " + s.lang.say("unseen.nothing") + " " + read
	}
	inv.Notifications = append(inv.Notifications, sarifNotification{Level: "note", Message: sarifMessage{Text: read}})
	return inv
}

// toolName is the name of the tool, which SARIF requires.
func (p *page) toolName() string { return cmp.Or(inert(p.Tool.Name, maxName), "candor") }

func inertAll(list []string) []string {
	out := []string{}
	for _, s := range list {
		out = append(out, inert(s, maxName))
	}
	return out
}
