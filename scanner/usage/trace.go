package usage

import (
	"github.com/candor-scan/candor/scanner/dex"
	"github.com/candor-scan/candor/sdkdb"
)

// tracer reads what the code does in classes that no entry of the database
// claims, which may be an SDK's under other names.
type tracer struct {
	*pass
	// Hashes by index, made when first needed: 0 stands for not yet.
	methods, fields, strings []uint64
	texts                    []textUse // by string index
	proto                    []byte
	traces                   []sdkdb.Trace
}

// textUse is what a string constant means to the tracer, as bits.
type textUse uint8

const (
	textSeen  textUse = 1 << iota // the hash is made; 0 leaves no trace
	textLong                      // tells more
	textKnown                     // some entry of the database has it
)

// wantTraces marks what the tracer looks for in the classes that nobody claims,
// as interest of the second kind, and returns the tracer; nil where every class
// is claimed. Known trees cost nothing.
func (p *pass) wantTraces(in *dex.Interest) *tracer {
	kinds, unclaimed := make([]uint8, p.dex.NumClasses()), false
	for i := range kinds {
		kinds[i] = searched
		if t := p.dex.Class(i).Type; int(t) < len(p.origin) && p.code.Unclaimed(p.origin[t]) {
			kinds[i], unclaimed = searched|traced, true
		}
	}
	if !unclaimed {
		return nil
	}
	in.Classes = kinds
	platform := make([]uint8, p.dex.NumTypes())
	for i := range platform {
		if sdkdb.TracesClass(p.dex.Type(uint32(i))) {
			platform[i] = traced
		}
	}
	for i := range in.Methods {
		if c := p.dex.Method(uint32(i)).Class; int(c) < len(platform) {
			in.Methods[i] |= platform[c]
		}
	}
	for i := range in.Fields {
		if c := p.dex.Field(uint32(i)).Class; int(c) < len(platform) {
			in.Fields[i] |= platform[c]
		}
	}
	for i := range in.Strings {
		in.Strings[i] |= traced
	}
	return &tracer{pass: p, methods: make([]uint64, len(in.Methods)), fields: make([]uint64, len(in.Fields)), strings: make([]uint64, len(in.Strings)), texts: make([]textUse, len(in.Strings))}
}

// visit tells the database what a method does; class is its type.
func (t *tracer) visit(class, method uint32, refs []dex.Ref) {
	if sdkdb.IsClassInitializer(t.dex.String(t.dex.Method(method).Name)) {
		return
	}
	t.traces = t.traces[:0]
	for _, r := range refs {
		var trace sdkdb.Trace
		switch r.Kind {
		case dex.CallRef:
			if t.interest.Methods[r.Index]&traced != 0 {
				trace = t.call(r.Index)
			}
		case dex.ReadRef:
			if t.interest.Fields[r.Index]&traced != 0 {
				trace = t.field(r.Index)
			}
		case dex.StringRef:
			trace = t.text(r.Index)
		}
		if trace.Hash != 0 {
			t.traces = append(t.traces, trace)
		}
	}
	t.code.Method(t.dex.Type(class), t.traces)
}

func (t *tracer) call(i uint32) sdkdb.Trace {
	if t.methods[i] == 0 {
		m := t.dex.Method(i)
		t.proto = t.dex.AppendProto(t.proto[:0], m.Proto)
		t.methods[i] = sdkdb.MemberTrace(t.dex.Type(m.Class), t.dex.String(m.Name), t.proto).Hash
	}
	return sdkdb.Trace{Hash: t.methods[i]}
}

func (t *tracer) field(i uint32) sdkdb.Trace {
	if t.fields[i] == 0 {
		f := t.dex.Field(i)
		t.fields[i] = sdkdb.MemberTrace(t.dex.Type(f.Class), t.dex.String(f.Name), t.dex.Type(f.Type)).Hash
	}
	return sdkdb.Trace{Hash: t.fields[i]}
}

func (t *tracer) text(i uint32) sdkdb.Trace {
	if t.texts[i] == 0 {
		t.lookUpText(i)
	}
	trace := sdkdb.Trace{Hash: t.strings[i], Long: t.texts[i]&textLong != 0}
	if t.texts[i]&textKnown != 0 {
		trace.Text = t.dex.String(i)
	}
	return trace
}

func (t *tracer) lookUpText(i uint32) {
	trace := sdkdb.StringTrace(t.dex.String(i))
	t.strings[i], t.texts[i] = trace.Hash, textSeen
	if trace.Hash == 0 {
		return
	}
	if trace.Long {
		t.texts[i] |= textLong
	}
	if t.code.KnowsText(trace) {
		t.texts[i] |= textKnown
	}
}
