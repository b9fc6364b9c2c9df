#!/bin/bash
# Measures the fixes that sockvet suggests in the repositories of
# docs/evaluation.md:
#
#	bash scripts/fixes.sh [-from URL] [-out DIR] [OWNER/NAME[@COMMIT]...]
#
# It applies them, and tells whether the code still compiles, the findings are
# gone and the tests still pass. It exits with 1 if a fix breaks anything. See
# scripts/fixes/main.go. This runs the code of these repositories.
set -eu
root=$(cd "$(dirname "$0")/.." && pwd)
tmp=$(mktemp -d)
trap 'rm -rf "$tmp"' EXIT
(cd "$root" && go build -o "$tmp" ./cmd/sockvet ./scripts/fixes)
"$tmp/fixes" -sockvet "$tmp/sockvet" -list "$root/docs/evaluation.md" "$@"
