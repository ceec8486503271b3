package reading

import (
	"slices"
	"strings"
	"testing"

	"github.com/candor-scan/candor/scanner/internal/document"
	"github.com/candor-scan/candor/scanner/internal/document/playform"
	"github.com/candor-scan/candor/scanner/policy"
	"github.com/candor-scan/candor/scanner/privacy"
)

const playSample = playform.Header + `
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
			if it.Party != policy.First || it.Polarity != policy.Performed || len(it.Quotes) == 0 || it.Quotes[0].Document != "safety.csv" {
				t.Errorf("%+v", it)
			}
		}
		if got["email"] != policy.Collect || got["imei"] != policy.Share || got["android_id"] != policy.Share || got["location_precise"] != "" {
			t.Errorf("items %v", got)
		}
		i := slices.IndexFunc(p.Items, func(it policy.Item) bool { return it.Item == "email" })
		if q := p.Items[i].Quotes[0]; q.Line != 3 || q.Text != "PSL_DATA_TYPES_PERSONAL,PSL_EMAIL,true,MULTIPLE_CHOICE,Personal info/Email address" {
			t.Errorf("quote %+v", q)
		}
		if len(p.Permissions)+len(p.SDKs)+len(p.Denials) > 0 || p.Documents[0].Format != "play-data-safety" {
			t.Errorf("permissions %v, SDKs %v, denials %v, format %q", p.Permissions, p.SDKs, p.Denials, p.Documents[0].Format)
		}
	}
}

func TestPlayFormBesideAPolicy(t *testing.T) {
	docs := []document.Source{{Path: "p.txt", Data: []byte(cameraZH)}, {Path: "safety.csv", Data: []byte(playSample)}}
	p, err := Read(docs, someNames, document.DefaultLimits())
	if err != nil {
		t.Fatal(err)
	}
	wantCamera(t, p)
	if !slices.ContainsFunc(p.Items, func(it policy.Item) bool { return it.Item == "email" }) {
		t.Error("the form declares nothing")
	}
}

func TestPlayFormDamaged(t *testing.T) {
	if _, err := Read([]document.Source{{Path: "safety.csv", Data: []byte(playform.Header + "\na,b\n")}}, someNames, document.DefaultLimits()); err == nil || !strings.Contains(err.Error(), "safety.csv: ") {
		t.Errorf("error %v", err)
	}
}
