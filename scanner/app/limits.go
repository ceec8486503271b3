package app

import "fmt"

// Limits bounds what one app may cost. All of them are generous for genuine
// apps; what exceeds one is named in the answer, never cut in silence. Those
// "of an app" hold for all its parts together.
type Limits struct {
	Entries        int   // entries of an app
	NameBytes      int   // bytes of one entry name
	DirectoryBytes int64 // bytes of the central directories of an app
	ManifestBytes  int64 // bytes of one inflated manifest
	ResourceBytes  int64 // bytes of the inflated resource tables of an app
	DexBytes       int64 // bytes of one inflated DEX file
	EntryBytes     int64 // bytes of any other inflated entry
	NestedBytes    int64 // bytes of deflated APKs inside an app, which are held in memory
	TotalBytes     int64 // bytes of everything inflated for an app
	Nesting        int   // archives inside archives: 1 reads the APKs of a set of splits
	Parts          int   // APKs or modules of an app
	XMLDepth       int   // nesting of elements in a manifest
	XMLElements    int   // elements of the manifests of an app
	XMLAttributes  int   // attributes of the manifests of an app
}

const mib = 1 << 20

// DefaultLimits are the limits candor uses unless told otherwise. The largest
// genuine figures known: 65,535 entries without ZIP64, manifests of 1.5 MiB,
// resource tables of 40 MiB, a single DEX container of 60 MiB.
func DefaultLimits() Limits {
	return Limits{
		Entries:        200_000,
		NameBytes:      4096,
		DirectoryBytes: 64 * mib,
		ManifestBytes:  16 * mib,
		ResourceBytes:  64 * mib,
		DexBytes:       96 * mib,
		EntryBytes:     192 * mib,
		NestedBytes:    192 * mib,
		TotalBytes:     768 * mib,
		Nesting:        1,
		Parts:          500,
		XMLDepth:       100,
		XMLElements:    200_000,
		XMLAttributes:  1_000_000,
	}
}

// usage is what an app has used of the limits that hold for all its parts.
type usage struct {
	entries    int
	directory  int64
	resources  int64
	nested     int64
	elements   int
	attributes int
}

// LimitError says that a limit was met and which one.
type LimitError struct {
	Limit string // the limit in words, "bytes of one DEX file"
	Max   int64
}

func (e *LimitError) Error() string {
	return fmt.Sprintf("exceeds the limit of %s %s", thousands(e.Max), e.Limit)
}

// bound is how many bytes may be read, and the limit that says so. Where the
// limit holds for several things together, left is what they left of it.
type bound struct {
	left  int64
	limit LimitError
}

// thousands writes n with a comma between groups of three digits.
func thousands(n int64) string {
	s := fmt.Sprint(n)
	for i := len(s) - 3; i > 0; i -= 3 {
		s = s[:i] + "," + s[i:]
	}
	return s
}
