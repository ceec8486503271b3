#!/bin/sh
# Packs an APK: manifest, resources and DEX files, aligned and signed.
#
# usage: pack-apk.sh OUT.apk MANIFEST.xml RES-DIR|- FILE...
#
# FILEs go into the root of the archive under their own base names, so DEX
# files are called classes.dex, classes2.dex and so on; a directory "lib" goes
# in whole. Needs the Debian packages aapt, zipalign, apksigner and
# android-framework-res.
#
# The same input gives the same bytes: aapt dates every entry 1980-01-01, the
# FILEs get that date too, and RSA signatures of the one key in
# fixtures/apps/key (made for this purpose, protects nothing) are deterministic.
set -eu
LC_ALL=C TZ=UTC
export LC_ALL TZ
key=$(cd "$(dirname "$0")/../fixtures/apps/key" && pwd)
framework=${FRAMEWORK_RES:-/usr/share/android-framework-res/framework-res.apk}
out=$1 manifest=$2 res=$3
shift 3

work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
if [ "$res" = - ]; then
	aapt package -f -F "$work/app.apk" -I "$framework" -M "$manifest"
else
	aapt package -f -F "$work/app.apk" -I "$framework" -M "$manifest" -S "$res"
fi
mkdir "$work/files"
cp -R "$@" "$work/files/"
cd "$work/files"
find . -type f | sed 's#^\./##' | sort | while read -r file; do
	touch -d 1980-01-01T00:00:00 "$file"
	aapt add "$work/app.apk" "$file" >/dev/null
done
cd - >/dev/null
zipalign -f 4 "$work/app.apk" "$work/aligned.apk"
apksigner sign --key "$key/test.pk8" --cert "$key/test.x509.pem" \
	--v1-signing-enabled true --v2-signing-enabled true --v3-signing-enabled false \
	--v4-signing-enabled false --out "$work/signed.apk" "$work/aligned.apk"
apksigner verify "$work/signed.apk"
mv "$work/signed.apk" "$out"
