package learn

import (
	"slices"
	"testing"

	"github.com/candor-scan/candor/sdkdb"
)

func TestReadLibraryManifest(t *testing.T) {
	const head = `<?xml version="1.0" encoding="utf-8"?>
<manifest xmlns:android="http://schemas.android.com/apk/res/android" package="com.example.push">`
	for name, c := range map[string]struct {
		text                                     string
		components, permissions, metadata, acted []string
		fails                                    bool
	}{
		"all_kinds": {text: head + `
  <uses-permission android:name="android.permission.INTERNET"/>
  <uses-permission-sdk-23 android:name="android.permission.CAMERA"/>
  <queries><intent><action android:name="com.other.ASKED"/></intent></queries>
  <application>
    <meta-data android:name="PUSH_KEY" android:value="${KEY}"/>
    <service android:name=".PushService"><intent-filter><action android:name="com.example.push.START"/></intent-filter></service>
    <receiver android:name="com.example.push.Receiver"/>
    <provider android:name="Provider"/>
  </application>
</manifest>`,
			components:  []string{"com.example.push.PushService", "com.example.push.Receiver", "com.example.push.Provider"},
			permissions: []string{"android.permission.INTERNET", "android.permission.CAMERA"},
			metadata:    []string{"PUSH_KEY"}, acted: []string{"com.example.push.START"}},
		"namespace_not_declared": {text: `<manifest package="a.b"><uses-permission android:name="p.q"/></manifest>`, permissions: []string{"p.q"}},
		"cut_short":              {text: head + `<uses-permission android:name="p.q"/><application`, permissions: []string{"p.q"}, fails: true},
		"no_xml":                 {text: "hello", fails: false},
	} {
		t.Run(name, func(t *testing.T) {
			a := &sdkdb.Artefact{}
			err := readLibraryManifest([]byte(c.text), a)
			if (err != nil) != c.fails {
				t.Fatalf("error %v", err)
			}
			if !slices.Equal(a.Components, c.components) || !slices.Equal(a.Permissions, c.permissions) || !slices.Equal(a.Metadata, c.metadata) || !slices.Equal(a.Actions, c.acted) {
				t.Errorf("%q %q %q %q", a.Components, a.Permissions, a.Metadata, a.Actions)
			}
		})
	}
}

func FuzzReadLibraryManifest(f *testing.F) {
	f.Add([]byte(`<manifest package="a"><application><service android:name=".S"/></application></manifest>`))
	f.Fuzz(func(t *testing.T, text []byte) {
		a := &sdkdb.Artefact{}
		_ = readLibraryManifest(text, a)
		for _, list := range [][]string{a.Components, a.Permissions, a.Metadata, a.Actions} {
			if slices.Contains(list, "") {
				t.Error("an empty name is noted")
			}
		}
	})
}
