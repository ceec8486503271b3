#!/usr/bin/env bash
# Runs every fuzz target of the repository, one after another, and says how
# many inputs each has seen. The targets are asked from the tests, so a new one
# needs no entry here.
#
#   scripts/fuzz.sh [PACKAGE ...]      all packages where none is given
#
#   FUZZTIME      for each target, 30s unless given
#   FUZZTOTAL     seconds for all of them; shortens FUZZTIME where they are many
#   FUZZPARALLEL  inputs tried at once, 1 unless given
#
# An input that breaks a target is kept by go in the package's
# testdata/fuzz/TARGET and from then on tried by go test. Exit: 0, or 1 where a
# target broke.
set -uo pipefail
cd "$(dirname "$0")/.."

each=${FUZZTIME:-30s}
parallel=${FUZZPARALLEL:-1}

# targets prints "PACKAGE TARGET" lines.
targets() {
	local package
	for package in $(go list -f '{{if or .TestGoFiles .XTestGoFiles}}{{.ImportPath}}{{end}}' "$@"); do
		go test -list '^Fuzz' "$package" | awk -v p="$package" '/^Fuzz/ { print p, $1 }'
	done
}

list=$(targets "${@:-./...}")
count=$(grep -c . <<<"$list" || true)
if [ "$count" -eq 0 ]; then
	echo "no fuzz target found" >&2
	exit 1
fi
if [ -n "${FUZZTOTAL:-}" ]; then
	each=$((FUZZTOTAL / count > 0 ? FUZZTOTAL / count : 1))s
fi

log=$(mktemp)
trap 'rm -f "$log"' EXIT
broken=0 inputs=0 seconds=0
printf '%d targets, %s each\n\n%-52s %12s %10s\n' "$count" "$each" target inputs result
while read -r package target; do
	from=$SECONDS
	result=ok
	if ! go test -run '^$' -fuzz "^$target\$" -fuzztime "$each" -fuzzminimizetime 20x -parallel "$parallel" "$package" >"$log" 2>&1; then
		result=BROKEN
		broken=$((broken + 1))
	fi
	seen=$(sed -n 's/.*execs: \([0-9]*\).*/\1/p' "$log" | tail -1)
	inputs=$((inputs + ${seen:-0}))
	seconds=$((seconds + SECONDS - from))
	printf '%-52s %12s %10s\n' "${package#*/*/*/}.$target" "${seen:-0}" "$result"
	if [ "$result" != ok ]; then
		sed 's/^/    /' "$log" | tail -40
	fi
done <<<"$list"
printf '\n%d inputs in %d s, %d of %d targets broken\n' "$inputs" "$seconds" "$broken" "$count"
[ "$broken" -eq 0 ]
