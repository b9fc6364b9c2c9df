// Package must has directories whose error goes to a function that does not come back.
package must

import (
	"net"
	"os"
	"path/filepath"
	"testing"
)

func must[T any](v T, err error) T {
	if err != nil {
		panic(err)
	}
	return v
}

func mustString(s string, err error) string {
	if err != nil {
		panic(err)
	}
	return s
}

func TestGeneric(t *testing.T) {
	dir := must(os.MkdirTemp("", "x")) // want `never removed`
	l := must(net.Listen("unix", filepath.Join(dir, "s")))
	defer l.Close()
}

func TestString(t *testing.T) {
	dir := mustString(os.MkdirTemp("", "x")) // want `never removed`
	l := must(net.Listen("unix", filepath.Join(dir, "s")))
	defer l.Close()
}

func TestLocal(t *testing.T) {
	orFail := func(s string, err error) string {
		if err != nil {
			t.Fatal(err)
		}
		return s
	}
	dir := orFail(os.MkdirTemp("", "x")) // want `never removed`
	l := must(net.Listen("unix", filepath.Join(dir, "s")))
	defer l.Close()
}

func Serve() error {
	dir := must(os.MkdirTemp("", "x")) // want `never removed`
	l, err := net.Listen("unix", filepath.Join(dir, "s"))
	if err != nil {
		return err
	}
	defer l.Close()
	_, err = l.Accept()
	return err
}
