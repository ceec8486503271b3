package app

import (
	"archive/zip"
	"bytes"
	"encoding/binary"
	"slices"
	"strings"
	"testing"
	"unicode/utf16"
)

// el and at describe an XML document; axmlOf compiles it as aapt would.
type el struct {
	name  string
	attrs []at
	kids  []el
}

type at struct {
	id   uint32
	name string
	val  any // string, int, bool, ref, or raw for a value without type
}

type (
	ref uint32
	raw string
)

// android makes an attribute of Android's namespace.
func android(id uint32, name string, val any) at { return at{id, name, val} }

func name(v any) at { return android(attrName, "name", v) }

// axmlOptions are ways in which real files differ from the plain form.
type axmlOptions struct {
	utf8      bool
	stride    int               // bytes of an attribute; 0: 20
	rename    map[string]string // what attribute names read instead
	noNS      bool
	junkChunk bool
}

type axmlBuilder struct {
	opt     axmlOptions
	strings []string
	index   map[string]uint32
	ids     []uint32
	nodes   []byte
}

func axmlOf(root el, opt axmlOptions) []byte {
	b := &axmlBuilder{opt: opt, index: map[string]uint32{}}
	if b.opt.stride == 0 {
		b.opt.stride = attributeSize
	}
	b.collectIDs(root)
	b.node(root)
	pool := poolBytes(b.strings, opt.utf8)
	ids := chunk(chunkResourceMap, 8, nil, u32s(b.ids...))
	var junk []byte
	if opt.junkChunk {
		junk = chunk(0x7777, 8, nil, make([]byte, 8))
	}
	return chunk(chunkXML, 8, nil, slices.Concat(pool, junk, ids, b.nodes))
}

// collectIDs puts the names of attributes with an id first, as the resource
// map asks for.
func (b *axmlBuilder) collectIDs(e el) {
	for _, a := range e.attrs {
		if a.id != 0 && !slices.Contains(b.ids, a.id) {
			b.ids = append(b.ids, a.id)
			text := a.name
			if n, ok := b.opt.rename[text]; ok {
				text = n
			}
			b.index["attr:"+a.name] = uint32(len(b.strings))
			b.strings = append(b.strings, text)
		}
	}
	for _, k := range e.kids {
		b.collectIDs(k)
	}
}

func (b *axmlBuilder) str(s string) uint32 {
	if i, ok := b.index[s]; ok {
		return i
	}
	b.index[s] = uint32(len(b.strings))
	b.strings = append(b.strings, s)
	return b.index[s]
}

func (b *axmlBuilder) node(e el) {
	ext := u32s(noString, b.str(e.name))
	ext = append(ext, u16s(tagExtSize, uint16(b.opt.stride), uint16(len(e.attrs)), 0, 0, 0)...)
	for _, a := range e.attrs {
		n, ok := b.index["attr:"+a.name]
		ns := uint32(noString)
		if !ok || a.id == 0 {
			n = b.str(a.name)
		} else if !b.opt.noNS {
			ns = b.str(androidNS)
		}
		rawText, typ, data := b.value(a.val)
		one := append(u32s(ns, n, rawText), 8, 0, 0, typ)
		one = append(one, u32s(data)...)
		ext = append(ext, append(one, make([]byte, b.opt.stride-attributeSize)...)...)
	}
	b.nodes = append(b.nodes, chunk(chunkStartTag, nodeHeaderSize, u32s(1, noString), ext)...)
	for _, k := range e.kids {
		b.node(k)
	}
	b.nodes = append(b.nodes, chunk(chunkEndTag, nodeHeaderSize, u32s(1, noString), u32s(noString, b.str(e.name)))...)
}

func (b *axmlBuilder) value(v any) (rawText uint32, typ byte, data uint32) {
	switch v := v.(type) {
	case string:
		return b.str(v), resString, b.str(v)
	case raw:
		return b.str(string(v)), resNull, 0
	case int:
		return noString, resIntDec, uint32(v)
	case bool:
		if v {
			return noString, resBool, 0xffffffff
		}
		return noString, resBool, 0
	case ref:
		return noString, resReference, uint32(v)
	}
	panic("no such value")
}

func poolBytes(list []string, utf8 bool) []byte {
	var offsets, data []byte
	for _, s := range list {
		offsets = append(offsets, u32s(uint32(len(data)))...)
		units := utf16.Encode([]rune(s))
		if utf8 {
			data = append(data, poolLen8(len(units))...)
			data = append(data, poolLen8(len(s))...)
			data = append(append(data, s...), 0)
			continue
		}
		data = append(data, u16s(uint16(len(units)))...)
		data = append(data, u16s(units...)...)
		data = append(data, 0, 0)
	}
	for len(data)%4 != 0 {
		data = append(data, 0)
	}
	flags := uint32(0)
	if utf8 {
		flags = poolUTF8
	}
	head := u32s(uint32(len(list)), 0, flags, uint32(stringPoolHdrSize+len(offsets)), 0)
	return chunk(chunkStringPool, stringPoolHdrSize, head, append(offsets, data...))
}

func poolLen8(n int) []byte {
	if n < 0x80 {
		return []byte{byte(n)}
	}
	return []byte{byte(n>>8) | 0x80, byte(n)}
}

// chunk writes a resource chunk: its header of head bytes, then the body.
func chunk(typ uint16, head int, rest, body []byte) []byte {
	out := u16s(typ, uint16(head))
	out = append(out, u32s(uint32(head+len(body)))...)
	return append(append(out, rest...), body...)
}

func u32s(list ...uint32) (out []byte) {
	for _, v := range list {
		out = binary.LittleEndian.AppendUint32(out, v)
	}
	return out
}

func u16s(list ...uint16) (out []byte) {
	for _, v := range list {
		out = binary.LittleEndian.AppendUint16(out, v)
	}
	return out
}

// file is one entry of a test archive.
type file struct {
	name string
	data []byte
}

// zipOf packs files; a name that ends in ".apk" is stored, others deflated.
func zipOf(t testing.TB, files ...file) []byte {
	t.Helper()
	var buf bytes.Buffer
	w := zip.NewWriter(&buf)
	for _, f := range files {
		h := &zip.FileHeader{Name: f.name, Method: zip.Deflate}
		if len(f.data) == 0 || strings.HasSuffix(f.name, ".apk") {
			h.Method = zip.Store
		}
		e, err := w.CreateHeader(h)
		if err == nil {
			_, err = e.Write(f.data)
		}
		if err != nil {
			t.Fatal(err)
		}
	}
	if err := w.Close(); err != nil {
		t.Fatal(err)
	}
	return buf.Bytes()
}

// manifestEl is a manifest with the children given.
func manifestEl(pkg string, kids ...el) el {
	return el{"manifest", []at{{name: "package", val: pkg}, android(attrVersionCode, "versionCode", 7)}, kids}
}

func apkOf(t testing.TB, root el, more ...file) []byte {
	t.Helper()
	return zipOf(t, append([]file{{manifestName, axmlOf(root, axmlOptions{})}, {"classes.dex", []byte("dex\n035\x00")}}, more...)...)
}

func mustOpen(t testing.TB, data []byte) *App {
	t.Helper()
	a, err := Open("test.apk", bytes.NewReader(data), int64(len(data)), DefaultLimits())
	if err != nil {
		t.Fatal(err)
	}
	return a
}

// readManifestEl decodes a manifest without an archive around it.
func readManifestEl(t testing.TB, root el, opt axmlOptions) *Manifest {
	t.Helper()
	return mustOpen(t, zipOf(t, file{manifestName, axmlOf(root, opt)})).Manifest
}
