package app

import (
	"bytes"
	"crypto/ecdsa"
	"crypto/elliptic"
	"crypto/rand"
	"crypto/x509"
	"crypto/x509/pkix"
	"encoding/asn1"
	"math/big"
	"slices"
	"testing"
)

// certOf makes a certificate of its own.
func certOf(t testing.TB, name string) []byte {
	t.Helper()
	key, err := ecdsa.GenerateKey(elliptic.P256(), rand.Reader)
	if err != nil {
		t.Fatal(err)
	}
	tmpl := &x509.Certificate{SerialNumber: big.NewInt(int64(len(name))), Subject: pkix.Name{CommonName: name}}
	der, err := x509.CreateCertificate(rand.Reader, tmpl, tmpl, &key.PublicKey, key)
	if err != nil {
		t.Fatal(err)
	}
	return der
}

// signed puts a signing block with the schemes before the directory.
func signed(t testing.TB, apk []byte, schemes map[uint32][]byte) []byte {
	t.Helper()
	prefix := func(d []byte) []byte { return append(u32s(uint32(len(d))), d...) }
	var pairs []byte
	for id, cert := range schemes {
		value := prefix(prefix(prefix(slices.Concat(prefix([]byte("digests")), prefix(prefix(cert)), u32s(24, 99)))))
		pairs = slices.Concat(pairs, u32s(uint32(len(value)+4), 0, id), value)
	}
	size := uint32(len(pairs) + signingFooter)
	block := slices.Concat(u32s(size, 0), pairs, u32s(size, 0), []byte(signingMagic))
	end := len(apk) - endSize
	dirAt := le.Uint32(apk[end+16:])
	out := slices.Concat(apk[:dirAt], block, apk[dirAt:])
	le.PutUint32(out[end+len(block)+16:], dirAt+uint32(len(block)))
	return out
}

// pkcs7Of wraps certificates as a v1 signature file does; signer is the one
// that the signer info names.
func pkcs7Of(t testing.TB, signer []byte, certs ...[]byte) []byte {
	t.Helper()
	c, err := x509.ParseCertificate(signer)
	if err != nil {
		t.Fatal(err)
	}
	set := func(class, tag int, body []byte) asn1.RawValue {
		return asn1.RawValue{Class: class, Tag: tag, IsCompound: true, Bytes: body}
	}
	type info struct {
		Version int
		Issuer  struct {
			Name   asn1.RawValue
			Serial *big.Int
		}
		Rest asn1.RawValue
	}
	one := info{Version: 1, Rest: set(0, 17, nil)}
	one.Issuer.Name, one.Issuer.Serial = asn1.RawValue{FullBytes: c.RawIssuer}, c.SerialNumber
	body, err := asn1.Marshal(struct {
		Version               int
		Digests, Content, All asn1.RawValue
		Signers               []info `asn1:"set"`
	}{1, set(0, 17, nil), set(0, 16, nil), set(2, 0, bytes.Join(certs, nil)), []info{one}})
	if err != nil {
		t.Fatal(err)
	}
	out, err := asn1.Marshal(struct {
		Type    asn1.ObjectIdentifier
		Content asn1.RawValue
	}{asn1.ObjectIdentifier{1, 2, 840, 113549, 1, 7, 2}, set(2, 0, body)})
	if err != nil {
		t.Fatal(err)
	}
	return out
}

func TestSigner(t *testing.T) {
	one, two, three, root := certOf(t, "one"), certOf(t, "twotwo"), certOf(t, "threethree"), certOf(t, "the root of all")
	plain := apkOf(t, manifestEl("a.b"))
	v1 := apkOf(t, manifestEl("a.b"), file{"META-INF/CERT.RSA", pkcs7Of(t, one, root, one)}, file{"META-INF/CERT.SF", nil})
	for _, c := range []struct {
		name string
		data []byte
		want *Signer
		note int
	}{
		{"unsigned", plain, nil, 0},
		{"v1", v1, &Signer{fingerprint(one), "v1"}, 0},
		{"v2_before_v1", signed(t, v1, map[uint32][]byte{signingV2: two}), &Signer{fingerprint(two), "v2"}, 0},
		{"v3_before_v2", signed(t, v1, map[uint32][]byte{signingV2: two, signingV3: three, 0x42726577: nil}), &Signer{fingerprint(three), "v3"}, 0},
		{"damaged_v2_falls_back", signed(t, v1, map[uint32][]byte{signingV2: nil}), &Signer{fingerprint(one), "v1"}, 1},
		{"damaged_v1", apkOf(t, manifestEl("a.b"), file{"META-INF/CERT.EC", []byte("no signature")}), nil, 1},
	} {
		t.Run(c.name, func(t *testing.T) {
			a := mustOpen(t, c.data)
			got := a.Signer()
			if (got == nil) != (c.want == nil) || got != nil && *got != *c.want || len(a.Notes()) != c.note {
				t.Errorf("got %+v, want %+v; notes %q", got, c.want, a.Notes())
			}
		})
	}
}
