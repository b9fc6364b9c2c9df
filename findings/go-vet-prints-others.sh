#!/bin/bash
# go vet in Go 1.26 prints findings in a package that it was not asked about.
#
#	bash findings/go-vet-prints-others.sh
#
# Seen with go1.26.8, with a module of two packages, where b imports a, and printf, one of
# go vet's own checks, has a finding in a: after go vet ./a, which prints it, go vet ./b
# prints it too, and exits with 1. With go1.27.3 it prints nothing and exits with 0.
#
# The cause is in cmd/go/internal/work/exec.go, Builder.vet: the key of a package of which
# only facts are wanted is that of the package itself. go1.27.3 has VetxOnly in the key.
#
# It needs go, and gets those two versions as toolchains. It exits with 0 if all is as
# stated here.
set -eu -o pipefail
tmp=$(mktemp -d)
trap 'rm -rf "$tmp"' EXIT
export GOCACHE=$tmp/cache GOFLAGS='' GOWORK=off
mkdir -p "$tmp/m/a" "$tmp/m/b"
cd "$tmp/m"
printf 'module m\n\ngo 1.26\n' >go.mod
printf 'package a\n\nimport "fmt"\n\nfunc F() { fmt.Printf("%%d", "text") }\n' >a/a.go
printf 'package b\n\nimport "m/a"\n\nfunc G() { a.F() }\n' >b/b.go
finding='a/a.go:5:24: fmt.Printf format %d has arg "text" of wrong type string'

# vet VERSION PACKAGE CODE TEXT runs go vet, which must exit with that code and print that
# text.
vet() {
	local code=0 got
	got=$(GOTOOLCHAIN=$1 go vet "$2" 2>&1) || code=$?
	got=$(grep -v '^#' <<<"$got") || true
	echo "$1: go vet $2 exits with $code and prints \"$got\""
	[ "$code" = "$3" ] && [ "$got" = "$4" ] || { echo "want $3 and \"$4\""; exit 1; }
}

vet go1.26.8 ./a 1 "$finding"
vet go1.26.8 ./b 1 "$finding"
vet go1.27.3 ./a 1 "$finding"
vet go1.27.3 ./b 0 ''
