//go:build unix

package main_test

import (
	"strings"
	"testing"
)

// TestProveBuilds has the same outcome however the tests are built: GOFLAGS hold for them as
// for all that the go command builds.
func TestProveBuilds(t *testing.T) {
	compilesStd(t)
	dir := module(t, `
-- go.mod --
module m
go 1.26
require example.com/free v1.0.0
-- vendor/modules.txt --
# example.com/free v1.0.0
## explicit; go 1.26
example.com/free
-- vendor/example.com/free/free.go --
package free

import "net"

func Addr() string {
	l, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		panic(err)
	}
	defer l.Close()
	return l.Addr().String()
}
-- m_test.go --
package m

import (
	"net"
	"testing"

	"example.com/free"
)

func TestListen(t *testing.T) {
	l, err := net.Listen("tcp", free.Addr())
	if err != nil {
		t.Fatal(err)
	}
	l.Close()
}
-- extra_test.go --
//go:build extra

package m

import (
	"net"
	"testing"

	"example.com/free"
)

func TestExtra(t *testing.T) {
	l, err := net.Listen("tcp", free.Addr())
	if err != nil {
		t.Fatal(err)
	}
	l.Close()
}
`)
	for _, c := range []struct{ env, flag, test string }{
		{"GOFLAGS=-trimpath", "-count=1", "TestListen"}, {"GOFLAGS=-cover", "-count=1", "TestListen"},
		{"CGO_ENABLED=0", "-mod=vendor", "TestListen"}, {"GOFLAGS=-mod=vendor", "-count=1", "TestListen"},
		{"GODEBUG=", "-race", "TestListen"}, {"GODEBUG=", "-tags=extra", "TestExtra"},
	} {
		got := run(t, dir, []string{c.env}, sockvet, "prove", c.flag, "-run="+c.test)
		if want := ": proved: " + c.test + " (m) fails: "; got.code != 1 || !strings.Contains(got.stdout, want) || got.stderr != "" {
			t.Errorf("%s %s: got %+v, want %s", c.env, c.flag, got, want)
		}
	}
}

// TestProveBeyond asks for a package, and the finding is in another one: what the port goes
// through can't be followed.
func TestProveBeyond(t *testing.T) {
	compilesStd(t)
	dir := module(t, `
-- go.mod --
module m
go 1.26
-- free/free.go --
package free

import "net"

func Addr() string {
	l, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		panic(err)
	}
	defer l.Close()
	return l.Addr().String()
}

func Unused() string {
	l, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		panic(err)
	}
	defer l.Close()
	return l.Addr().String()
}
-- m_test.go --
package m

import (
	"net"
	"reflect"
	"testing"

	"m/free"
)

func TestListen(t *testing.T) {
	l := reflect.ValueOf(net.Listen).Call([]reflect.Value{reflect.ValueOf("tcp"), reflect.ValueOf(free.Addr())})
	if err, failed := l[1].Interface().(error); failed {
		t.Fatal(err)
	}
	l[0].Interface().(net.Listener).Close()
}
`)
	for pattern, summary := range map[string]string{".": "1 finding: 1 proved\n", "./...": "2 findings: 1 proved, 1 not reached\n"} {
		got := run(t, dir, nil, sockvet, "prove", pattern)
		want := "free/free.go:10:8: proved: TestListen (m) fails: m_test.go:14: listen tcp 127.0.0.1:N: bind: address already in use\n"
		if got.code != 1 || !strings.HasPrefix(got.stdout, want) || !strings.HasSuffix(got.stdout, summary) || got.stderr != "" {
			t.Errorf("%s: got %+v, want %s", pattern, got, want)
		}
	}
}
