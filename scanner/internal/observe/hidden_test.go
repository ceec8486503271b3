package observe

import (
	"fmt"
	"math/rand"
	"strings"
	"testing"

	"github.com/candor-scan/candor/fixtures/forge"
)

const imei = "Landroid/telephony/TelephonyManager;->getDeviceId()Ljava/lang/String;"

// readsIMEI is a class with a method that reads the IMEI.
func readsIMEI(class string) forge.Class {
	return forge.Class{Name: class, Methods: []forge.Method{{Name: "m", Sig: "()V", Flags: forge.Public | forge.Static, Registers: 2,
		Code: []forge.Ins{forge.Invoke(forge.Virtual, imei, 0), forge.ReturnVoid()}}}}
}

func numbered(n int) (classes []string) {
	for i := range n {
		classes = append(classes, fmt.Sprintf("com.example.app.Screen%d", i))
	}
	return classes
}

// hollow is a class of n methods that hold nothing but nop, and full ones.
func hollow(n, full int) forge.Dex {
	c := forge.Class{Name: "com.example.app.A"}
	for i := range n + full {
		m := forge.Method{Name: fmt.Sprintf("m%d", i), Sig: "()V", Flags: forge.Public | forge.Static, Code: []forge.Ins{forge.Nop(), forge.Nop(), forge.Nop()}}
		if i >= n {
			m.Code = []forge.Ins{forge.Nop(), forge.ReturnVoid()}
		}
		c.Methods = append(c.Methods, m)
	}
	return forge.Dex{Classes: []forge.Class{c}}
}

func noise(n int) []byte {
	out := make([]byte, n)
	rand.New(rand.NewSource(1)).Read(out)
	out[0] = 0xee
	return out
}

func jar(files ...forge.Entry) []byte { return forge.Archive{Entries: files}.Bytes() }

func TestHiddenCode(t *testing.T) {
	stub, ten := forge.Defines("com.example.app.Screen0"), numbered(10)
	loader := forge.Dex{Classes: []forge.Class{{Name: "com.example.app.Screen0", Methods: []forge.Method{{Name: "m", Sig: "()V", Flags: forge.Public | forge.Static, Registers: 6,
		Code: []forge.Ins{forge.NewInstance(0, "Ldalvik/system/DexClassLoader;"),
			forge.Invoke(forge.Direct, "Ldalvik/system/DexClassLoader;-><init>(Ljava/lang/String;Ljava/lang/String;Ljava/lang/String;Ljava/lang/ClassLoader;)V", 0, 1, 2, 3, 4), forge.ReturnVoid()}}}}}}
	noCode := forge.Declares(ten...).XML()
	for i := range noCode.Root.Children {
		noCode.Root.Children[i].Attrs = append(noCode.Root.Children[i].Attrs, forge.Attr{Name: "hasCode", ID: 0x0101000c, Type: forge.TypeBool})
	}
	apart := forge.Declares(ten...)
	for i := range apart.Components[1:] {
		c := &apart.Components[i+1]
		c.Attrs = append(c.Attrs, forge.Attr{Name: "splitName", ID: 0x01010549, Type: forge.TypeString, Text: "feature"})
	}
	launched := forge.Declares(ten...)
	launched.Components[0].Children = append(launched.Components[0].Children, forge.Element{Name: "intent-filter",
		Children: []forge.Element{{Name: "category", Attrs: []forge.Attr{forge.String("name", launcherCategory)}}}})
	aliases := forge.Declares("com.example.app.Screen0")
	for _, c := range ten {
		aliases.Components = append(aliases.Components, forge.Component("activity-alias", c))
	}
	for _, c := range []struct {
		name     string
		manifest forge.XML
		dex      *forge.Dex
		more     []forge.Entry
		packer   string // "" for none
		seen     string // kind and value of the first evidence
		notRead  string
		note     string // part of a note
	}{
		{name: "sound", manifest: forge.Declares(ten...).XML(), dex: ptr(forge.Defines(ten...))},
		{name: "known_packer", manifest: forge.Declares().XML(), dex: &stub, more: []forge.Entry{{Name: "lib/arm64-v8a/libjiagu.so"}}, packer: "Qihoo 360 Jiagu (360加固)", seen: "library libjiagu.so"},
		{name: "integrity_leaves_code_readable", manifest: forge.Declares().XML(), dex: &stub, more: []forge.Entry{{Name: "lib/arm64-v8a/libpairipcore.so"}}, note: "leaves the classes readable"},
		{name: "generic_name_alone", manifest: forge.Declares().XML(), dex: &stub, more: []forge.Entry{{Name: "lib/arm64-v8a/libexec.so"}}},
		{name: "most_components_missing", manifest: forge.Declares(ten...).XML(), dex: &stub, packer: unknownPacker, seen: "component com.example.app.Screen1", note: "9 of 10 component classes"},
		{name: "left_over_beside_the_activity_it_starts_with", manifest: launched.XML(), dex: &stub, note: "9 of 10 component classes"},
		{name: "the_activity_it_starts_with_is_missing", manifest: launched.XML(), dex: ptr(forge.Defines("com.example.app.Screen1")), packer: unknownPacker, seen: "component com.example.app.Screen0"},
		{name: "half_of_the_components_missing", manifest: forge.Declares(ten...).XML(), dex: ptr(forge.Defines(ten[:5]...))},
		{name: "few_components", manifest: forge.Declares(ten[:4]...).XML(), dex: &stub},
		{name: "aliases_have_no_class", manifest: aliases.XML(), dex: &stub},
		{name: "platform_classes", manifest: forge.Declares("android.app.NativeActivity", "android.a.A", "android.a.B", "android.a.C", "android.a.D").XML(), dex: &stub},
		{name: "delivered_by_a_feature", manifest: apart.XML(), dex: &stub},
		{name: "has_no_code", manifest: noCode},
		{name: "no_dex_at_all", manifest: forge.Declares(ten...).XML(), packer: unknownPacker, seen: "component com.example.app.Screen0", note: "10 of 10"},
		{name: "components_in_carried_code", manifest: forge.Declares(ten...).XML(), dex: &stub, more: []forge.Entry{{Name: "assets/a.dex", Data: forge.Defines(ten...).Bytes()}}, note: "assets/a.dex is a DEX file"},
		{name: "components_perhaps_in_a_lost_dex", manifest: forge.Declares(ten...).XML(), dex: &stub, more: []forge.Entry{{Name: "classes2.dex", Data: []byte("no dex file")}}, notRead: "classes2.dex"},
		{name: "emptied_methods", manifest: forge.Declares().XML(), dex: ptr(hollow(20, 5)), packer: unknownPacker, seen: "structure methods that hold nothing but nop", note: "20 of 25 methods"},
		{name: "some_emptied_methods", manifest: forge.Declares().XML(), dex: ptr(hollow(5, 20))},
		{name: "encrypted_jar", manifest: forge.Declares().XML(), dex: &stub, more: []forge.Entry{{Name: "assets/a.jar", Data: noise(100_000)}}, packer: unknownPacker, seen: "asset assets/a.jar", notRead: "assets/a.jar"},
		{name: "small_encrypted_jar", manifest: forge.Declares().XML(), dex: &stub, more: []forge.Entry{{Name: "assets/a.jar", Data: noise(1000)}}, notRead: "assets/a.jar"},
		{name: "encrypted_data_and_a_loader", manifest: forge.Declares().XML(), dex: &loader, more: []forge.Entry{{Name: "assets/a.dat", Data: noise(100_000)}}, packer: unknownPacker, seen: "asset assets/a.dat", notRead: "assets/a.dat"},
		{name: "encrypted_data_alone", manifest: forge.Declares().XML(), dex: &stub, more: []forge.Entry{{Name: "assets/a.dat", Data: noise(100_000)}}, note: "assets/a.dat looks encrypted"},
		{name: "compressed_film_and_a_loader", manifest: forge.Declares().XML(), dex: &loader, more: []forge.Entry{{Name: "assets/a.dat", Data: append([]byte("\x00\x00\x00\x20ftypisom"), noise(100_000)...)}}},
		{name: "encrypted_dex_in_a_jar", manifest: forge.Declares().XML(), dex: &stub, more: []forge.Entry{{Name: "assets/a.jar", Data: jar(forge.Entry{Name: "classes.dex", Data: noise(1000)})}}, notRead: "assets/a.jar!classes.dex"},
	} {
		t.Run(c.name, func(t *testing.T) {
			a := read(t, c.manifest, c.dex, c.more...)
			checkHidden(t, a, c.packer, c.seen)
			var notRead []string
			for _, n := range a.NotRead() {
				notRead = append(notRead, n.What)
			}
			if got := strings.Join(notRead, " "); got != c.notRead {
				t.Errorf("not read %q, want %q", got, c.notRead)
			}
			if notes := strings.Join(a.Notes(), "\n"); !strings.Contains(notes, c.note) {
				t.Errorf("notes %q lack %q", notes, c.note)
			}
		})
	}
}

func ptr[T any](v T) *T { return &v }

// checkHidden holds what hides the code against what is wanted.
func checkHidden(t *testing.T, a *App, packer, seen string) {
	t.Helper()
	if p := a.Packer; p == nil {
		if packer != "" {
			t.Errorf("no packer, want %q", packer)
		}
	} else if first := fmt.Sprint(p.Evidence[0].Kind, " ", p.Evidence[0].Value); p.Name != packer || first != seen {
		t.Errorf("packer %q by %q, want %q by %q", p.Name, first, packer, seen)
	}
}

func TestCarriedCodeIsRead(t *testing.T) {
	main := forge.Defines("com.example.app.Main")
	plugin := forge.Dex{Classes: []forge.Class{readsIMEI("com.example.plugin.A")}}.Bytes()
	for _, c := range []struct {
		name  string
		entry forge.Entry
		where string
	}{
		{"dex", forge.Entry{Name: "assets/p.dex", Data: plugin, Method: forge.Deflate}, "assets/p.dex com.example.plugin.A.m"},
		{"jar", forge.Entry{Name: "assets/x.jar", Data: jar(forge.Entry{Name: "classes.dex", Data: plugin, Method: forge.Deflate}), Method: forge.Deflate}, "assets/x.jar!classes.dex com.example.plugin.A.m"},
		{"stored_apk_in_raw", forge.Entry{Name: "res/raw/x", Data: jar(forge.Entry{Name: "classes2.dex", Data: plugin})}, "res/raw/x!classes2.dex com.example.plugin.A.m"},
	} {
		t.Run(c.name, func(t *testing.T) {
			a := read(t, forge.Declares().XML(), &main, c.entry)
			if a.DexFiles != 1 || a.Classes != 1 || len(a.NotRead()) > 0 || a.Packer != nil {
				t.Errorf("%d DEX files, %d classes, not read %v, packer %v: what Android does not load is not counted", a.DexFiles, a.Classes, a.NotRead(), a.Packer)
			}
			if len(a.Items) != 1 || a.Items[0].Evidence[0].Where != c.where {
				t.Errorf("items %+v, want one at %q", a.Items, c.where)
			}
		})
	}
}
