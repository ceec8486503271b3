package app

import (
	"bytes"
	"os"
	"path/filepath"
	"testing"
)

// fuzzLimits keep one run of a fuzz target short.
func fuzzLimits() Limits {
	lim := DefaultLimits()
	lim.Entries, lim.ManifestBytes, lim.ResourceBytes, lim.DexBytes, lim.EntryBytes, lim.TotalBytes = 500, 1*mib, 1*mib, 1*mib, 1*mib, 8*mib
	lim.XMLElements, lim.XMLAttributes = 5000, 20_000
	return lim
}

// addHostile seeds f with the hostile files, where they are.
func addHostile(f *testing.F) {
	list, _ := filepath.Glob(filepath.Join(hostileDir, "*.apk"))
	for _, path := range list {
		if data, err := os.ReadFile(path); err == nil && len(data) < 10_000 {
			f.Add(data)
		}
	}
}

// walk asks an app everything it can tell.
func walk(a *App) {
	a.Permissions()
	a.Guards()
	a.Label("zh")
	a.Signer()
	a.Coordinates()
	for _, d := range a.Manifest.Application.MetaData {
		a.Resolve(d.Value)
	}
	var buf []byte
	for i, e := range a.Entries() {
		if i > 20 {
			break
		}
		if data, err := a.Read(e, buf); err == nil {
			buf = data
		}
	}
	a.Notes()
	a.NotRead()
}

func FuzzOpen(f *testing.F) {
	addHostile(f)
	f.Add(apkOf(f, sample()))
	f.Add(zipOf(f, file{"base.apk", apkOf(f, baseEl)}, file{"split.apk", apkOf(f, featureEl)}, file{"info.json", nil}))
	f.Add(zipOf(f, file{"base/manifest/AndroidManifest.xml", protoOf(sample())}, file{"base/resources.pb", protoTable(map[string]string{"": "x"})}, file{dependenciesPB, pb(1, pb(1, pb(2, []byte("a"))))}))
	f.Add(signed(f, apkOf(f, sample()), map[uint32][]byte{signingV2: certOf(f, "x")}))
	f.Fuzz(func(t *testing.T, data []byte) {
		a, err := Open("f.apk", bytes.NewReader(data), int64(len(data)), fuzzLimits())
		if (err == nil) != (a != nil) {
			t.Fatalf("app %v with error %v", a, err)
		}
		if err != nil && bytes.ContainsRune([]byte(err.Error()), '\n') {
			t.Fatalf("more than one line: %q", err)
		}
		if a != nil {
			walk(a)
		}
	})
}

// fuzzManifest reads data as a manifest, in whichever form it is.
func fuzzManifest(t *testing.T, data []byte) {
	m := &Manifest{}
	h := &manifestReader{m: m, resolve: func(v Value) (string, bool) { return v.String(), true }}
	seen, _, err := walkXML(data, fuzzLimits(), &usage{}, h)
	if !seen && err == nil {
		t.Fatal("nothing seen and no error")
	}
	m.permissions()
}

func FuzzManifest(f *testing.F) {
	for _, opt := range []axmlOptions{{}, {utf8: true}, {stride: 24, junkChunk: true}} {
		f.Add(axmlOf(sample(), opt))
	}
	f.Fuzz(fuzzManifest)
}

func FuzzProtoManifest(f *testing.F) {
	f.Add(protoOf(sample()))
	f.Fuzz(fuzzManifest)
}

func FuzzResources(f *testing.F) {
	values := []resValue{{0, "", "Solar"}, {0, "zh", "太阳能"}, {1, "", ref(resID(0))}, {2, "", 7}}
	for shape := shapeDense; shape <= shapeCompact; shape++ {
		f.Add(arscOf(shape, values...), resID(1))
	}
	f.Fuzz(func(t *testing.T, data []byte, id uint32) {
		r, err := readResources(data)
		if (err == nil) != (r != nil) {
			t.Fatalf("table %v with error %v", r, err)
		}
		if r != nil {
			for i := range uint32(4) {
				r.lookup(id+i, "zh")
			}
		}
	})
}

func FuzzProtoResources(f *testing.F) {
	f.Add(protoTable(map[string]string{"": "Solar", "zh": "太阳能"}), resID(0))
	f.Fuzz(func(t *testing.T, data []byte, id uint32) {
		r := &protoResources{data: data}
		r.lookup(id, "zh")
	})
}

func FuzzSignature(f *testing.F) {
	cert := certOf(f, "x")
	f.Add(pkcs7Of(f, cert, cert))
	f.Fuzz(func(t *testing.T, data []byte) {
		cert, err := pkcs7Certificate(data)
		if (err == nil) != (cert != nil) {
			t.Fatalf("certificate %v with error %v", cert, err)
		}
		firstCertificate(data)
	})
}
