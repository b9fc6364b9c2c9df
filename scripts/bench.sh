#!/bin/bash
# Measures what sockvet costs on the packages below the given folders:
#
#	bash scripts/bench.sh [-runs 5] [-nogate] DIR...
#
# See scripts/bench/main.go.
set -eu
root=$(cd "$(dirname "$0")/.." && pwd)
tmp=$(mktemp -d)
trap 'rm -rf "$tmp"' EXIT
(cd "$root" && go build -o "$tmp" ./cmd/sockvet ./scripts/noopvet ./scripts/bench)
"$tmp/bench" -tools "$tmp" "$@"
