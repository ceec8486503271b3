package app

import (
	"encoding/binary"
	"fmt"
	"reflect"
	"slices"
	"strings"
	"testing"
	"testing/fstest"
)

// pb writes a length-delimited field, pbInt a varint field.
func pb(num int, data []byte) []byte {
	out := binary.AppendUvarint(nil, uint64(num)<<3|wireBytes)
	return append(binary.AppendUvarint(out, uint64(len(data))), data...)
}

func pbInt(num int, v uint64) []byte {
	return binary.AppendUvarint(binary.AppendUvarint(nil, uint64(num)<<3|wireVarint), v)
}

// protoOf compiles a document to the form of bundles, as aapt2 does.
func protoOf(e el) []byte {
	body := pb(pbElementName, []byte(e.name))
	for _, a := range e.attrs {
		x := pb(pbAttrName, []byte(a.name))
		if a.id != 0 {
			x = slices.Concat(pb(pbAttrNS, []byte(androidNS)), x, pbInt(pbAttrID, uint64(a.id)))
		}
		switch v := a.val.(type) {
		case string:
			x = append(x, pb(pbAttrValue, []byte(v))...)
		case raw:
			x = append(x, pb(pbAttrValue, []byte(v))...)
		case int:
			x = slices.Concat(x, pb(pbAttrValue, fmt.Append(nil, v)), pb(pbAttrItem, pb(pbItemPrim, pbInt(pbPrimDec, uint64(v)))))
		case bool:
			n := uint64(0)
			if v {
				n = 1
			}
			x = slices.Concat(x, pb(pbAttrValue, fmt.Append(nil, v)), pb(pbAttrItem, pb(pbItemPrim, pbInt(pbPrimBool, n))))
		case ref:
			x = slices.Concat(x, pb(pbAttrValue, []byte("@string/x")), pb(pbAttrItem, pb(pbItemRef, pbInt(pbRefID, uint64(v)))))
		}
		body = append(body, pb(pbElementAttr, x)...)
	}
	for _, k := range e.kids {
		body = append(body, pb(pbElementChild, protoOf(k))...)
	}
	return pb(pbNodeElement, body)
}

// protoTable is a resource table with the string 0x7f010000 in languages.
func protoTable(values map[string]string) []byte {
	entry := pb(pbEntryID, nil)
	for lang, s := range values {
		var config []byte
		if lang != "" {
			config = pb(pbConfigLocale, []byte(lang))
		}
		item := pb(pbValueItem, pb(pbItemStr, pb(pbStrValue, []byte(s))))
		entry = append(entry, pb(pbEntryValue, append(pb(pbConfigValueConfig, config), pb(pbConfigValueValue, item)...))...)
	}
	typ := append(pb(pbTypeID, pbInt(pbID, 1)), pb(pbTypeEntry, entry)...)
	pkg := append(pb(pbPackageID, pbInt(pbID, 0x7f)), pb(pbPackageType, typ)...)
	return pb(pbTablePackage, pkg)
}

func TestProtoManifest(t *testing.T) {
	m := mustOpen(t, zipOf(t, file{"base/manifest/AndroidManifest.xml", protoOf(sample())})).Manifest
	checkSample(t, m)
}

// split is the manifest of a split.
func split(pkg, name string, kids ...el) el {
	m := manifestEl(pkg, kids...)
	m.attrs = append(m.attrs, at{name: "split", val: name})
	return m
}

var (
	baseEl    = manifestEl("a.b", sdk(21, 30), uses(p+"CAMERA"), el{"application", []at{android(attrLabel, "label", ref(resID(0)))}, []el{{"activity", []at{name(".Main")}, nil}}})
	featureEl = split("a.b", "maps", uses(p+"ACCESS_FINE_LOCATION"), el{"application", nil, []el{{"service", []at{name(".Track")}, nil}, {"meta-data", []at{name("k"), android(attrValue, "value", "v")}, nil}}})
	configEl  = split("a.b", "config.arm64_v8a")
)

// describe writes down an app so that cases are easy to compare.
func describe(a *App) string {
	var out []string
	for _, p := range a.Permissions() {
		for _, d := range p.Declarations {
			out = append(out, strings.TrimPrefix(p.Name, "android.permission.")+"@"+d.Part)
		}
	}
	for _, c := range a.Manifest.Components {
		out = append(out, c.Name+"@"+c.Part)
	}
	for _, e := range slices.Concat(a.Dex, a.Libraries) {
		out = append(out, e.Where())
	}
	return strings.Join(out, " ")
}

const wholeApp = "ACCESS_FINE_LOCATION@maps CAMERA@ a.b.Main@ a.b.Track@maps classes.dex classes2.dex maps:classes.dex config.arm64_v8a:lib/arm64-v8a/libx.so"

func dexFile(name string) file { return file{name, []byte("dex\n035\x00" + name)} }

func TestContainers(t *testing.T) {
	axml := func(e el) []byte { return axmlOf(e, axmlOptions{}) }
	label := file{resourcesName, arscOf(shapeDense, resValue{0, "", "Solar"})}
	base := zipOf(t, file{manifestName, axml(baseEl)}, dexFile("classes.dex"), dexFile("classes2.dex"), label)
	maps := zipOf(t, file{manifestName, axml(featureEl)}, dexFile("classes.dex"))
	arm := zipOf(t, file{manifestName, axml(configEl)}, file{"lib/arm64-v8a/libx.so", []byte("x")})
	other := zipOf(t, file{manifestName, axml(manifestEl("c.d"))})
	for _, c := range []struct {
		name, container string
		files           []file
		lost, note      string
	}{
		{"apkm", APKM, []file{{"split_config.arm64_v8a.apk", arm}, {"base.apk", base}, {"split_maps.apk", maps}, {"info.json", []byte("{}")}, {"icon.png", nil}}, "", ""},
		{"apks_of_sai", APKS, []file{{"base.apk", base}, {"split_maps.apk", maps}, {"split_config.apk", arm}, {"meta.sai_v2.json", nil}}, "", ""},
		{"xapk", XAPK, []file{{"a.b.apk", base}, {"maps.apk", maps}, {"config.arm64_v8a.apk", arm}, {"manifest.json", nil}, {"Android/obb/a.b/main.1.a.b.obb", nil}}, "", "expansion file"},
		{"apks_of_bundletool", APKS, []file{{"toc.pb", nil}, {"splits/base-master.apk", other}, {"splits/base-master_2.apk", base}, {"splits/maps-master.apk", maps},
			{"splits/base-arm64_v8a.apk", arm}, {"standalones/standalone-x86.apk", other}}, "", "1 APK of the set are variants"},
		{"part_of_another_app", APKS, []file{{"base.apk", base}, {"x.apk", zipOf(t, file{manifestName, axml(split("c.d", "x"))})}, {"m.apk", maps}, {"s.apk", arm}}, "x.apk is part of another app, c.d", ""},
		{"damaged_part", APKS, []file{{"base.apk", base}, {"x.apk", []byte("PK")}, {"m.apk", maps}, {"s.apk", arm}}, "x.apk no end record", ""},
	} {
		t.Run(c.name, func(t *testing.T) {
			a := mustOpen(t, zipOf(t, c.files...))
			if got := describe(a); got != wholeApp || a.Container != c.container || a.Label("") != "Solar" {
				t.Errorf("got %s %q\n%s\nwant\n%s", a.Container, a.Label(""), got, wholeApp)
			}
			var lost []string
			for _, n := range a.NotRead() {
				lost = append(lost, n.What+" "+n.Why)
			}
			if strings.Join(lost, "\n") != c.lost || !strings.Contains(strings.Join(a.Notes(), "\n"), c.note) {
				t.Errorf("lost %q, notes %q", lost, a.Notes())
			}
		})
	}
}

func TestDeflatedInnerAPK(t *testing.T) {
	base := zipOf(t, file{manifestName, axmlOf(baseEl, axmlOptions{})}, dexFile("classes.dex"))
	set := zipOf(t, file{"base.APK", base}, file{"manifest.json", []byte("{}")}) // the builder stores ".apk" only
	a := mustOpen(t, set)
	if got, err := a.Read(a.Dex[0], nil); err != nil || !strings.HasPrefix(string(got), "dex\n") {
		t.Errorf("got %q, %v", got, err)
	}
}

func TestBundle(t *testing.T) {
	library := func(group, artifact, version string) []byte {
		return pb(pbDependenciesLibrary, pb(pbLibraryMaven, slices.Concat(pb(pbMavenGroup, []byte(group)), pb(pbMavenArtifact, []byte(artifact)), pb(pbMavenVersion, []byte(version)))))
	}
	unity := pb(pbDependenciesLibrary, pb(pbLibraryUnity, append(pb(pbUnityName, []byte("com.unity.ads")), pb(pbUnityVersion, []byte("4.0"))...)))
	a := mustOpen(t, zipOf(t,
		file{"BundleConfig.pb", nil},
		file{"base/manifest/AndroidManifest.xml", protoOf(baseEl)},
		dexFile("base/dex/classes.dex"), dexFile("base/dex/classes2.dex"),
		file{"base/root/META-INF/x.version", []byte("1.0")}, file{"base/assets/a.txt", []byte("a")},
		file{"base/resources.pb", protoTable(map[string]string{"": "Solar", "zh-CN": "太阳能"})},
		file{"maps/manifest/AndroidManifest.xml", protoOf(featureEl)}, dexFile("maps/dex/classes.dex"),
		file{"config.arm64_v8a/manifest/AndroidManifest.xml", protoOf(configEl)}, file{"config.arm64_v8a/lib/arm64-v8a/libx.so", []byte("x")},
		file{dependenciesPB, slices.Concat(library("com.squareup.okhttp3", "okhttp", "4.12.0"), library("a", "b", ""), unity)},
	))
	if got := describe(a); got != wholeApp || a.Container != AAB {
		t.Errorf("got %s\n%s\nwant\n%s", a.Container, got, wholeApp)
	}
	if got := a.Label("") + a.Label("zh-CN") + a.Label("fr"); got != "Solar太阳能Solar" {
		t.Errorf("label %q", got)
	}
	if e, ok := a.Entry("META-INF/x.version"); !ok {
		t.Error("a root file has another name than in an APK")
	} else if got, err := a.Read(e, nil); string(got) != "1.0" || err != nil {
		t.Errorf("got %q, %v", got, err)
	}
	want := []Coordinate{{"com.squareup.okhttp3", "okhttp", "4.12.0"}, {"a", "b", ""}, {"", "com.unity.ads", "4.0"}}
	if got := a.Coordinates(); !reflect.DeepEqual(got, want) {
		t.Errorf("got %+v", got)
	}
	if len(a.Notes())+len(a.NotRead()) > 0 {
		t.Errorf("a plain bundle is odd: %q %v", a.Notes(), a.NotRead())
	}
}

func TestDirectory(t *testing.T) {
	axml := func(e el) []byte { return axmlOf(e, axmlOptions{}) }
	base := zipOf(t, file{manifestName, axml(baseEl)}, dexFile("classes.dex"), dexFile("classes2.dex"))
	maps := zipOf(t, file{manifestName, axml(featureEl)}, dexFile("classes.dex"))
	arm := zipOf(t, file{manifestName, axml(configEl)}, file{"lib/arm64-v8a/libx.so", []byte("x")})
	other := zipOf(t, file{manifestName, axml(manifestEl("c.d"))})
	dir := func(files ...file) fstest.MapFS {
		out := fstest.MapFS{"readme.txt": {Data: []byte("x")}}
		for _, f := range files {
			out[f.name] = &fstest.MapFile{Data: f.data}
		}
		return out
	}
	t.Run("splits", func(t *testing.T) {
		a, closer, err := OpenDir("d", dir(file{"base.apk", base}, file{"maps.apk", maps}, file{"arm.apk", arm}), DefaultLimits())
		if err != nil {
			t.Fatal(err)
		}
		defer closer.Close()
		if got := describe(a); got != wholeApp || a.Container != Directory || a.Size != int64(len(base)+len(maps)+len(arm)) {
			t.Errorf("got %s", got)
		}
		if sum, err := a.SHA256(); len(sum) != 64 || err != nil {
			t.Errorf("got %q, %v", sum, err)
		}
	})
	t.Run("one_damaged", func(t *testing.T) {
		a, closer, err := OpenDir("d", dir(file{"base.apk", base}, file{"x.apk", []byte("PK")}), DefaultLimits())
		if err != nil {
			t.Fatal(err)
		}
		defer closer.Close()
		if lost := a.NotRead(); len(lost) != 1 || lost[0].What != "x.apk" || !strings.Contains(lost[0].Why, "is cut off") {
			t.Errorf("got %v", lost)
		}
	})
	for _, c := range []struct {
		name  string
		files []file
		want  string
	}{
		{"without_apk", nil, "d: holds no APK"},
		{"two_apps", []file{{"a.apk", base}, {"b.apk", other}}, "d: holds more than one app: a.apk (a.b) and b.apk (c.d); name one of them"},
		{"no_app_in_it", []file{{"a.apk", []byte("<html>")}}, "a.apk: is not an app"},
	} {
		t.Run(c.name, func(t *testing.T) {
			a, closer, err := OpenDir("d", dir(c.files...), DefaultLimits())
			if a != nil || closer != nil || err == nil || !strings.Contains(err.Error(), c.want) {
				t.Errorf("got %v, want %q", err, c.want)
			}
		})
	}
}

// A split alone is read, and said to be a part.
func TestSplitAlone(t *testing.T) {
	a := mustOpen(t, zipOf(t, file{manifestName, axmlOf(featureEl, axmlOptions{})}))
	if lost := a.NotRead(); len(lost) != 1 || lost[0].What != "base APK" || !strings.Contains(lost[0].Why, `split "maps" of a.b`) {
		t.Errorf("got %v", lost)
	}
}

func TestProtoDamage(t *testing.T) {
	data := protoOf(sample())
	for n := range data {
		x := &protoXML{lim: DefaultLimits(), used: &usage{}}
		m := &Manifest{}
		if seen, err := x.walk(data[:n], &manifestReader{m: m, resolve: func(Value) (string, bool) { return "", false }}); err == nil && seen {
			t.Fatalf("a manifest of %d of %d bytes is whole", n, len(data))
		}
	}
}
