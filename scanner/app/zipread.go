package app

import (
	"errors"
	"fmt"
	"hash/crc32"
	"io"
	"strconv"
	"strings"
	"sync"
	"sync/atomic"
)

// Entry is one file of an app's archive.
type Entry struct {
	Name   string // exact, never cleaned: never use it as a path on disk
	Part   string // the split or module the entry belongs to, "" in a single APK
	Size   int64  // inflated bytes, as the archive claims
	Packed int64  // bytes in the archive, as the archive claims

	arch      *archive
	inArchive string // the name there, "" where it is Name
	offset    int64  // of the local header, before archive.base is added
	crc       uint32
	method    uint16
	flags     uint16
}

// Where names the entry for evidence: its name, after the part it belongs to.
func (e Entry) Where() string {
	if e.Part == "" {
		return e.Name
	}
	return e.Part + ":" + e.Name
}

// show writes a name so that it cannot disturb a line of text.
func show(name string) string {
	if len(name) > maxShown {
		name = strings.ToValidUTF8(name[:maxShown], "") + "…"
	}
	if quoted := strconv.Quote(name); quoted != `"`+name+`"` {
		return quoted
	}
	return name
}

// maxShown is how many bytes of a name messages repeat.
const maxShown = 200

// maxRatio is the best that deflate can do: 258 bytes in two bits. A larger
// claim is a lie and is not allocated for.
const maxRatio = 1032

// maxSurprise is how many bytes an entry may hold whose header says fewer.
// Android stops at what the header says, and a buffer that must grow is dear.
const maxSurprise = 32 * mib

// inflaters hands out inflaters and counts the bytes that were read. It is
// safe for concurrent use.
type inflaters struct {
	pool  sync.Pool
	bytes atomic.Int64
}

func (p *inflaters) get() *inflater {
	if d, ok := p.pool.Get().(*inflater); ok {
		return d
	}
	return new(inflater)
}

// read inflates e into buf, which grows where it is too small, and returns the
// bytes and what was odd. More than most are its *LimitError.
func (e *Entry) read(p *inflaters, buf []byte, most bound) (data []byte, notes []string, err error) {
	at, notes, err := e.data()
	if err != nil {
		return nil, notes, err
	}
	packed := min(e.Packed, e.arch.size-at)
	switch e.method {
	case methodDeflated:
		data, err = e.inflate(p, io.NewSectionReader(e.arch.r, at, packed), packed, buf, most)
	case methodStored:
		data, err = e.stored(p, at, buf, most)
	default:
		data, err = e.unknownMethod(p, at, packed, buf, most)
	}
	if err != nil {
		return nil, notes, err
	}
	if int64(len(data)) != e.Size {
		notes = append(notes, fmt.Sprintf("%s holds %s bytes, its header says %s", show(e.Where()), thousands(int64(len(data))), thousands(e.Size)))
	}
	if crc32.ChecksumIEEE(data) != e.crc {
		notes = append(notes, show(e.Where())+" does not match its checksum; Android reads it all the same")
	}
	return data, notes, nil
}

// data returns where the entry's bytes start, from its local header, and in
// what that header disagrees with the directory.
func (e *Entry) data() (at int64, notes []string, err error) {
	at = e.offset + e.arch.base
	name := e.Name
	if e.inArchive != "" {
		name = e.inArchive
	}
	head := make([]byte, localSize+len(name))
	if at < 0 || at > e.arch.size-localSize {
		return 0, nil, errors.New("lies outside the file")
	}
	n, err := e.arch.r.ReadAt(head, at)
	if n < localSize || string(head[:4]) != sigLocal {
		if err != nil && err != io.EOF {
			return 0, nil, err
		}
		return 0, nil, errors.New("no local header where the directory says")
	}
	nameLen := int(le.Uint16(head[26:]))
	differ := func(what string) {
		notes = append(notes, fmt.Sprintf("the local header of %s gives another %s than the directory, which was followed; Android refuses such a file", show(e.Where()), what))
	}
	if nameLen != len(name) || string(head[localSize:n]) != name {
		differ("name")
	}
	if le.Uint16(head[8:]) != e.method {
		differ("compression method")
	}
	if size := le.Uint32(head[22:]); le.Uint16(head[6:])&flagDescriptor == 0 && size != 1<<32-1 && int64(size) != e.Size {
		differ("size")
	}
	at += localSize + int64(nameLen) + int64(le.Uint16(head[28:]))
	if at > e.arch.size {
		return 0, notes, errors.New("its data lies outside the file")
	}
	return at, notes, nil
}

// inflate reads a deflate stream to its end. Nothing is allocated by a claim
// that the packed bytes cannot fulfil.
func (e *Entry) inflate(p *inflaters, r io.Reader, packed int64, buf []byte, most bound) ([]byte, error) {
	if e.Size > most.left && packed > most.left/maxRatio {
		return nil, &most.limit
	}
	d := p.get()
	defer p.pool.Put(d)
	// One byte more than claimed, so that the end shows without growing.
	if want := min(e.Size, packed*maxRatio, most.left) + 1; int64(cap(buf)) < want {
		buf = make([]byte, 0, want)
	}
	claimed := max(e.Size, maxSurprise)
	buf, err := d.inflate(r, buf, int(min(claimed, most.left)))
	p.bytes.Add(int64(len(buf)))
	switch {
	case err == nil:
		return buf, nil
	case errors.Is(err, errOverflow) && claimed <= most.left:
		return nil, fmt.Errorf("holds far more than the %s bytes its header says", thousands(e.Size))
	case errors.Is(err, errOverflow):
		return nil, &most.limit
	}
	return nil, fmt.Errorf("damaged after %s bytes: %w", thousands(int64(len(buf))), err)
}

// stored reads the entry's bytes as they lie in the archive; like Android it
// takes as many as the inflated size says.
func (e *Entry) stored(p *inflaters, at int64, buf []byte, most bound) ([]byte, error) {
	if e.Size > e.arch.size-at {
		return nil, errors.New("is cut off: it ends beyond the file's end")
	}
	if e.Size > most.left {
		return nil, &most.limit
	}
	if int64(cap(buf)) < e.Size {
		buf = make([]byte, e.Size)
	}
	buf = buf[:e.Size]
	p.bytes.Add(e.Size)
	if _, err := e.arch.r.ReadAt(buf, at); err != nil && err != io.EOF {
		return nil, err
	}
	return buf, nil
}

// unknownMethod reads an entry whose method is neither stored nor deflated.
// Android takes such bytes as stored; where they are not, and inflate to what
// the header promises, they are deflated for those who read them so.
func (e *Entry) unknownMethod(p *inflaters, at, packed int64, buf []byte, most bound) ([]byte, error) {
	if e.Size != e.Packed {
		data, err := e.inflate(p, io.NewSectionReader(e.arch.r, at, packed), packed, buf, most)
		if err == nil && int64(len(data)) == e.Size && crc32.ChecksumIEEE(data) == e.crc {
			return data, nil
		}
	}
	return e.stored(p, at, buf, most)
}
