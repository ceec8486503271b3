package draft

import (
	"bytes"
	"encoding/csv"
	"os"
	"slices"
	"strings"
	"testing"

	"github.com/candor-scan/candor/scanner/evidence"
	"github.com/candor-scan/candor/scanner/policy"
	"github.com/candor-scan/candor/scanner/privacy"
	"github.com/candor-scan/candor/scanner/report"
	"github.com/candor-scan/candor/scanner/usage"
	"github.com/candor-scan/candor/sdkdb"
)

// fillForm fills the form and returns the answered rows as "question response".
func fillForm(t *testing.T, r *report.Report) (answers []string, notes []Note) {
	t.Helper()
	db, err := sdkdb.Embedded()
	if err != nil {
		t.Fatal(err)
	}
	var b bytes.Buffer
	if notes, err = DataSafety(&b, r, db, Options{}); err != nil {
		t.Fatal(err)
	}
	rows, err := csv.NewReader(&b).ReadAll()
	if err != nil {
		t.Fatal(err)
	}
	for _, row := range rows[1:] {
		switch row[playValue] {
		case playYes:
			answers = append(answers, strings.TrimSpace(row[playQuestion]+" "+row[playResponse]))
		case "":
		default:
			t.Errorf("the value %q in %v", row[playValue], row)
		}
	}
	return answers, notes
}

func reads(item privacy.Item, party privacy.Party) usage.Item {
	return usage.Item{Item: item, Party: party, Strength: privacy.Read}
}

func TestFormIsAsPlayExportsIt(t *testing.T) {
	want, err := data.ReadFile(playFormFile)
	if err != nil {
		t.Fatal(err)
	}
	var b bytes.Buffer
	db, err := sdkdb.Embedded()
	if err != nil {
		t.Fatal(err)
	}
	if _, err := DataSafety(&b, &report.Report{}, db, Options{}); err != nil {
		t.Fatal(err)
	}
	if !bytes.Equal(b.Bytes(), want) {
		t.Error("an empty form is not byte for byte the one Play exports")
	}
	exported, err := os.ReadFile("../../../shared/facts/play_data_safety_template_2026-08.csv")
	if err != nil {
		t.Skip("the exported form is not there to compare with")
	}
	if !bytes.Equal(want, exported) {
		t.Error("data/play_form.csv is not the form Play exports")
	}
}

func TestFormHasOnlyWhatEvidenceSupports(t *testing.T) {
	wechat := "wechat-pay"
	collected := policy.Item{Item: "email", Party: policy.First, Polarity: policy.Performed, Action: policy.Collect}
	shared := policy.Item{Item: "phone_number", Party: policy.First, Polarity: policy.Performed, Action: policy.Share}
	denied := policy.Item{Item: "contacts", Party: policy.First, Polarity: policy.NotPerformed, Action: policy.Collect}
	asked := policy.Item{Item: "microphone", Party: policy.First, Polarity: policy.Performed, Action: policy.Use}
	handling := func(id, how string) string { return playUsage + id + playHandling + " " + how }
	for _, tt := range []struct {
		name   string
		items  []usage.Item
		policy *policy.Policy
		want   []string
	}{
		{"nothing_found", nil, nil, nil},
		{"code_reads", []usage.Item{reads("android_id", privacy.PartyApp), reads("location_precise", "amap")}, nil,
			[]string{playCollects, "PSL_DATA_TYPES_LOCATION PSL_PRECISE_LOCATION", "PSL_DATA_TYPES_IDENTIFIERS PSL_DEVICE_ID"}},
		{"a_library_reads", []usage.Item{reads("android_id", privacy.LibraryParty("androidx"))}, nil, nil},
		{"a_type_to_choose", []usage.Item{reads("photos_videos", privacy.PartyApp)}, nil, nil},
		{"policy_collects", nil, &policy.Policy{Items: []policy.Item{collected, denied, asked}},
			[]string{playCollects, "PSL_DATA_TYPES_PERSONAL PSL_EMAIL", handling("PSL_EMAIL", playCollected)}},
		{"policy_shares", nil, &policy.Policy{Items: []policy.Item{shared}},
			[]string{playCollects, "PSL_DATA_TYPES_PERSONAL PSL_PHONE", handling("PSL_PHONE", playShared)}},
		{"row_of_an_sdk", nil, &policy.Policy{SDKs: []policy.SDK{{ID: &wechat, Scope: &policy.Scope{Items: []privacy.Item{"imei"}}}}},
			[]string{playCollects, "PSL_DATA_TYPES_IDENTIFIERS PSL_DEVICE_ID", handling("PSL_DEVICE_ID", playShared),
				playUsage + "PSL_DEVICE_ID" + playSharedFor + " PSL_APP_FUNCTIONALITY"}},
	} {
		t.Run(tt.name, func(t *testing.T) {
			got, notes := fillForm(t, &report.Report{Items: tt.items, Policy: tt.policy})
			if !slices.Equal(got, tt.want) {
				t.Errorf("answers %q,\nwant %q", got, tt.want)
			}
			if !slices.ContainsFunc(notes, func(n Note) bool { return strings.HasPrefix(n.EN, "not answered: Is all of the user data") }) {
				t.Error("the open questions are not told")
			}
		})
	}
}

func TestFormOfOnlyWhatIsMissing(t *testing.T) {
	named := policy.Item{Item: "location_precise", Party: policy.First, Polarity: policy.Performed, Action: policy.Collect}
	r := &report.Report{Items: []usage.Item{reads("android_id", privacy.PartyApp), reads("location_precise", privacy.PartyApp)},
		Policy: &policy.Policy{Items: []policy.Item{named}}}
	db, err := sdkdb.Embedded()
	if err != nil {
		t.Fatal(err)
	}
	var b bytes.Buffer
	if _, err := DataSafety(&b, r, db, Options{OnlyMissing: true}); err != nil {
		t.Fatal(err)
	}
	if text := b.String(); !strings.Contains(text, "PSL_DEVICE_ID,true") || strings.Contains(text, "PSL_PRECISE_LOCATION,true") {
		t.Error("the form has what the policy names, or lacks what it does not")
	}
}

func TestNotesTellWhatTheFormCannot(t *testing.T) {
	r := &report.Report{Items: []usage.Item{reads("android_id", privacy.PartyApp), reads("camera", privacy.PartyApp)}}
	r.App.NotRead = []evidence.NotRead{{What: "classes2.dex", Why: "damaged"}}
	_, notes := fillForm(t, r)
	for _, want := range []string{"Device or other IDs: read by the app's own code", "camera: decide whether it counts as Photos / Videos", "classes2.dex was not read (damaged)"} {
		if !slices.ContainsFunc(notes, func(n Note) bool { return strings.Contains(n.EN, want) && n.ZH != "" }) {
			t.Errorf("no note %q in %v", want, notes)
		}
	}
}

// TestPlayTables holds the tables against the vocabulary and the form.
func TestPlayTables(t *testing.T) {
	form, err := newPlayForm()
	if err != nil {
		t.Fatal(err)
	}
	for item, responses := range playItems() {
		info, ok := privacy.LookupItem(privacy.Item(item))
		if !ok {
			t.Errorf("%s is no item", item)
		}
		for _, r := range responses {
			if !slices.Contains(strings.Split(info.PlayType, ";"), form.name[r]) {
				t.Errorf("%s: %s is %q, the vocabulary has %q", item, r, form.name[r], info.PlayType)
			}
		}
	}
	for category, responses := range playPurposes() {
		for _, r := range responses {
			if _, ok := form.at[[2]string{playUsage + "PSL_NAME" + playSharedFor, r}]; !ok {
				t.Errorf("%s: the form has no purpose %s", category, r)
			}
		}
	}
}
