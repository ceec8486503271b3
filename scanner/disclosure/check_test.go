package disclosure

import (
	"bytes"
	"encoding/json"
	"reflect"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/candor-scan/candor/scanner/app"
	"github.com/candor-scan/candor/scanner/policy"
	"github.com/candor-scan/candor/scanner/privacy"
	"github.com/candor-scan/candor/scanner/usage"
	"github.com/candor-scan/candor/sdkdb"
)

// untidy is an app with findings of many kinds.
func untidy() Facts {
	f := solar(inTheKSTARManner())
	f.App.Permissions = append(f.App.Permissions, permission("READ_CONTACTS"), permission("WRITE_EXTERNAL_STORAGE"), permission("POST_NOTIFICATIONS"))
	f.SDKs = append(f.SDKs, sdk("alipay"), sdk("firebase-core"), sdk("firebase-analytics"), sdk("firebase-crashlytics"))
	f.Items = append(f.Items, reads("android_id", privacy.PartyApp), reads("android_id", privacy.PartyUnknown), reads("battery", "wechat-pay"),
		upTo(reads("serial_number", privacy.PartyApp), 19))
	f.Policy.SDKs = append(f.Policy.SDKs, row("umeng-analytics", nil), row("firebase-analytics", items("android_id"), "purpose", "website"))
	f.Policy.OpenEnded = append(f.Policy.OpenEnded, quote("等信息")...)
	return f
}

func TestFindingsAreSortedAndUnique(t *testing.T) {
	findings := check(t, untidy(), Options{})
	sound(t, findings)
	rank := ranks()
	for i := 1; i < len(findings); i++ {
		a, b := findings[i-1], findings[i]
		if a.Severity.rank() > b.Severity.rank() || a.Severity == b.Severity && rank[a.Rule] > rank[b.Rule] ||
			a.Severity == b.Severity && a.Rule == b.Rule && a.Subject.ID > b.Subject.ID {
			t.Errorf("%s %s %s stands before %s %s %s", a.Severity, a.Rule, a.Subject.ID, b.Severity, b.Rule, b.Subject.ID)
		}
	}
	if len(findings) < 15 {
		t.Errorf("only %d findings: %v", len(findings), short(findings))
	}
}

func TestFindingsAreDeterministic(t *testing.T) {
	f := untidy()
	want, err := json.Marshal(check(t, f, Options{}))
	if err != nil {
		t.Fatal(err)
	}
	// The order in which facts come must not show.
	slices.Reverse(f.SDKs)
	slices.Reverse(f.App.Permissions)
	got, _ := json.Marshal(check(t, f, Options{}))
	if string(got) != string(want) {
		t.Errorf("findings differ:\n%s\n%s", got, want)
	}
}

func TestFactsAreNotChanged(t *testing.T) {
	lines = 0
	f := untidy()
	lines = 0
	same := untidy()
	check(t, f, Options{})
	if !reflect.DeepEqual(f, same) {
		t.Error("Check wrote into the facts")
	}
}

func TestFingerprintsSurviveEdits(t *testing.T) {
	before := check(t, untidy(), Options{})
	f := untidy() // every quote now stands on another line
	f.App.Engines = []string{"webview"}
	f.Policy.Permissions[0].Purpose.Text = "reworded"
	after := check(t, f, Options{})
	for i := range before {
		if before[i].Fingerprint != after[i].Fingerprint {
			t.Errorf("%s %s: the fingerprint changed", before[i].Rule, before[i].Subject.ID)
		}
	}
	f.App.Package = "com.example.other"
	if other := check(t, f, Options{}); other[0].Fingerprint == after[0].Fingerprint {
		t.Error("two apps share a fingerprint")
	}
}

func TestFingerprintIsTheOneOfTheContract(t *testing.T) {
	f := check(t, solar(inTheKSTARManner()), Options{})[0]
	// printf 'permission/undisclosed\x1fcom.example.solar\x1fpermission\x1fphone\x1f\x1f' | sha256sum
	if want := "e1da45f9a009e742ba3a99f877368731fbb76358a4608d8e697e9c131941e0ba"; f.Fingerprint != want {
		t.Errorf("fingerprint %s, want %s", f.Fingerprint, want)
	}
}

func TestSeveritiesCanBeChanged(t *testing.T) {
	f := world(func(f *Facts) {
		f.App.Permissions = []app.Permission{permission("CAMERA"), permission("ACCESS_FINE_LOCATION"), permission("POST_NOTIFICATIONS")}
		f.Policy.Permissions = []policy.Permission{states("camera", "purpose=missing"), states("location", "purpose=vague")}
	})
	for _, c := range []struct {
		name string
		set  map[string]Severity
		want []string
	}{
		{"off", map[string]Severity{"permission/purpose": Off}, []string{"warning fail permission/undisclosed notifications"}},
		{"raised_where_missing_not_where_vague", map[string]Severity{"permission/purpose": Error},
			[]string{"error fail permission/purpose camera", "warning fail permission/undisclosed notifications", "note fail permission/purpose location"}},
		{"lowered", map[string]Severity{"permission/purpose": Note, "permission/undisclosed": Note},
			[]string{"note fail permission/undisclosed notifications", "note fail permission/purpose camera", "note fail permission/purpose location"}},
		{"a_group_marked_down_stays_down", map[string]Severity{"permission/undisclosed": Error, "permission/purpose": Off},
			[]string{"warning fail permission/undisclosed notifications"}},
	} {
		t.Run(c.name, func(t *testing.T) {
			if got := short(check(t, f, Options{Severities: c.set})); !slices.Equal(got, c.want) {
				t.Errorf("findings %v", got)
			}
		})
	}
	for _, bad := range []Options{{Severities: map[string]Severity{"permission/nothing": Error}}, {Severities: map[string]Severity{"permission/purpose": "fatal"}}, {Profile: "mars"}} {
		if found, err := Check(f, bad); err == nil || found != nil {
			t.Errorf("%+v: %v, error %v", bad, found, err)
		}
	}
}

func TestAnySeverityChosenCountsForAllOfARule(t *testing.T) {
	f := world(func(f *Facts) { f.Items = []usage.Item{reads("clipboard", privacy.PartyApp)} })
	if got := short(check(t, f, Options{Severities: map[string]Severity{"data/undisclosed": Error}})); !slices.Equal(got, []string{"error fail data/undisclosed clipboard"}) {
		t.Errorf("findings %v", got)
	}
}

func TestFails(t *testing.T) {
	f := Finding{Severity: Warning, State: Fail, Baseline: New}
	review, known := f, f
	review.State, known.Baseline = Review, Known
	for _, c := range []struct {
		name   string
		f      Finding
		failOn Severity
		strict bool
		want   bool
	}{
		{"below", f, Error, false, false}, {"at", f, Warning, false, true}, {"above", f, Note, false, true}, {"never", f, Off, true, false},
		{"review", review, Note, false, false}, {"review_strict", review, Note, true, true}, {"known", known, Note, true, false},
	} {
		t.Run(c.name, func(t *testing.T) {
			if got := c.f.Fails(c.failOn, c.strict); got != c.want {
				t.Errorf("got %v", got)
			}
		})
	}
}

func TestBaseline(t *testing.T) {
	facts := solar(inTheKSTARManner())
	findings := check(t, facts, Options{})
	old := &Baseline{Entries: []BaselineEntry{{Fingerprint: findings[0].Fingerprint, Reason: "fixed in the next release", Expires: "2027-01-31"}}}
	var file bytes.Buffer
	if err := WriteBaseline(&file, NewBaseline(findings[:2], old)); err != nil {
		t.Fatal(err)
	}
	base, err := ReadBaseline(&file)
	if err != nil {
		t.Fatal(err)
	}
	if len(base.Entries) != 2 || base.Entries[0].Reason != "" && base.Entries[1].Reason != "" {
		t.Errorf("baseline %+v", base)
	}
	states := func(day string) string {
		now, err := time.Parse(time.DateOnly, day)
		if err != nil {
			t.Fatal(err)
		}
		var out []string
		for _, f := range check(t, facts, Options{Baseline: base, Now: now})[:3] {
			out = append(out, f.Baseline)
		}
		return strings.Join(out, " ")
	}
	if got := states("2027-01-31"); got != "known known new" {
		t.Errorf("on the last day: %s", got)
	}
	if got := states("2027-02-01"); got != "new known new" {
		t.Errorf("a day later: %s", got)
	}
}

func TestBadBaselines(t *testing.T) {
	good := strings.Repeat("a", 64)
	for name, text := range map[string]string{
		"empty":            "",
		"not_json":         "fingerprint: x",
		"wrong_schema":     `{"schema":"candor.report/1","entries":[]}`,
		"unknown_key":      `{"schema":"candor.baseline/1","entries":[],"extra":1}`,
		"no_fingerprint":   `{"schema":"candor.baseline/1","entries":[{"rule":"x"}]}`,
		"short":            `{"schema":"candor.baseline/1","entries":[{"fingerprint":"abcd"}]}`,
		"no_day":           `{"schema":"candor.baseline/1","entries":[{"fingerprint":"` + good + `","expires":"soon"}]}`,
		"something_behind": `{"schema":"candor.baseline/1","entries":[]} {}`,
		"too_large":        `{"schema":"candor.baseline/1","entries":[]}` + strings.Repeat(" ", maxBaselineBytes),
	} {
		t.Run(name, func(t *testing.T) {
			if b, err := ReadBaseline(strings.NewReader(text)); err == nil || b != nil {
				t.Errorf("%+v, error %v", b, err)
			}
		})
	}
}

func FuzzReadBaseline(f *testing.F) {
	f.Add(`{"schema":"candor.baseline/1","entries":[{"fingerprint":"` + strings.Repeat("0", 64) + `","rule":"data/denied","subject":"imei","expires":"2027-01-31"}]}`)
	f.Fuzz(func(t *testing.T, text string) {
		b, err := ReadBaseline(strings.NewReader(text))
		if (err == nil) != (b != nil) {
			t.Fatalf("%v and %v", b, err)
		}
		if b == nil {
			return
		}
		var again bytes.Buffer
		if err := WriteBaseline(&again, b); err != nil {
			t.Fatal(err)
		}
		if _, err := ReadBaseline(&again); err != nil {
			t.Fatalf("what was written is not read: %v", err)
		}
	})
}

func TestManySDKsStayFast(t *testing.T) {
	f := untidy()
	for i := range 400 {
		m := sdk("alipay")
		m.ID = "made-up-" + strings.Repeat("x", i%7) + string(rune('a'+i%26)) + time.Duration(i).String()
		f.SDKs = append(f.SDKs, m)
		f.Items = append(f.Items, reads("android_id", privacy.Party(m.ID)))
		f.Policy.SDKs = append(f.Policy.SDKs, row(m.ID, nil))
		f.Unknown = append(f.Unknown, sdkdb.Tree{Root: m.ID})
	}
	start := time.Now()
	check(t, f, Options{})
	if took := time.Since(start); took > 2*time.Second {
		t.Errorf("400 SDKs took %v", took)
	}
}
