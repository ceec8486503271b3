package report

import (
	"encoding/csv"
	"fmt"
	"io"
	"strconv"
	"strings"

	"github.com/candor-scan/candor/scanner/evidence"
	"github.com/candor-scan/candor/scanner/usage"
)

// tableHeader names the columns of a [Table]: the app, what the row says of
// it, and the first evidence of how many.
var tableHeader = []string{
	"file", "sha256", "package", "version", "target_sdk", "complete",
	"kind", "id", "name", "party", "state", "detail", "evidence", "evidence_count",
}

// Table writes the reports of many apps as one CSV table with one claim a row,
// as statistics programs take it. Cells are made inert as [WriteCSV] does.
type Table struct {
	out *csv.Writer
	app []string // the cells of the app the next rows are of
	err error
}

// NewTable writes the header of a table to w.
func NewTable(w io.Writer) (*Table, error) {
	t := &Table{out: csv.NewWriter(w)}
	t.err = t.out.Write(tableHeader)
	t.out.Flush()
	return t, t.done()
}

// Add writes the rows of one app:
//
//   - app: name is the label; state is the packer, if any; detail lists what
//     code was read, or what alone was asked for: complete is empty then
//   - permission: name is the disclosure group, party those whose code uses
//     it, state "declared" or "implied"
//   - sdk: state is the confidence; detail is the use, the version and what it
//     is bundled in, where known
//   - item: party is whose code reads it, state the strength; detail says up to
//     which API level it gets anything, and whether by reflection alone
//   - unknown: a tree of classes nobody could be named for
//   - finding: id is the rule, name the subject, state the severity, detail
//     the state of the finding
//   - unread: what was not read, and why in detail
func (t *Table) Add(r *Report) error {
	a := &r.App
	packer, complete, detail := "", strconv.FormatBool(a.Complete), fmt.Sprintf("DEX files: %d; classes: %d", a.DexFiles, a.Classes)
	if a.Packer != nil {
		packer = a.Packer.Name
	}
	if r.Only != "" { // rows that are missing mean nothing then
		complete, detail = "", "asked for only: "+r.Only
	}
	t.app = []string{a.Path, a.SHA256, a.Package, a.VersionName, strconv.Itoa(a.TargetSDK), complete}
	t.row("app", a.Package, a.Label, "", packer, detail, nil)
	for i := range r.Permissions {
		t.permission(&r.Permissions[i])
	}
	for i := range r.SDKs {
		s := &r.SDKs[i]
		detail := string(s.Use)
		if s.Version != nil {
			detail += ", version " + *s.Version
		}
		if s.BundledIn != nil {
			detail += ", bundled in " + *s.BundledIn
		}
		t.row("sdk", s.ID, s.Name, "", string(s.Confidence), detail, s.Evidence)
	}
	for _, it := range r.Items {
		t.row("item", string(it.Item), itemName(inEN, it.Item), string(it.Party), string(it.Strength), itemDetail(it), it.Evidence)
	}
	for _, u := range r.Unknown {
		t.row("unknown", u.Root, "", "", "", fmt.Sprintf("classes: %d", u.Classes), u.Evidence)
	}
	for _, f := range r.Findings {
		t.row("finding", f.Rule, f.Subject.ID, "", string(f.Severity), string(f.State), f.Evidence)
	}
	for _, n := range r.Summary.NotRead {
		t.row("unread", n.What, "", "", "", n.Why, nil)
	}
	return t.done()
}

// AddUnreadPolicy writes one more row of the app that was added last: its policy
// could not be read.
func (t *Table) AddUnreadPolicy(path string, why error) error {
	t.row("unread", path, "", "", "", why.Error(), nil)
	return t.done()
}

// AddUnread writes the row of a file that could not be read as an app.
func (t *Table) AddUnread(path string, why error) error {
	t.app = []string{path, "", "", "", "", "false"}
	t.row("unread", path, "", "", "", why.Error(), nil)
	return t.done()
}

func (t *Table) permission(p *Permission) {
	group, state, detail := "", "declared", p.Protection
	if p.Group != nil {
		group = string(*p.Group)
	}
	if !p.Declared {
		state = "implied"
		if p.ImpliedBy != nil {
			detail += ", by " + *p.ImpliedBy
		}
	}
	var parties []string
	var seen []evidence.Seen
	for _, u := range p.UsedBy {
		parties = append(parties, string(u.Party))
		seen = append(seen, u.Evidence...)
	}
	t.row("permission", p.Name, group, strings.Join(parties, "; "), state, detail, seen)
}

func itemDetail(it usage.Item) string {
	var parts []string
	if it.AvailableUpToAPI != nil {
		parts = append(parts, fmt.Sprintf("up to API %d", *it.AvailableUpToAPI))
	}
	if it.Reflective {
		parts = append(parts, "reflective")
	}
	return strings.Join(parts, ", ")
}

func (t *Table) row(kind, id, name, party, state, detail string, seen []evidence.Seen) {
	record := append(append(make([]string, 0, len(tableHeader)), t.app...), kind, id, name, party, state, detail, "", "")
	if len(seen) > 0 {
		record[len(record)-2], record[len(record)-1] = seenAt(seen[0]), strconv.Itoa(len(seen))
	}
	for i, cell := range record {
		record[i] = csvCell(cell)
	}
	if t.err == nil {
		t.err = t.out.Write(record)
	}
}

func (t *Table) done() error {
	t.out.Flush()
	if t.err == nil {
		t.err = t.out.Error()
	}
	if t.err != nil {
		return fmt.Errorf("write table: %w", t.err)
	}
	return nil
}

// UnreadSchema names the JSON object that stands for an app or a policy that
// could not be read, in a list of reports.
const UnreadSchema = "candor.unread/1"

// Unread says of a file that it could not be read.
type Unread struct {
	Schema string `json:"schema"`
	Path   string `json:"path"`
	Why    string `json:"why"`
}

// NewUnread returns what stands for the file in a list of reports.
func NewUnread(path string, why error) Unread { return Unread{UnreadSchema, path, why.Error()} }
