#!/bin/bash
# A listener of package net cannot bind the port that an outgoing connection had, for as long as
# that is in TIME_WAIT, although package net sets SO_REUSEADDR; the port of a server whose
# connections are in TIME_WAIT it can bind.
#
#	bash findings/time-wait-of-a-client.sh
#
# Seen with go1.26.8 on Linux 6.18. SO_REUSEADDR counts only where both sockets have it, those in
# TIME_WAIT too, which keep what they had. Connections that are accepted have it from their
# listener; those that are dialled do not. So a number in the range of outgoing connections stays
# taken for a minute after whoever had it has closed it, and the usual advice, that SO_REUSEADDR
# is for TIME_WAIT, is of no use to a server whose fixed port is in that range. Both ends here are
# closed in good order: the one with the port first, by which it is the one to wait.
#
# It needs go, and gets that version as a toolchain. It exits with 0 if all is as stated here.
set -eu -o pipefail
tmp=$(mktemp -d)
trap 'rm -rf "$tmp"' EXIT
export GOCACHE=$tmp/cache GOWORK=off GOFLAGS= GOTOOLCHAIN=go1.26.8
cd "$tmp"
printf 'module m\n\ngo 1.26\n' >go.mod
cat >main.go <<'EOF'
package main

import (
	"fmt"
	"io"
	"net"
	"time"
)

func check(err error) {
	if err != nil {
		panic(err)
	}
}

// waiting closes a connection at the end that dialled, or at the one that accepted, and returns
// the address of that end, which is in TIME_WAIT then.
func waiting(dialled bool) string {
	l, err := net.Listen("tcp", "127.0.0.1:0")
	check(err)
	first, err := net.Dial("tcp", l.Addr().String())
	check(err)
	second, err := l.Accept()
	check(err)
	check(l.Close())
	if !dialled {
		first, second = second, first
	}
	addr := first.LocalAddr().String()
	check(first.Close())
	if _, err := second.Read(make([]byte, 1)); err != io.EOF {
		panic(err)
	}
	check(second.Close())
	time.Sleep(100 * time.Millisecond)
	return addr
}

func main() {
	for _, dialled := range []bool{true, false} {
		addr := waiting(dialled)
		l, err := net.Listen("tcp", addr)
		if err == nil {
			l.Close()
			fmt.Println("dialled:", dialled, "bound")
			continue
		}
		fmt.Println("dialled:", dialled, err.(*net.OpError).Err)
	}
}
EOF
go version
uname -sr
got=$(go run .)
echo "$got"
[ "$got" = $'dialled: true bind: address already in use\ndialled: false bound' ] || { echo 'want the first to fail, and the second to be bound'; exit 1; }
