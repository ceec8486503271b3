package sdkdb

import (
	"bytes"
	"cmp"
	"slices"
)

// Trace is one thing the code of a method does that renaming cannot hide: a
// call of the platform, a read of a field of the platform, a string constant.
// Classes, members and packages of the app itself have other names after
// renaming and leave no trace.
type Trace struct {
	Hash uint64 // 0 for a thing that tells nothing
	// Long marks a string constant that is long enough to tell more.
	Long bool
	// Text is the string constant, as MUTF-8, nil for a call or a field. It is
	// not kept. A string that [Code.KnowsText] does not know may go without.
	Text []byte
}

// platform lists where the classes lie that every device brings along, and
// that therefore keep their names.
var platform = [][]byte{
	[]byte("Ljava/"), []byte("Ljavax/"), []byte("Landroid/"), []byte("Ldalvik/"),
	[]byte("Lorg/json/"), []byte("Lorg/xml/"), []byte("Lorg/w3c/"), []byte("Lorg/apache/http/"),
}

// bundled lists what lies under the platform's names and is packed into apps.
var bundled = [][]byte{[]byte("Landroid/support/"), []byte("Landroid/arch/")}

// faint lists classes whose calls come and go with the compiler: strings put
// together, boxes, checks for null, lambda expressions, assertions.
var faint = map[string]bool{
	"Ljava/lang/Object;": true, "Ljava/util/Objects;": true, "Ljava/lang/StringBuilder;": true, "Ljava/lang/StringBuffer;": true,
	"Ljava/lang/Integer;": true, "Ljava/lang/Long;": true, "Ljava/lang/Boolean;": true, "Ljava/lang/Byte;": true,
	"Ljava/lang/Short;": true, "Ljava/lang/Character;": true, "Ljava/lang/Float;": true, "Ljava/lang/Double;": true,
	"Ljava/lang/Throwable;": true, "Ljava/lang/AssertionError;": true, "Ljava/lang/Enum;": true,
	"Ljava/lang/NoSuchFieldError;": true, "Ljava/lang/NoClassDefFoundError;": true,
}

// TracesClass reports whether calls and fields of a class, given by its
// descriptor, are traces.
func TracesClass(descriptor []byte) bool {
	fits := func(p []byte) bool { return bytes.HasPrefix(descriptor, p) }
	return slices.ContainsFunc(platform, fits) && !slices.ContainsFunc(bundled, fits) && !faint[string(descriptor)]
}

// MemberTrace returns the trace of a call or of a read of a field whose class
// [TracesClass] wants. typ is the prototype "(I)V" or the type of the field.
func MemberTrace(class, name, typ []byte) Trace {
	h := hashMore(hashStart, class)
	h = hashMore(h, name)
	return Trace{Hash: hashMore(h, typ) | 1}
}

// StringTrace returns the trace of a string constant. Names of classes are
// none, since they may change with the classes.
func StringTrace(mutf8 []byte) Trace {
	if len(mutf8) < 2 || len(mutf8) > maxTraceText || isDotted(mutf8) {
		return Trace{}
	}
	return Trace{Hash: hashMore(hashStart^0x5bd1e995, mutf8) | 1, Long: len(mutf8) >= longText, Text: mutf8}
}

// maxTraceText is longer than any string worth knowing an SDK by.
const maxTraceText = 400

func hashMore(h uint64, b []byte) uint64 {
	for _, c := range b {
		h = (h ^ uint64(c)) * hashPrime
	}
	return (h ^ 0xff) * hashPrime
}

// isDotted reports whether a text could be the name of a class: words with
// dots between and small letters in the last. An action such as
// "com.example.START" is none.
func isDotted(s []byte) bool {
	dots, last := 0, 0
	for i, c := range s {
		switch {
		case c == '.' || c == '/':
			if i == 0 || i == len(s)-1 || s[i-1] == c {
				return false
			}
			dots, last = dots+1, i+1
		case c == '_' || c == '$' || '0' <= c && c <= '9' || 'a' <= c && c <= 'z' || 'A' <= c && c <= 'Z':
		default:
			return false
		}
	}
	if dots == 0 {
		return false
	}
	return bytes.ContainsFunc(s[last:], func(r rune) bool { return 'a' <= r && r <= 'z' })
}

// How much a method must do to be told from others.
const (
	leastTraces  = 3
	leastWeight  = 5
	longText     = 8
	weightOfText = 3
)

// IsClassInitializer reports whether a name is that of the method that
// initialises a class. Its traces are not taken: compilers move strings
// between it and the constants of the class.
func IsClassInitializer(name []byte) bool { return string(name) == "<clinit>" }

// printOf returns the fingerprint of a method: a hash over its distinct
// traces in no order, which compilers change. ok is false where they are too
// few to tell the method from others. The order of traces may change.
//
// The method's own descriptor is not part of it: shrinkers take unused
// parameters away.
func printOf(traces []Trace) (print uint32, weight int, ok bool) {
	if len(traces) > lookBack { // equal ones stand together then
		slices.SortFunc(traces, func(a, b Trace) int { return cmp.Compare(a.Hash, b.Hash) })
	}
	h, n := uint64(0), 0
	for i := range traces {
		t := &traces[i]
		if t.Hash == 0 || repeated(traces[:i], t.Hash) {
			continue
		}
		n++
		weight++
		if t.Long {
			weight += weightOfText - 1
		}
		h += mix(t.Hash)
	}
	return fold(h), weight, n >= leastTraces && weight >= leastWeight
}

// lookBack bounds the search for a trace that came before. Few methods have
// more traces.
const lookBack = 64

func repeated(before []Trace, hash uint64) bool {
	for i := max(0, len(before)-lookBack); i < len(before); i++ {
		if before[i].Hash == hash {
			return true
		}
	}
	return false
}

// mix spreads a hash over all bits.
func mix(h uint64) uint64 {
	h ^= h >> 32
	h *= 0xd6e8feb86659fd93
	return h ^ h>>32
}

// textPrint returns the fingerprint of a string constant.
func (t Trace) textPrint() uint32 { return fold(t.Hash * 0x9E3779B97F4A7C15) }

// fold makes 32 bits of 64, never 0.
func fold(h uint64) uint32 {
	h ^= h >> 33
	h *= 0xff51afd7ed558ccd
	h ^= h >> 33
	return max(1, uint32(h))
}
