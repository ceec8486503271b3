package app

import (
	"bytes"
	"encoding/binary"
	"errors"
	"fmt"
	"io"
	"strings"
)

// Wire format of a ZIP archive, as far as an app needs it (APPNOTE.TXT 4.3).
const (
	sigLocal     = "PK\x03\x04"
	sigCentral   = "PK\x01\x02"
	sigEnd       = "PK\x05\x06"
	sigEnd64     = "PK\x06\x06"
	sigLocator64 = "PK\x06\x07"

	localSize     = 30
	centralSize   = 46
	endSize       = 22
	end64Size     = 56
	locator64Size = 20
	maxComment    = 1<<16 - 1
	maxEndRecords = 8 // end records that are followed before the file is given up

	methodStored   = 0
	methodDeflated = 8

	flagEncrypted  = 1 << 0
	flagDescriptor = 1 << 3

	extraZip64 = 0x0001
)

var (
	errNoEnd     = errors.New("no end record")
	errNoEntries = errors.New("no entries")
)

var le = binary.LittleEndian

// archive is the central directory of one ZIP file, or the part of it that is
// one module of a bundle. It is immutable once the app is open.
type archive struct {
	r       io.ReaderAt
	size    int64
	base    int64 // what is to be added to every offset the directory names
	dirAt   int64 // where the central directory starts
	entries []Entry
	index   map[string]int // first entry of each name
	notes   []string       // what was odd about the archive as a whole
}

// readArchive finds the end record and reads the central directory, which
// alone says what the archive holds: local headers are looked at only to find
// the data. Several end records can lie in the comment; the last one that fits
// the file's end and leads to a directory wins. What it costs is added to used.
func readArchive(r io.ReaderAt, size int64, lim Limits, used *usage) (*archive, error) {
	tail := make([]byte, min(size, endSize+maxComment))
	if _, err := r.ReadAt(tail, size-int64(len(tail))); err != nil && err != io.EOF {
		return nil, err
	}
	found, firstErr := 0, error(nil)
	try := func(exact bool) *archive {
		for at := len(tail); found < maxEndRecords; {
			at = bytes.LastIndex(tail[:at], []byte(sigEnd))
			if at < 0 {
				return nil
			}
			if len(tail)-at < endSize || (at+endSize+int(le.Uint16(tail[at+20:])) == len(tail)) != exact {
				continue
			}
			found++
			a, err := readDirectory(r, size, tail[:at+endSize], size-int64(len(tail))+int64(at), lim, used)
			if err == nil {
				return a
			}
			if firstErr == nil || errors.Is(firstErr, errNoEntries) {
				firstErr = err
			}
		}
		return nil
	}
	if a := try(true); a != nil {
		if found > 1 {
			a.note("the archive comment holds another end record, which leads nowhere; it was passed over")
		}
		return a, nil
	}
	if a := try(false); a != nil {
		a.note("the archive comment does not end where the file ends; Android refuses such a file")
		return a, nil
	}
	if firstErr == nil {
		firstErr = errNoEnd
	}
	return nil, firstErr
}

func (a *archive) note(format string, args ...any) {
	a.notes = append(a.notes, fmt.Sprintf(format, args...))
}

// readDirectory reads the directory that the end record at endAt describes;
// head is the file's tail up to and with that record.
func readDirectory(r io.ReaderAt, size int64, head []byte, endAt int64, lim Limits, used *usage) (*archive, error) {
	end := head[len(head)-endSize:]
	count, dirSize, dirAt := int64(le.Uint16(end[10:])), int64(le.Uint32(end[12:])), int64(le.Uint32(end[16:]))
	limit := endAt
	if n, s, o, at, ok := readEnd64(r, head[:len(head)-endSize], endAt); ok {
		count, dirSize, dirAt, limit = n, s, o, at
	}
	if count == 0 {
		return nil, errNoEntries
	}
	a := &archive{r: r, size: size}
	if err := a.locate(dirAt, dirSize, limit); err != nil {
		return nil, err
	}
	if count > int64(lim.Entries-used.entries) {
		return nil, &LimitError{"entries", int64(lim.Entries)}
	}
	if limit-a.dirAt > lim.DirectoryBytes-used.directory {
		return nil, &LimitError{"bytes of the central directory", lim.DirectoryBytes}
	}
	dir := make([]byte, limit-a.dirAt)
	if _, err := r.ReadAt(dir, a.dirAt); err != nil && err != io.EOF {
		return nil, err
	}
	if err := a.readEntries(dir, int(count), lim); err != nil {
		return nil, err
	}
	used.entries += int(count)
	used.directory += int64(len(dir))
	return a, nil
}

// readEnd64 reads the ZIP64 end record where a locator stands before the end
// record. It is looked for at the offset the locator names, then right before
// the locator, where it lies when data was put before the archive.
func readEnd64(r io.ReaderAt, head []byte, endAt int64) (count, dirSize, dirAt, at int64, ok bool) {
	if len(head) < locator64Size || string(head[len(head)-locator64Size:][:4]) != sigLocator64 {
		return
	}
	locator := head[len(head)-locator64Size:]
	var rec [end64Size]byte
	for _, at := range []uint64{le.Uint64(locator[8:]), uint64(endAt - locator64Size - end64Size)} {
		if at > uint64(endAt) {
			continue
		}
		if _, err := r.ReadAt(rec[:], int64(at)); err != nil || string(rec[:4]) != sigEnd64 {
			continue
		}
		n, s, o := le.Uint64(rec[32:]), le.Uint64(rec[40:]), le.Uint64(rec[48:])
		if n > 1<<40 || s > 1<<62 || o > 1<<62 {
			continue
		}
		return int64(n), int64(s), int64(o), int64(at), true
	}
	return
}

// locate decides where the directory starts: at the offset named or, where
// data was put before the archive, right before limit. limit is where the
// records behind the directory start.
func (a *archive) locate(dirAt, dirSize, limit int64) error {
	isDir := func(at int64) bool {
		var sig [4]byte
		if at < 0 || at > limit-centralSize {
			return false
		}
		_, err := a.r.ReadAt(sig[:], at)
		return err == nil && string(sig[:]) == sigCentral
	}
	switch moved := limit - dirSize; {
	case isDir(dirAt):
		a.dirAt = dirAt
	case isDir(moved):
		a.dirAt, a.base = moved, moved-dirAt
		a.note("all offsets of the archive are off by %s bytes: data was put before it; Android refuses such a file", thousands(a.base))
	default:
		return errors.New("the end record leads to no central directory")
	}
	return nil
}

// readEntries decodes count headers of the central directory. Fewer are a
// damaged archive; what lies behind them is invisible to Android too.
func (a *archive) readEntries(dir []byte, count int, lim Limits) error {
	if count > len(dir)/centralSize {
		return fmt.Errorf("the directory has room for %s entries, not %s", thousands(int64(len(dir)/centralSize)), thousands(int64(count)))
	}
	text := string(dir) // names are parts of it: one allocation for all
	a.entries = make([]Entry, 0, count)
	a.index = make(map[string]int, count)
	pos := 0
	for i := range count {
		if len(dir)-pos < centralSize || text[pos:pos+4] != sigCentral {
			return fmt.Errorf("entry %d of %d of the central directory is damaged", i+1, count)
		}
		h := dir[pos:]
		nameLen, extraLen, commentLen := int(le.Uint16(h[28:])), int(le.Uint16(h[30:])), int(le.Uint16(h[32:]))
		if centralSize+nameLen > len(h) {
			return fmt.Errorf("entry %d of %d of the central directory is cut off", i+1, count)
		}
		if nameLen > lim.NameBytes {
			return &LimitError{"bytes of an entry name", int64(lim.NameBytes)}
		}
		name := text[pos+centralSize : pos+centralSize+nameLen]
		e := Entry{Name: name, arch: a, flags: le.Uint16(h[8:]), method: le.Uint16(h[10:]), crc: le.Uint32(h[16:]),
			Packed: int64(le.Uint32(h[20:])), Size: int64(le.Uint32(h[24:])), offset: int64(le.Uint32(h[42:]))}
		extraEnd := min(centralSize+nameLen+extraLen, len(h))
		e.zip64(h[centralSize+nameLen : extraEnd])
		a.add(e)
		pos = min(pos+centralSize+nameLen+extraLen+commentLen, len(dir))
	}
	if len(dir)-pos >= centralSize && text[pos:pos+4] == sigCentral {
		a.note("the central directory holds more entries than it declares (%s); Android does not see the others", thousands(int64(count)))
	}
	a.noteEntries()
	return nil
}

// add keeps e unless it is a plain directory.
func (a *archive) add(e Entry) {
	if strings.HasSuffix(e.Name, "/") && e.Size == 0 {
		return
	}
	if _, twice := a.index[e.Name]; !twice {
		a.index[e.Name] = len(a.entries)
	}
	a.entries = append(a.entries, e)
}

// zip64 takes the 64-bit values of the extra field where the plain ones are
// full.
func (e *Entry) zip64(extra []byte) {
	for len(extra) >= 4 {
		id, n := le.Uint16(extra), int(le.Uint16(extra[2:]))
		extra = extra[4:]
		if n > len(extra) {
			return
		}
		if id == extraZip64 {
			b := extra[:n]
			for _, v := range []*int64{&e.Size, &e.Packed, &e.offset} {
				if *v == 1<<32-1 && len(b) >= 8 {
					*v = int64(le.Uint64(b) & (1<<63 - 1))
					b = b[8:]
				}
			}
		}
		extra = extra[n:]
	}
}

// lookup finds the entry of that exact name; of several the first, as
// Android's own reader did before it refused such archives.
func (a *archive) lookup(name string) (Entry, bool) {
	i, ok := a.index[name]
	if !ok {
		return Entry{}, false
	}
	return a.entries[i], true
}
