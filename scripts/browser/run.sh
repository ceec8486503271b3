#!/usr/bin/env bash
# Writes HTML reports of the fixtures and opens them in a real browser. Without
# node, npm or Chromium it says so and does nothing.
# usage: run.sh [FOLDER for pictures]
set -euo pipefail
here=$(cd "$(dirname "$0")" && pwd)
root=$(cd "$here/../.." && pwd)
browser=$(command -v chromium || command -v chromium-browser || command -v google-chrome || true)
if ! command -v node >/dev/null || ! command -v npm >/dev/null || [ -z "$browser" ]; then
	echo "skipped: the browser check needs node, npm and Chromium"
	exit 0
fi
tmp=$(mktemp -d)
trap 'rm -rf "$tmp"' EXIT
cp "$here/package.json" "$here/check.mjs" "$tmp/"
(cd "$tmp" && npm install --silent --no-audit --no-fund --no-package-lock)
cd "$root"
go build -o "$tmp/candor" ./cmd/candor
for doc in gaps.html complete.md website.txt; do
	"$tmp/candor" check fixtures/apps/solar.apk --policy "fixtures/policies/$doc" --lang both --fail-on never -f html -o "$tmp/${doc%.*}.html"
done
"$tmp/candor" scan fixtures/apps/solar.apk --fail-on never -f html -o "$tmp/scan.html"
(cd "$tmp" && node check.mjs "$browser" ./*.html ${1:+--pictures "$1"})
