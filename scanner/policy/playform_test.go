package policy

import (
	"slices"
	"strings"
	"testing"

	"github.com/candor-scan/candor/scanner/privacy"
)

const playSample = playHeader + `
PSL_DATA_COLLECTION_COLLECTS_PERSONAL_DATA,,true,REQUIRED,Does your app collect or share any of the required user data types?
PSL_DATA_TYPES_PERSONAL,PSL_EMAIL,true,MULTIPLE_CHOICE,Personal info/Email address
PSL_DATA_TYPES_LOCATION,PSL_PRECISE_LOCATION,,MULTIPLE_CHOICE,Location/Precise location
PSL_DATA_TYPES_IDENTIFIERS,PSL_DEVICE_ID,true,MULTIPLE_CHOICE,Device or other IDs/Device or other IDs
PSL_DATA_USAGE_RESPONSES:PSL_DEVICE_ID:PSL_DATA_USAGE_COLLECTION_AND_SHARING,PSL_DATA_USAGE_ONLY_COLLECTED,,MULTIPLE_CHOICE,"Data usage and handling (Device or other IDs)/Is this data collected, shared or both?/Collected"
PSL_DATA_USAGE_RESPONSES:PSL_DEVICE_ID:PSL_DATA_USAGE_COLLECTION_AND_SHARING,PSL_DATA_USAGE_ONLY_SHARED,true,MULTIPLE_CHOICE,"Data usage and handling (Device or other IDs)/Is this data collected, shared or both?/Shared"
`

func TestPlayForm(t *testing.T) {
	for _, text := range []string{playSample, "\xEF\xBB\xBF" + strings.ReplaceAll(playSample, "\n", "\r\n")} {
		p := readOne(t, "safety.csv", []byte(text))
		got := map[privacy.Item]string{}
		for _, it := range p.Items {
			got[it.Item] = it.Action
			if it.Party != First || it.Polarity != Performed || len(it.Quotes) == 0 || it.Quotes[0].Document != "safety.csv" {
				t.Errorf("%+v", it)
			}
		}
		if got["email"] != Collect || got["imei"] != Share || got["android_id"] != Share || got["location_precise"] != "" {
			t.Errorf("items %v", got)
		}
		i := slices.IndexFunc(p.Items, func(it Item) bool { return it.Item == "email" })
		if q := p.Items[i].Quotes[0]; q.Line != 3 || q.Text != "PSL_DATA_TYPES_PERSONAL,PSL_EMAIL,true,MULTIPLE_CHOICE,Personal info/Email address" {
			t.Errorf("quote %+v", q)
		}
		if len(p.Permissions)+len(p.SDKs)+len(p.Denials) > 0 || p.Documents[0].Format != "play-data-safety" {
			t.Errorf("permissions %v, SDKs %v, denials %v, format %q", p.Permissions, p.SDKs, p.Denials, p.Documents[0].Format)
		}
	}
}

func TestPlayFormBesideAPolicy(t *testing.T) {
	docs := []Source{{"p.txt", []byte(cameraZH)}, {"safety.csv", []byte(playSample)}}
	p, err := Read(docs, someNames, DefaultLimits())
	if err != nil {
		t.Fatal(err)
	}
	wantCamera(t, p)
	if !slices.ContainsFunc(p.Items, func(it Item) bool { return it.Item == "email" }) {
		t.Error("the form declares nothing")
	}
}

func TestPlayFormDamaged(t *testing.T) {
	if _, err := Read([]Source{{"safety.csv", []byte(playHeader + "\na,b\n")}}, someNames, DefaultLimits()); err == nil || !strings.Contains(err.Error(), "safety.csv: ") {
		t.Errorf("error %v", err)
	}
}

// TestPlayTypesNameItems holds that every data type of an item is one of the
// form.
func TestPlayTypesNameItems(t *testing.T) {
	names := map[string]bool{"": true}
	for _, x := range playDataTypes() {
		names[x.name] = true
	}
	for _, id := range privacy.Items() {
		info, _ := privacy.LookupItem(id)
		for _, n := range strings.Split(info.PlayType, ";") {
			if !names[n] {
				t.Errorf("%s: the form has no data type %q", id, n)
			}
		}
	}
}
