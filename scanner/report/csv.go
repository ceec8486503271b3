package report

import (
	"encoding/csv"
	"fmt"
	"io"
	"strings"

	"github.com/candor-scan/candor/scanner/disclosure"
	"github.com/candor-scan/candor/scanner/evidence"
)

// csvHeader names the columns: those of a finding, then those of an SDK.
var csvHeader = []string{
	"kind", "rule", "severity", "state", "baseline", "subject_kind", "subject_id", "subject_name", "party",
	"message_en", "message_zh", "evidence", "policy_lines", "quotes", "remedy_en", "remedy_zh", "citations", "fingerprint",
	"vendor", "website", "version", "confidence", "use", "categories", "items", "disclosed", "missing_fields",
}

// WriteCSV writes a table for spreadsheets and statistics: one row for every
// finding (kind "finding"), for every SDK that was found (kind "sdk") and for
// everything that could not be seen (kind "unseen"). Cells that a spreadsheet
// would take for a formula begin with an apostrophe.
func WriteCSV(w io.Writer, r *Report, _ Options) error {
	p := newPage(cleaned(r))
	out := csv.NewWriter(w)
	if err := out.Write(csvHeader); err != nil {
		return fmt.Errorf("write csv: %w", err)
	}
	var rows []map[string]string
	for _, f := range p.findings {
		rows = append(rows, p.csvFinding(f))
	}
	for i := range p.sdks {
		rows = append(rows, p.csvSDK(&p.sdks[i]))
	}
	for _, part := range p.unseen().parts {
		rows = append(rows, map[string]string{"kind": "unseen", "message_en": part.EN, "message_zh": part.ZH})
	}
	for _, row := range rows {
		record := make([]string, len(csvHeader))
		for i, column := range csvHeader {
			record[i] = csvCell(row[column])
		}
		if err := out.Write(record); err != nil {
			return fmt.Errorf("write csv: %w", err)
		}
	}
	out.Flush()
	return out.Error()
}

func (p *page) csvFinding(f disclosure.Finding) map[string]string {
	row := map[string]string{
		"kind": "finding", "rule": f.Rule, "severity": string(f.Severity), "state": string(f.State), "baseline": f.Baseline,
		"subject_kind": f.Subject.Kind, "subject_id": f.Subject.ID, "subject_name": f.Subject.Name,
		"message_en": f.Message.EN, "message_zh": f.Message.ZH, "remedy_en": f.Remedy.EN, "remedy_zh": f.Remedy.ZH,
		"evidence": seenList(f.Evidence), "citations": strings.Join(f.Citations, "; "), "fingerprint": f.Fingerprint,
	}
	if f.Party != nil {
		row["party"] = string(*f.Party)
	}
	var lines, quotes []string
	for _, q := range f.Quotes {
		lines = append(lines, q.Document+":"+fmt.Sprint(q.Line))
		quotes = append(quotes, q.Text)
	}
	row["policy_lines"], row["quotes"] = strings.Join(lines, "; "), strings.Join(quotes, " | ")
	return row
}

func (p *page) csvSDK(s *sdkRow) map[string]string {
	row := map[string]string{
		"kind": "sdk", "subject_kind": disclosure.SubjectSDK, "subject_id": s.ID, "subject_name": s.Name,
		"vendor": s.Vendor, "website": s.Website, "confidence": string(s.Confidence), "use": string(s.Use),
		"categories": strings.Join(s.Categories, "; "), "evidence": seenList(s.Evidence),
	}
	if s.Version != nil {
		row["version"] = *s.Version
	}
	var items, missing []string
	for _, it := range s.Items {
		items = append(items, string(it))
	}
	row["items"] = strings.Join(items, "; ")
	if p.Policy != nil {
		row["disclosed"] = fmt.Sprint(s.disclosed)
		for _, c := range s.cells {
			if s.disclosed && c.sign == signMissing {
				missing = append(missing, c.key)
			}
		}
		row["missing_fields"] = strings.Join(missing, "; ")
	}
	return row
}

func seenList(seen []evidence.Seen) string {
	var parts []string
	for _, e := range seen {
		parts = append(parts, seenAt(e))
	}
	return strings.Join(parts, "; ")
}

// maxCell is the length of a cell that every spreadsheet still takes.
const maxCell = 30000

// csvCell makes text inert for a terminal and for a spreadsheet, which takes a
// cell that begins with one of these signs for a formula.
func csvCell(s string) string {
	s = inert(s, maxCell)
	if s != "" && strings.ContainsAny(s[:1], "=+-@|%") || strings.HasPrefix(s, "＝") || strings.HasPrefix(s, "＋") ||
		strings.HasPrefix(s, "－") || strings.HasPrefix(s, "＠") {
		return "'" + s
	}
	return s
}
