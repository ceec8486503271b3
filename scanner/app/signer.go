package app

import (
	"bytes"
	"crypto/sha256"
	"encoding/asn1"
	"encoding/hex"
	"errors"
	"math/big"
	"path"
	"strings"
)

// Signer is who signed the app. The signature is not checked: what it names is
// the app's identity for those who did check it.
type Signer struct {
	SHA256 string // of the certificate in DER, in hex
	Scheme string // "v3", "v2" or "v1"
}

// The APK signing block and the blocks in it
// (source.android.com/docs/security/features/apksigning).
const (
	signingMagic     = "APK Sig Block 42"
	signingFooter    = 8 + len(signingMagic)
	signingV2        = 0x7109871a
	signingV3        = 0xf05368c0
	maxSigningBlock  = 32 * mib
	maxSignatureFile = 1 * mib
)

var errSignature = errors.New("the signature is damaged")

// Signer returns the signer of the app's base by the newest scheme there is;
// nil where the app is not signed or the signature cannot be read, which then
// is among the notes.
func (a *App) Signer() *Signer {
	arch := a.parts[0].arch
	if a.bundle != nil {
		arch = a.bundle
	}
	blocks, err := arch.signingBlocks()
	if err != nil {
		a.note(err.Error())
	}
	for _, scheme := range []struct {
		id   uint32
		name string
	}{{signingV3, "v3"}, {signingV2, "v2"}} {
		block, ok := blocks[scheme.id]
		if !ok {
			continue
		}
		if cert := firstCertificate(block); cert != nil {
			return &Signer{fingerprint(cert), scheme.name}
		}
		a.note("the " + scheme.name + " signature is damaged")
	}
	return a.signerV1(arch)
}

func fingerprint(cert []byte) string {
	sum := sha256.Sum256(cert)
	return hex.EncodeToString(sum[:])
}

// signingBlocks reads the signing block before the central directory: nil
// where there is none.
func (a *archive) signingBlocks() (map[uint32][]byte, error) {
	footer := make([]byte, signingFooter)
	if a.dirAt < int64(2*8+len(signingMagic)) {
		return nil, nil
	}
	if _, err := a.r.ReadAt(footer, a.dirAt-int64(signingFooter)); err != nil || string(footer[8:]) != signingMagic {
		return nil, nil
	}
	size := le.Uint64(footer)
	if size < uint64(signingFooter) || size > uint64(a.dirAt-8) || size > maxSigningBlock {
		return nil, errSignature
	}
	block := make([]byte, size-uint64(signingFooter))
	if _, err := a.r.ReadAt(block, a.dirAt-int64(size)); err != nil {
		return nil, errSignature
	}
	out := map[uint32][]byte{}
	for len(block) >= 12 {
		n := le.Uint64(block)
		if n < 4 || n > uint64(len(block)-8) {
			return out, errSignature
		}
		out[le.Uint32(block[8:])] = block[12 : 8+n]
		block = block[8+n:]
	}
	return out, nil
}

// firstCertificate is the first certificate of the first signer of a v2 or v3
// block: signers, signer, signed data, behind the digests the certificates.
func firstCertificate(block []byte) []byte {
	signers, _ := prefixed(block)
	signer, _ := prefixed(signers)
	signed, _ := prefixed(signer)
	_, rest := prefixed(signed)
	certs, _ := prefixed(rest)
	cert, _ := prefixed(certs)
	if len(cert) == 0 {
		return nil
	}
	return cert
}

// prefixed takes a value behind its length off d; nil where it is cut off.
func prefixed(d []byte) (value, rest []byte) {
	if len(d) < 4 {
		return nil, nil
	}
	n := le.Uint32(d)
	if uint64(n) > uint64(len(d)-4) {
		return nil, nil
	}
	return d[4 : 4+n], d[4+n:]
}

// signerV1 reads the signer from the first signature file of META-INF.
func (a *App) signerV1(arch *archive) *Signer {
	for i := range arch.entries {
		e := &arch.entries[i]
		if path.Dir(e.Name) != "META-INF" || !isSignatureFile(e.Name) || e.Size > maxSignatureFile {
			continue
		}
		data, err := a.Read(*e, nil)
		if err == nil {
			var cert []byte
			if cert, err = pkcs7Certificate(data); err == nil {
				return &Signer{fingerprint(cert), "v1"}
			}
		}
		a.note(show(e.Name) + ": the v1 signature cannot be read")
	}
	return nil
}

func isSignatureFile(name string) bool {
	switch strings.ToUpper(path.Ext(name)) {
	case ".RSA", ".DSA", ".EC":
		return true
	}
	return false
}

// Parts of PKCS #7 signed data (RFC 2315) and of a certificate (RFC 5280), as
// far as they tell which certificate signed.
type (
	contentInfo struct {
		Type    asn1.ObjectIdentifier
		Content asn1.RawValue `asn1:"explicit,tag:0"`
	}
	signedData struct {
		Version      int
		Digests      asn1.RawValue
		Content      asn1.RawValue
		Certificates asn1.RawValue `asn1:"optional,tag:0"`
		CRLs         asn1.RawValue `asn1:"optional,tag:1"`
		Signers      []signerInfo  `asn1:"set"`
	}
	signerInfo struct {
		Version int
		Issuer  issuerAndSerial
	}
	issuerAndSerial struct {
		Name   asn1.RawValue
		Serial *big.Int
	}
	certificate struct {
		TBS struct {
			Version int `asn1:"optional,explicit,default:0,tag:0"`
			Serial  *big.Int
			Alg     asn1.RawValue
			Issuer  asn1.RawValue
		}
	}
)

// pkcs7Certificate returns the certificate of the first signer, the first one
// there is where none matches it.
func pkcs7Certificate(data []byte) ([]byte, error) {
	var info contentInfo
	if _, err := asn1.Unmarshal(data, &info); err != nil {
		return nil, err
	}
	var signed signedData
	if _, err := asn1.Unmarshal(info.Content.FullBytes, &signed); err != nil {
		if _, err := asn1.Unmarshal(info.Content.Bytes, &signed); err != nil {
			return nil, err
		}
	}
	var first []byte
	for rest := signed.Certificates.Bytes; len(rest) > 0; {
		var raw asn1.RawValue
		var err error
		if rest, err = asn1.Unmarshal(rest, &raw); err != nil {
			break
		}
		if first == nil {
			first = raw.FullBytes
		}
		var c certificate
		if _, err := asn1.Unmarshal(raw.FullBytes, &c); err != nil || len(signed.Signers) == 0 {
			continue
		}
		want := signed.Signers[0].Issuer
		if c.TBS.Serial.Cmp(want.Serial) == 0 && bytes.Equal(c.TBS.Issuer.FullBytes, want.Name.FullBytes) {
			return raw.FullBytes, nil
		}
	}
	if first == nil {
		return nil, errSignature
	}
	return first, nil
}
