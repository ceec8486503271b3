package app

import "fmt"

// Limits bounds what one app file may cost. All of them are generous for
// genuine apps; what exceeds one is named in the answer, never cut in silence.
type Limits struct {
	Entries        int   // entries of one archive
	NameBytes      int   // bytes of one entry name
	DirectoryBytes int64 // bytes of one archive's central directory
	ManifestBytes  int64 // bytes of an inflated manifest
	ResourceBytes  int64 // bytes of an inflated resources.arsc or resources.pb
	DexBytes       int64 // bytes of one inflated DEX file
	EntryBytes     int64 // bytes of any other inflated entry
	TotalBytes     int64 // bytes of everything inflated for one app
	Nesting        int   // archives inside archives: 1 reads the APKs of a set of splits
	Parts          int   // APKs or modules of one app
	XMLDepth       int   // nesting of elements in a manifest
	XMLElements    int   // elements of a manifest
	XMLAttributes  int   // attributes of a manifest
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
		DexBytes:       128 * mib,
		EntryBytes:     256 * mib,
		TotalBytes:     1024 * mib,
		Nesting:        1,
		Parts:          500,
		XMLDepth:       100,
		XMLElements:    200_000,
		XMLAttributes:  1_000_000,
	}
}

// LimitError says that a limit was met and which one.
type LimitError struct {
	Limit string // the limit in words, "bytes of one DEX file"
	Max   int64
}

func (e *LimitError) Error() string {
	return fmt.Sprintf("exceeds the limit of %s %s", thousands(e.Max), e.Limit)
}

// thousands writes n with a comma between groups of three digits.
func thousands(n int64) string {
	s := fmt.Sprint(n)
	for i := len(s) - 3; i > 0; i -= 3 {
		s = s[:i] + "," + s[i:]
	}
	return s
}
