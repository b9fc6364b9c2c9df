#!/bin/bash
# go list -test -export fails for every package with tests if -cover is in GOFLAGS, where go
# test works.
#
#	bash findings/go-list-cover.sh
#
# Seen with go1.26.8 and go1.27.3: the cover tool is run on the main package of the test
# too, whose one file, _testmain.go, the go command has in its build cache under an absolute
# name; it is told to write beside that name below its work folder, where there is no such
# folder. With -cover=false after it, which has precedence, all is well.
#
# Drivers of analyzers that load packages by golang.org/x/tools/go/packages hit it: staticcheck
# (honnef.co/go/tools v0.8.2) prints the error, exits with 1, and reports as unused the
# counters that the cover tool has put into the files, at positions in the build cache.
#
# It needs go, and gets those two versions as toolchains, and staticcheck. It exits with 0 if
# all is as stated here.
set -eu -o pipefail
tmp=$(mktemp -d)
trap 'rm -rf "$tmp"' EXIT
export GOCACHE=$tmp/cache GOWORK=off
mkdir "$tmp/m"
cd "$tmp/m"
printf 'module m\n\ngo 1.26\n' >go.mod
printf 'package m\n\nfunc F() int { return 1 }\n' >m.go
printf 'package m\n\nimport "testing"\n\nfunc Test(t *testing.T) { F() }\n' >m_test.go

# try VERSION GOFLAGS CODE TEXT COMMAND... runs a command, which must exit with that code and
# print something with that text.
try() {
	local version=$1 flags=$2 want=$3 text=$4 code=0 got
	shift 4
	got=$(GOTOOLCHAIN=$version GOFLAGS=$flags "$@" 2>&1) || code=$?
	echo "$version: GOFLAGS=$flags $* exits with $code and prints"
	sed 's/^/	/' <<<"$got"
	[ "$code" = "$want" ] && grep -q -- "$text" <<<"$got" || { echo "want $want and \"$text\""; exit 1; }
}

GOTOOLCHAIN=go1.26.8 GOFLAGS='' GOBIN=$tmp go install honnef.co/go/tools/cmd/staticcheck@v0.8.2
for version in go1.26.8 go1.27.3; do
	try $version -cover 0 'coverage: 100.0% of statements' go test .
	try $version -cover 1 'cover: open .*\.cover\.go: no such file or directory' go list -test -export .
	try $version -cover 0 '^m\.test$' go list -test -export -cover=false .
	try $version '' 0 '^m\.test$' go list -test -export .
	[ $version != go1.26.8 ] || try $version -cover 1 'var goCover_[0-9a-f]*_M is unused (U1000)$' "$tmp/staticcheck" .
done
