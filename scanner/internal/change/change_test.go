package change_test

import (
	"bytes"
	"context"
	"strings"
	"testing"

	"github.com/candor-scan/candor/fixtures/forge"
	"github.com/candor-scan/candor/scanner"
)

const permissionPrefix = "android.permission."

// release is one release of an app under test.
type release struct {
	target      int
	permissions []forge.Element
	components  []forge.Element
	code        []forge.Ins
}

func (r release) app() scanner.App {
	m := forge.Declares("com.example.app.Screen")
	m.MinSDK, m.TargetSDK = 23, r.target
	if r.target == 0 {
		m.TargetSDK = 33
	}
	m.Elements, m.Components = r.permissions, append(m.Components, r.components...)
	main := forge.Class{Name: "com.example.app.Screen", Super: "android.app.Activity",
		Methods: []forge.Method{{Name: "onResume", Sig: "()V", Flags: forge.Public, Code: append(r.code, forge.ReturnVoid()), Registers: 10}}}
	apk := forge.APK(m, forge.Dex{Classes: []forge.Class{main}})
	return scanner.App{Path: "a.apk", File: bytes.NewReader(apk), Size: int64(len(apk))}
}

// changes writes what changed, one a line: "+permission X how (undisclosed)".
func changes(d *scanner.Diff) string {
	var lines []string
	for _, c := range d.Changes {
		line := map[bool]string{true: "+", false: "-"}[c.Added]
		if c.Is != "" {
			line = "~"
		}
		line += c.Kind + " " + c.ID
		for _, part := range []string{c.How, string(c.Party)} {
			if part != "" {
				line += " " + part
			}
		}
		if c.Is != "" {
			line += ": " + c.Was + " → " + c.Is
		}
		if c.Undisclosed {
			line += " (undisclosed)"
		}
		lines = append(lines, strings.ReplaceAll(line, permissionPrefix, ""))
	}
	return strings.Join(lines, "\n")
}

func TestCompare(t *testing.T) {
	uses := func(name string, more ...forge.Attr) []forge.Element {
		return []forge.Element{forge.UsesPermission(permissionPrefix+name, more...)}
	}
	phone, phoneUpTo28 := uses("READ_PHONE_STATE"), uses("READ_PHONE_STATE", forge.Int("maxSdkVersion", 28))
	location := uses("ACCESS_FINE_LOCATION")
	service := func(class string) []forge.Element {
		e := forge.Component("service", "com.example.app."+class)
		e.Attrs = append(e.Attrs, forge.String("permission", "android.permission.BIND_ACCESSIBILITY_SERVICE"))
		return []forge.Element{e}
	}
	located := []forge.Ins{forge.InvokeRange(0x6e, "Landroid/location/LocationManager;->getLastKnownLocation(Ljava/lang/String;)Landroid/location/Location;", 0, 2)}
	const silent = "# Privacy Policy\n\nThis policy is about the app Example. We collect your phone number to sign you in.\n"
	for _, c := range []struct {
		name     string
		old, new release
		policy   string
		want     string
	}{
		{name: "nothing", old: release{permissions: phone}, new: release{permissions: phone}},
		{name: "a_permission_reaches_further", old: release{permissions: phoneUpTo28}, new: release{permissions: phone},
			want: "~permission READ_PHONE_STATE: up to API 28 → all devices"},
		{name: "a_permission_reaches_further_than_the_policy", old: release{permissions: phoneUpTo28}, new: release{permissions: phone}, policy: silent,
			want: "~permission READ_PHONE_STATE: up to API 28 → all devices (undisclosed)"},
		{name: "a_permission_reaches_less_far", old: release{permissions: phone}, new: release{permissions: phoneUpTo28}, policy: silent,
			want: "~permission READ_PHONE_STATE: all devices → up to API 28"},
		{name: "another_target_brings_fewer", old: release{permissions: location, target: 28}, new: release{permissions: location, target: 33},
			want: "-permission ACCESS_BACKGROUND_LOCATION implied by ACCESS_FINE_LOCATION\n-permission POST_NOTIFICATIONS implied by targetSdkVersion 28"},
		{name: "what_comes_with_a_new_permission_is_not_told", old: release{}, new: release{permissions: location},
			want: "+permission ACCESS_FINE_LOCATION"},
		{name: "declared_where_it_was_implied", old: release{permissions: location}, new: release{permissions: append(uses("ACCESS_COARSE_LOCATION"), location...)},
			want: "~permission ACCESS_COARSE_LOCATION: implied by ACCESS_FINE_LOCATION, all devices → declared, all devices"},
		{name: "a_component_came", old: release{}, new: release{components: service("Reader")}, want: "+component BIND_ACCESSIBILITY_SERVICE"},
		{name: "a_component_the_policy_lacks", old: release{}, new: release{components: service("Reader")}, policy: silent,
			want: "+component BIND_ACCESSIBILITY_SERVICE (undisclosed)"},
		{name: "a_component_with_another_name", old: release{components: service("Reader")}, new: release{components: service("R")}},
		{name: "an_item_whose_group_the_policy_lacks", old: release{}, new: release{permissions: location, code: located}, policy: silent,
			want: "+permission ACCESS_FINE_LOCATION (undisclosed)\n+item location_precise app (undisclosed)"},
		{name: "an_item_that_the_policy_names", old: release{}, new: release{permissions: location, code: located},
			policy: silent + "\nWe collect your precise location to show the weather.\n",
			want:   "+permission ACCESS_FINE_LOCATION\n+item location_precise app"},
	} {
		t.Run(c.name, func(t *testing.T) {
			o, err := scanner.DefaultOptions()
			if err != nil {
				t.Fatal(err)
			}
			var docs []scanner.Document
			if c.policy != "" {
				docs = []scanner.Document{{Path: "p.md", Data: []byte(c.policy)}}
			}
			d, err := scanner.Compare(context.Background(), c.old.app(), c.new.app(), docs, o)
			if err != nil {
				t.Fatal(err)
			}
			if got := changes(d); got != c.want {
				t.Errorf("got\n%s\nwant\n%s", got, c.want)
			}
			if d.Undisclosed() != strings.Contains(c.want, "undisclosed") {
				t.Errorf("undisclosed: %v", d.Undisclosed())
			}
		})
	}
}
