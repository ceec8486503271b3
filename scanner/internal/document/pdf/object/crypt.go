package object

import (
	"bytes"
	"crypto/aes"
	"crypto/cipher"
	"crypto/md5"
	"crypto/rc4"
	"crypto/sha256"
	"crypto/sha512"
	"encoding/binary"
)

// pdfCrypt decrypts a file that opens without a password: such a file is
// encrypted only to carry wishes about printing and copying.
// Source: ISO 32000-1 section 7.6, ISO 32000-2 section 7.6.
type pdfCrypt struct {
	key              []byte
	streams, strings pdfCipher
}

// pdfCipher is how streams or strings are encrypted.
type pdfCipher int

const (
	cipherNone   pdfCipher = iota
	cipherRC4              // with a key for each object
	cipherAES              // with a key for each object
	cipherAES256           // with the key of the file
)

// pdfPad fills a password up to 32 bytes; the empty one is all of it.
var pdfPad = []byte("\x28\xBF\x4E\x5E\x4E\x75\x8A\x41\x64\x00\x4E\x56\xFF\xFA\x01\x08\x2E\x2E\x00\xB6\xD0\x68\x3E\x80\x2F\x0C\xA9\xFE\x64\x53\x69\x7A")

// newCrypt reads the encryption dictionary d of a file with the identifier id;
// nil where it needs a password, or a method that is not known.
func (f *File) newCrypt(d Dict, id []byte) *pdfCrypt {
	if f.Name(d["Filter"]) != "Standard" {
		return nil
	}
	version, revision := int(f.Number(d["V"], 0)), int(f.Number(d["R"], 0))
	owner, user := f.bytes(d["O"]), f.bytes(d["U"])
	c := &pdfCrypt{streams: cipherRC4, strings: cipherRC4}
	size := 5
	switch version {
	case 1:
	case 2:
		size = int(f.Number(d["Length"], 40)) / 8
	case 4, 5:
		size = 16
		c.streams = f.filterCipher(d, d["StmF"])
		c.strings = f.filterCipher(d, d["StrF"])
	default:
		return nil
	}
	if size < 5 || size > 16 || c.streams < 0 || c.strings < 0 {
		return nil
	}
	switch {
	case version == 5 && len(user) >= 48:
		c.key = key256(revision, user, f.bytes(d["UE"]))
	case version < 5 && len(owner) >= 32 && len(user) >= 16:
		metadata, _ := f.Value(d["EncryptMetadata"]).(bool)
		plain := d["EncryptMetadata"] != nil && !metadata && revision >= 4
		c.key = key128(revision, size, owner[:32], user, int64(f.Number(d["P"], 0)), id, plain)
	}
	if c.key == nil {
		return nil
	}
	return c
}

// bytes returns a string of the file.
func (f *File) bytes(v any) []byte {
	b, _ := f.Value(v).([]byte)
	return b
}

// filterCipher returns the method of a named crypt filter, below 0 where it is
// not known.
func (f *File) filterCipher(d Dict, name any) pdfCipher {
	n := f.Name(name)
	if n == "" || n == "Identity" {
		return cipherNone
	}
	switch f.Name(f.Dict(f.Dict(d["CF"])[Name(n)])["CFM"]) {
	case "None":
		return cipherNone
	case "V2":
		return cipherRC4
	case "AESV2":
		return cipherAES
	case "AESV3":
		return cipherAES256
	}
	return -1
}

// key128 makes the key of a file of up to 128 bits from the empty password, nil
// where the file wants another.
func key128(revision, size int, owner, user []byte, permissions int64, id []byte, plainMetadata bool) []byte {
	h := md5.New()
	h.Write(pdfPad)
	h.Write(owner)
	h.Write(binary.LittleEndian.AppendUint32(nil, uint32(permissions)))
	h.Write(id)
	if plainMetadata {
		h.Write([]byte{0xFF, 0xFF, 0xFF, 0xFF})
	}
	key := h.Sum(nil)
	if revision >= 3 {
		for range 50 {
			sum := md5.Sum(key[:size])
			key = sum[:]
		}
	}
	key = key[:size]
	if revision < 3 {
		if bytes.Equal(rc4ed(key, pdfPad), user[:min(len(user), 32)]) {
			return key
		}
		return nil
	}
	sum := md5.Sum(append(bytes.Clone(pdfPad), id...))
	check := rc4ed(key, sum[:])
	for i := byte(1); i <= 19; i++ {
		turn := bytes.Clone(key)
		for k := range turn {
			turn[k] ^= i
		}
		check = rc4ed(turn, check)
	}
	if bytes.Equal(check, user[:16]) {
		return key
	}
	return nil
}

// key256 makes the key of a file of 256 bits from the empty password, nil where
// the file wants another.
func key256(revision int, user, encrypted []byte) []byte {
	if len(encrypted) < 32 || revision < 5 || revision > 6 {
		return nil
	}
	hash := func(salt []byte) []byte {
		sum := sha256.Sum256(salt)
		if revision == 5 {
			return sum[:]
		}
		return hardened(sum[:])
	}
	if !bytes.Equal(hash(user[32:40]), user[:32]) {
		return nil
	}
	block, err := aes.NewCipher(hash(user[40:48]))
	if err != nil {
		return nil
	}
	key := make([]byte, 32)
	cipher.NewCBCDecrypter(block, make([]byte, aes.BlockSize)).CryptBlocks(key, encrypted[:32])
	return key
}

// hardened is algorithm 2.B of ISO 32000-2 for the empty password.
func hardened(k []byte) []byte {
	for round := 0; ; round++ {
		text := bytes.Repeat(k, 64)
		block, err := aes.NewCipher(k[:16])
		if err != nil {
			return nil
		}
		cipher.NewCBCEncrypter(block, k[16:32]).CryptBlocks(text, text)
		rest := 0
		for _, b := range text[:16] {
			rest += int(b)
		}
		switch rest % 3 {
		case 0:
			sum := sha256.Sum256(text)
			k = sum[:]
		case 1:
			sum := sha512.Sum384(text)
			k = sum[:]
		default:
			sum := sha512.Sum512(text)
			k = sum[:]
		}
		if round >= 63 && int(text[len(text)-1]) <= round-31 {
			return k[:32]
		}
	}
}

// decrypt decrypts the strings of an object in place and marks its stream.
func (c *pdfCrypt) decrypt(v any, object Ref, generation, depth int) any {
	if depth > maxPDFDepth {
		return v
	}
	switch x := v.(type) {
	case []byte:
		return c.open(c.strings, x, object, generation)
	case []any:
		for i := range x {
			x[i] = c.decrypt(x[i], object, generation, depth+1)
		}
	case Dict:
		for k := range x {
			x[k] = c.decrypt(x[k], object, generation, depth+1)
		}
	case Stream:
		c.decrypt(x.Dict, object, generation, depth+1)
		if x.Dict["Type"] != Name("XRef") {
			x.object, x.generation, x.sealed = object, generation, true
		}
		return x
	}
	return v
}

// open decrypts the bytes of an object; nil where they are damaged.
func (c *pdfCrypt) open(method pdfCipher, data []byte, object Ref, generation int) []byte {
	key := c.key
	if method == cipherRC4 || method == cipherAES {
		seed := append(bytes.Clone(key), byte(object), byte(object>>8), byte(object>>16), byte(generation), byte(generation>>8))
		if method == cipherAES {
			seed = append(seed, "sAlT"...)
		}
		sum := md5.Sum(seed)
		key = sum[:min(len(c.key)+5, 16)]
	}
	switch method {
	case cipherNone:
		return data
	case cipherRC4:
		return rc4ed(key, data)
	}
	block, err := aes.NewCipher(key)
	if err != nil || len(data) < 2*aes.BlockSize {
		return nil
	}
	out := bytes.Clone(data[aes.BlockSize : len(data)-len(data)%aes.BlockSize])
	cipher.NewCBCDecrypter(block, data[:aes.BlockSize]).CryptBlocks(out, out)
	if pad := int(out[len(out)-1]); pad >= 1 && pad <= aes.BlockSize {
		out = out[:len(out)-pad]
	}
	return out
}

func rc4ed(key, data []byte) []byte {
	c, err := rc4.NewCipher(key)
	if err != nil {
		return nil
	}
	out := make([]byte, len(data))
	c.XORKeyStream(out, data)
	return out
}
