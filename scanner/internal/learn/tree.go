package learn

import (
	"context"
	"fmt"
	"strings"

	"github.com/candor-scan/candor/scanner/app"
	"github.com/candor-scan/candor/scanner/dex"
	"github.com/candor-scan/candor/scanner/internal/observe"
	"github.com/candor-scan/candor/sdkdb"
)

// Tree reads the classes of an app that lie under a package, with dots, as
// if they were an artefact of their own. It is an error if there are none.
func Tree(ctx context.Context, src app.Source, root string, o observe.Options) (*sdkdb.Artefact, error) {
	opened, closer, err := src.Open(o.AppLimits)
	if err != nil {
		return nil, err
	}
	defer closer.Close()
	a := &sdkdb.Artefact{Name: root}
	var buf []byte
	for _, e := range opened.Dex {
		if err := ctx.Err(); err != nil {
			return nil, err
		}
		if buf, err = opened.Read(e, buf); err != nil {
			continue // a scan says what could not be read
		}
		files, err := dex.Parse(buf, o.DexLimits)
		if err != nil {
			continue
		}
		for _, f := range files {
			t := &treeReader{f: f, under: "L" + strings.ReplaceAll(root, ".", "/") + "/"}
			a.Classes = append(a.Classes, t.read()...)
		}
	}
	if len(a.Classes) == 0 {
		return nil, fmt.Errorf("%s: no classes under %s", src.Path, root)
	}
	for _, c := range opened.Manifest.Components {
		if strings.HasPrefix(c.Name, root+".") {
			note(&a.Components, c.Name)
		}
	}
	return a, nil
}

// treeReader reads the classes of one DEX file whose descriptors begin alike.
type treeReader struct {
	f     *dex.File
	under string
	out   []sdkdb.ArtefactClass
	at    map[int]int // class index → index into out
}

func (t *treeReader) read() []sdkdb.ArtefactClass {
	t.at = map[int]int{}
	mark := func(n int) []uint8 {
		all := make([]uint8, n)
		for i := range all {
			all[i] = 1
		}
		return all
	}
	in := dex.Interest{Methods: mark(t.f.NumMethods()), Fields: mark(t.f.NumFields()), Strings: mark(t.f.NumStrings()), Classes: make([]uint8, t.f.NumClasses())}
	for i := range in.Classes {
		d := dex.Decode(t.f.Type(t.f.Class(i).Type))
		if !strings.HasPrefix(d, t.under) {
			continue
		}
		in.Classes[i], t.at[i] = 1, len(t.out)
		c := sdkdb.ArtefactClass{Name: dotted(d)}
		t.f.StaticStrings(i, func(field, str uint32) {
			c.Constants = append(c.Constants, sdkdb.Constant{Field: dex.Decode(t.f.String(t.f.Field(field).Name)), Value: dex.Decode(t.f.String(str))})
		})
		t.out = append(t.out, c)
	}
	t.f.Walk(in, t.method)
	return t.out
}

func (t *treeReader) method(class int, method uint32, refs []dex.Ref) {
	m := sdkdb.ArtefactMethod{Name: dex.Decode(t.f.String(t.f.Method(method).Name))}
	for _, r := range refs {
		switch r.Kind {
		case dex.CallRef:
			ref := t.f.Method(r.Index)
			if owner := t.f.Type(ref.Class); sdkdb.TracesClass(owner) {
				m.Traces = append(m.Traces, sdkdb.MemberTrace(owner, t.f.String(ref.Name), t.f.AppendProto(nil, ref.Proto)))
			}
		case dex.ReadRef:
			ref := t.f.Field(r.Index)
			if owner := t.f.Type(ref.Class); sdkdb.TracesClass(owner) {
				m.Traces = append(m.Traces, sdkdb.MemberTrace(owner, t.f.String(ref.Name), t.f.Type(ref.Type)))
			}
		case dex.StringRef:
			if trace := sdkdb.StringTrace([]byte(string(t.f.String(r.Index)))); trace.Hash != 0 {
				m.Traces = append(m.Traces, trace)
			}
		}
	}
	c := &t.out[t.at[class]]
	c.Methods = append(c.Methods, m)
}
