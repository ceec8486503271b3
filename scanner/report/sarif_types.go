package report

import (
	"net/url"
	"strings"
	"unicode"
	"unicode/utf16"

	"github.com/candor-scan/candor/scanner/evidence"
	"github.com/candor-scan/candor/scanner/policy"
)

// The parts of SARIF 2.1.0 that candor writes.
type (
	sarifLog struct {
		Schema  string     `json:"$schema"`
		Version string     `json:"version"`
		Runs    []sarifRun `json:"runs"`
	}
	sarifRun struct {
		Tool              sarifTool         `json:"tool"`
		AutomationDetails *sarifAutomation  `json:"automationDetails"`
		Invocations       []sarifInvocation `json:"invocations"`
		Artifacts         []sarifArtifact   `json:"artifacts"`
		Results           []sarifResult     `json:"results"`
		ColumnKind        string            `json:"columnKind"`
		Properties        map[string]string `json:"properties"`
	}
	sarifTool struct {
		Driver sarifDriver `json:"driver"`
	}
	sarifDriver struct {
		Name           string      `json:"name"`
		Version        string      `json:"version,omitempty"`
		InformationURI string      `json:"informationUri"`
		Rules          []sarifRule `json:"rules"`
	}
	sarifRule struct {
		ID                   string               `json:"id"`
		Name                 string               `json:"name,omitempty"`
		ShortDescription     sarifMessage         `json:"shortDescription"`
		FullDescription      sarifMessage         `json:"fullDescription"`
		Help                 sarifMessage         `json:"help"`
		DefaultConfiguration sarifConfiguration   `json:"defaultConfiguration"`
		Properties           *sarifRuleProperties `json:"properties,omitempty"`
	}
	sarifRuleProperties struct {
		Tags            []string `json:"tags"`
		ProblemSeverity string   `json:"problem.severity"`
	}
	sarifConfiguration struct {
		Level string `json:"level"`
	}
	sarifMessage struct {
		Text     string `json:"text"`
		Markdown string `json:"markdown,omitempty"`
	}
	sarifAutomation struct {
		ID string `json:"id"`
	}
	sarifInvocation struct {
		ExecutionSuccessful bool                `json:"executionSuccessful"`
		Notifications       []sarifNotification `json:"toolExecutionNotifications"`
	}
	sarifNotification struct {
		Level   string       `json:"level"`
		Message sarifMessage `json:"message"`
	}
	sarifArtifact struct {
		Location sarifArtifactLocation `json:"location"`
		Hashes   map[string]string     `json:"hashes,omitempty"`
	}
	sarifArtifactLocation struct {
		URI string `json:"uri"`
	}
	sarifResult struct {
		RuleID              string                `json:"ruleId"`
		RuleIndex           int                   `json:"ruleIndex"`
		Kind                string                `json:"kind"`
		Level               string                `json:"level"`
		Message             sarifMessage          `json:"message"`
		Locations           []sarifLocation       `json:"locations"`
		RelatedLocations    []sarifLocation       `json:"relatedLocations,omitempty"`
		PartialFingerprints map[string]string     `json:"partialFingerprints"`
		Suppressions        []sarifSuppression    `json:"suppressions,omitempty"`
		Properties          sarifResultProperties `json:"properties"`
	}
	sarifResultProperties struct {
		Severity  string   `json:"severity"`
		Subject   string   `json:"subject"`
		Citations []string `json:"citations"`
	}
	sarifSuppression struct {
		Kind   string `json:"kind"`
		Status string `json:"status"`
	}
	sarifLocation struct {
		ID               int           `json:"id,omitempty"`
		PhysicalLocation sarifPhysical `json:"physicalLocation"`
		Message          *sarifMessage `json:"message,omitempty"`
	}
	sarifPhysical struct {
		ArtifactLocation sarifArtifactLocation `json:"artifactLocation"`
		Region           sarifRegion           `json:"region"`
	}
	// sarifRegion is 1-based; columns count UTF-16 units and the end column is
	// the one after the last.
	sarifRegion struct {
		StartLine   int `json:"startLine"`
		StartColumn int `json:"startColumn"`
		EndLine     int `json:"endLine"`
		EndColumn   int `json:"endColumn"`
	}
)

// artifactURI turns a path or URL into a URI reference, relative where the
// path is.
func artifactURI(path string) string {
	path = inert(path, maxSentence)
	if u, err := url.Parse(path); err == nil && (u.Scheme == "http" || u.Scheme == "https") && u.Host != "" {
		return u.String()
	}
	path = strings.ReplaceAll(path, `\`, "/")
	if len(path) > 1 && path[1] == ':' { // a drive of Windows
		path = "/" + path
	}
	u := url.URL{Path: path}
	if strings.HasPrefix(path, "/") {
		u.Scheme = "file"
	}
	return u.String()
}

// regionOf finds a quote in its document. In plain text the quote itself is
// marked; in other formats, whose lines hold more than the text, the line as
// read.
func (s *sarifWriter) regionOf(q evidence.Quote) sarifRegion {
	line := max(q.Line, 1)
	whole := sarifRegion{line, 1, line, 1}
	doc, ok := s.lines[q.Document]
	if !ok || line > len(doc.lines) {
		return whole
	}
	whole.EndColumn = 1 + columnsOf(strings.TrimRight(doc.lines[line-1], "\r"))
	if doc.format != "text" {
		return whole
	}
	if span, ok := locate(doc.lines, line, q.Text); ok {
		return span
	}
	return whole
}

// document is a document of the policy, cut into lines.
type document struct {
	format string
	lines  []string
}

func documentLines(p *policy.Policy) map[string]document {
	docs := map[string]document{}
	if p != nil {
		for _, d := range p.Documents {
			docs[d.Path] = document{d.Format, strings.Split(d.Text, "\n")}
		}
	}
	return docs
}

// locate finds quote, white space folded, in a text. It must begin in the line
// given, 1-based.
func locate(lines []string, line int, quote string) (sarifRegion, bool) {
	want := strings.Join(strings.Fields(quote), " ")
	var text strings.Builder // folded
	var places []sarifRegion // of each byte of text: the character it belongs to
	blank := false           // white space is due
	for n := line; n <= len(lines) && (n == line || text.Len() < len(want)+len(lines[line-1])); n++ {
		column := 1
		for _, r := range lines[n-1] {
			width := columnsOf(string(r))
			if unicode.IsSpace(r) {
				blank = text.Len() > 0
				column += width
				continue
			}
			from := text.Len()
			if blank {
				text.WriteByte(' ')
			}
			blank = false
			text.WriteRune(r)
			for range text.Len() - from {
				places = append(places, sarifRegion{n, column, n, column + width})
			}
			column += width
		}
		blank = text.Len() > 0
	}
	i := strings.Index(text.String(), want)
	if want == "" || i < 0 {
		return sarifRegion{}, false
	}
	first, last := places[i], places[i+len(want)-1]
	if first.StartLine != line {
		return sarifRegion{}, false
	}
	return sarifRegion{first.StartLine, first.StartColumn, last.EndLine, last.EndColumn}, true
}

// columnsOf counts UTF-16 units.
func columnsOf(s string) int {
	n := 0
	for _, r := range s {
		n += max(utf16.RuneLen(r), 1)
	}
	return n
}
