package app

import (
	"bytes"
	"crypto/sha256"
	"encoding/hex"
	"encoding/json"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"
)

// realApps lists the APKs of the folder named by CANDOR_REAL_APPS.
func realApps(t testing.TB) []string {
	t.Helper()
	dir := os.Getenv("CANDOR_REAL_APPS")
	if dir == "" {
		t.Skip("CANDOR_REAL_APPS names no folder of real apps")
	}
	list, err := filepath.Glob(filepath.Join(dir, "*.apk"))
	if err != nil || len(list) == 0 {
		t.Skip("no APK in ", dir)
	}
	return list
}

// truth is a line of apps-public-truth.jsonl, as far as this room goes.
type truth struct {
	SHA256      string `json:"sha256"`
	Permissions []struct {
		Name, Element string
		MaxSDK        *int `json:"maxSdk"`
	} `json:"permissions"`
	DexFiles int `json:"dexFiles"`
}

func TestRealApps(t *testing.T) {
	apps := realApps(t)
	data, err := os.ReadFile("../../../shared/eval/apps-public-truth.jsonl")
	if err != nil {
		t.Skip("no truth to hold the apps against: ", err)
	}
	byHash := map[string]truth{}
	for line := range bytes.Lines(data) {
		var row truth
		if err := json.Unmarshal(line, &row); err != nil {
			t.Fatal(err)
		}
		byHash[row.SHA256] = row
	}
	for _, path := range apps {
		t.Run(filepath.Base(path), func(t *testing.T) {
			data, err := os.ReadFile(path)
			if err != nil {
				t.Fatal(err)
			}
			sum := sha256.Sum256(data)
			row, ok := byHash[hex.EncodeToString(sum[:])]
			if !ok {
				t.Skip("not in the truth")
			}
			checkTruth(t, mustOpen(t, data), row)
		})
	}
}

func checkTruth(t *testing.T, a *App, row truth) {
	var got, want []string
	line := func(name, element string, max *int) string {
		b, _ := json.Marshal([]any{name, strings.Replace(element, "-sdk-m", "-sdk-23", 1), max})
		return string(b)
	}
	for _, p := range a.Permissions() {
		for _, d := range p.Declarations {
			got = append(got, line(p.Name, d.Element, d.MaxSDK))
		}
	}
	for _, p := range row.Permissions {
		want = append(want, line(p.Name, p.Element, p.MaxSDK))
	}
	slices.Sort(got)
	slices.Sort(want)
	if got, want = slices.Compact(got), slices.Compact(want); !slices.Equal(got, want) {
		t.Errorf("permissions\n got %s\nwant %s", got, want)
	}
	if len(a.Dex) != row.DexFiles {
		t.Errorf("got %d DEX files, want %d", len(a.Dex), row.DexFiles)
	}
	if len(a.Notes())+len(a.NotRead()) > 0 && len(a.Dex) > 0 { // an app without code gets a note
		t.Errorf("a genuine app is odd: %s %v", a.Notes(), a.NotRead())
	}
}
