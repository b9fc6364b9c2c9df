#!/bin/bash
# Measures what sockvet costs on the packages below the given folders:
#
#	bash scripts/bench.sh [-runs 5] [-nogate] [-golangci-lint BIN] DIR...
#
# BIN is a golangci-lint with the plugin, as .ci/golangci-lint builds it.
# See scripts/bench/main.go.
set -eu
root=$(cd "$(dirname "$0")/.." && pwd)
tmp=$(mktemp -d)
trap 'rm -rf "$tmp"' EXIT
(cd "$root" && go build -o "$tmp" ./cmd/sockvet ./scripts/noopvet ./scripts/bench)
for linter in sockvet bodyclose; do
	cat >"$tmp/$linter.yml" <<END
version: "2"
linters:
  default: none
  enable: [$linter]
  settings: {custom: {sockvet: {type: module}}}
END
done
"$tmp/bench" -tools "$tmp" "$@"
