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
	proto                    []byte
	traces                   []sdkdb.Trace
}

// noTrace is the hash kept for what leaves no trace.
const noTrace = ^uint64(0)

// traceUnclaimed walks the classes nobody claims once more, if there are any,
// and tells the database what they do. Known trees cost nothing.
func (p *pass) traceUnclaimed() {
	classes, any := make([]uint8, p.dex.NumClasses()), false
	for i := range classes {
		if t := p.dex.Class(i).Type; int(t) < len(p.origin) && p.code.Unclaimed(p.origin[t]) {
			classes[i], any = 1, true
		}
	}
	if !any {
		return
	}
	t := &tracer{pass: p, methods: make([]uint64, p.dex.NumMethods()), fields: make([]uint64, p.dex.NumFields()), strings: make([]uint64, p.dex.NumStrings())}
	traced := make([]bool, p.dex.NumTypes())
	for i := range traced {
		traced[i] = sdkdb.TracesClass(p.dex.Type(uint32(i)))
	}
	interest := dex.Interest{Classes: classes, Methods: make([]uint8, len(t.methods)), Fields: make([]uint8, len(t.fields)), Strings: make([]uint8, len(t.strings))}
	for i := range interest.Methods {
		if c := p.dex.Method(uint32(i)).Class; int(c) < len(traced) && traced[c] {
			interest.Methods[i] = 1
		}
	}
	for i := range interest.Fields {
		if c := p.dex.Field(uint32(i)).Class; int(c) < len(traced) && traced[c] {
			interest.Fields[i] = 1
		}
	}
	for i := range interest.Strings {
		interest.Strings[i] = 1
	}
	p.dex.Walk(interest, t.visit)
}

func (t *tracer) visit(class int, method uint32, refs []dex.Ref) {
	if sdkdb.IsClassInitializer(t.dex.String(t.dex.Method(method).Name)) {
		return
	}
	t.traces = t.traces[:0]
	for _, r := range refs {
		var trace sdkdb.Trace
		switch r.Kind {
		case dex.CallRef:
			trace = t.call(r.Index)
		case dex.ReadRef:
			trace = t.field(r.Index)
		case dex.StringRef:
			trace = t.text(r.Index)
		}
		if trace.Hash != 0 {
			t.traces = append(t.traces, trace)
		}
	}
	t.code.Method(t.dex.Type(t.dex.Class(class).Type), t.traces)
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
	if t.strings[i] == 0 {
		if t.strings[i] = sdkdb.StringTrace(t.dex.String(i)).Hash; t.strings[i] == 0 {
			t.strings[i] = noTrace
		}
	}
	if t.strings[i] == noTrace {
		return sdkdb.Trace{}
	}
	return sdkdb.Trace{Hash: t.strings[i], Text: t.dex.String(i)}
}
