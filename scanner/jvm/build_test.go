package jvm

import (
	"archive/zip"
	"bytes"
	"encoding/binary"
	"testing"
)

// classWriter writes a small class file. Constants are added as they are named.
type classWriter struct {
	pool  []byte
	count uint16
	known map[string]uint16
}

func newClassWriter() *classWriter {
	return &classWriter{count: 1, known: map[string]uint16{}}
}

func (w *classWriter) constant(tag byte, body ...byte) uint16 {
	key := string(append([]byte{tag}, body...))
	if i, ok := w.known[key]; ok {
		return i
	}
	i := w.count
	w.count++
	w.pool = append(append(w.pool, tag), body...)
	if tag == tagLong || tag == tagDouble {
		w.count++
	}
	w.known[key] = i
	return i
}

func two(n ...uint16) (b []byte) {
	for _, v := range n {
		b = binary.BigEndian.AppendUint16(b, v)
	}
	return b
}

func (w *classWriter) utf8(s string) uint16 {
	return w.constant(tagUTF8, append(two(uint16(len(s))), s...)...)
}
func (w *classWriter) class(s string) uint16 { return w.constant(tagClass, two(w.utf8(s))...) }
func (w *classWriter) str(s string) uint16   { return w.constant(tagString, two(w.utf8(s))...) }
func (w *classWriter) long() uint16          { return w.constant(tagLong, 0, 0, 0, 0, 0, 0, 0, 7) }
func (w *classWriter) member(tag byte, class, name, typ string) uint16 {
	nt := w.constant(tagNameAndType, two(w.utf8(name), w.utf8(typ))...)
	return w.constant(tag, two(w.class(class), nt)...)
}

func (w *classWriter) attribute(name string, body []byte) []byte {
	b := two(w.utf8(name))
	b = binary.BigEndian.AppendUint32(b, uint32(len(body)))
	return append(b, body...)
}

func (w *classWriter) code(code ...byte) []byte {
	body := binary.BigEndian.AppendUint32(two(2, 2), uint32(len(code)))
	body = append(append(body, code...), 0, 0, 0, 0) // no handlers, no attributes
	return w.attribute("Code", body)
}

// bytes writes a class "com/example/A" with the given members and attributes,
// each already in the format, each with its count before it.
func (w *classWriter) bytes(fields, methods, attributes []byte) []byte {
	this, super, iface := w.class("com/example/A"), w.class("java/lang/Object"), w.class("java/lang/Runnable")
	b := binary.BigEndian.AppendUint32(nil, classMagic)
	b = append(b, two(0, 52, w.count)...)
	b = append(b, w.pool...)
	b = append(b, two(0x21, this, super, 1, iface)...)
	return append(append(append(b, fields...), methods...), attributes...)
}

// sampleClass has a constant, and a method with one of each reference.
func sampleClass() []byte {
	w := newClassWriter()
	field := append(two(1, 0x19, w.utf8("VERSION"), w.utf8("Ljava/lang/String;"), 1),
		w.attribute("ConstantValue", two(w.str("4.8.1")))...)
	w.long()
	call := func(op byte, i uint16, more ...byte) []byte { return append(append([]byte{op}, two(i)...), more...) }
	var code []byte
	code = append(code, opLdc, byte(w.str("imei")))
	code = append(code, call(opLdcW, w.str("位置"))...)
	code = append(code, call(opGetStatic, w.member(tagField, "android/os/Build", "SERIAL", "Ljava/lang/String;"))...)
	code = append(code, call(0xb5, w.member(tagField, "com/example/A", "own", "I"))...) // putfield
	code = append(code, call(opGetField, w.member(tagField, "com/example/A", "own", "I"))...)
	code = append(code, call(0xb8, w.member(tagMethod, "com/example/B", "f", "()V"))...)
	code = append(code, call(opInvokeIface, w.member(tagInterfaceMethod, "java/util/List", "size", "()I"), 1, 0)...)
	handle := w.constant(tagMethodHandle, append([]byte{6}, two(w.member(tagMethod, "com/example/A", "lambda$0", "()V"))...)...)
	site := w.constant(tagInvokeDynamic, two(0, w.constant(tagNameAndType, two(w.utf8("run"), w.utf8("()Ljava/lang/Runnable;"))...))...)
	code = append(code, call(opInvokeDynamic, site, 0, 0)...)
	code = append(code, opWide, opIinc, 0, 1, 0, 1, opWide, 0x15, 0, 1)
	for len(code)%4 != 3 {
		code = append(code, 0)
	}
	code = append(code, opTableSwitch)
	code = append(code, two(0, 0, 0, 1, 0, 2, 0, 0, 0, 0)...) // default, low 1, high 2, two targets
	code = append(code, opLookupSwitch, 0, 0, 0)
	code = append(code, two(0, 0, 0, 1, 0, 9, 0, 0)...) // default, one pair
	code = append(code, opLdc, byte(w.str("imei")), 0xb1)
	method := append(two(2, 1, w.utf8("run"), w.utf8("()V"), 1), w.code(code...)...)
	method = append(method, two(0x401, w.utf8("abstractOne"), w.utf8("(I)V"), 0)...)
	attrs := append(two(2), w.attribute("SourceFile", two(w.utf8("A.java")))...)
	attrs = append(attrs, w.attribute("BootstrapMethods", two(1, handle, 1, handle))...)
	return w.bytes(field, method, attrs)
}

// badCodeClass has one sound method and one whose code ends within an
// instruction.
func badCodeClass() []byte {
	w := newClassWriter()
	good := w.code(opLdc, byte(w.str("s")), 0xb1)
	methods := append(two(2, 1, w.utf8("good"), w.utf8("()V"), 1), good...)
	methods = append(methods, append(two(1, w.utf8("bad"), w.utf8("()V"), 1), w.code(opLdc, byte(w.str("s")), opInvokeVirtual)...)...)
	return w.bytes(two(0), methods, two(0))
}

// zipOf writes a ZIP of the entries, in order: name, content, name, content.
func zipOf(t testing.TB, entries ...string) []byte {
	t.Helper()
	var buf bytes.Buffer
	z := zip.NewWriter(&buf)
	for i := 0; i < len(entries); i += 2 {
		w, err := z.Create(entries[i])
		if err == nil {
			_, err = w.Write([]byte(entries[i+1]))
		}
		if err != nil {
			t.Fatal(err)
		}
	}
	if err := z.Close(); err != nil {
		t.Fatal(err)
	}
	return buf.Bytes()
}
