// Package cleanup has functions that see to directories of other packages.
package cleanup

import (
	"context"
	"net"
	"os"
	"path/filepath"
	"testing"
)

func Remove(t testing.TB, path string) {
	t.Helper()
	t.Cleanup(func() {
		if err := os.RemoveAll(path); err != nil {
			t.Error(err)
		}
	})
}

func RemoveAll(t testing.TB, paths ...string) {
	for _, path := range paths {
		Remove(t, path)
	}
}

func RemoveParent(t testing.TB, path string) {
	t.Cleanup(func() { os.RemoveAll(filepath.Dir(path)) })
}

func Remover(path string) func() { return func() { os.RemoveAll(path) } }

func ParentRemover(path string) func() error {
	return func() error { return os.RemoveAll(filepath.Dir(path)) }
}

func Close(l net.Listener) {
	l.Close()
	os.RemoveAll(filepath.Dir(l.Addr().String()))
}

func WhenDone(ctx context.Context, path string) {
	go func() {
		<-ctx.Done()
		os.RemoveAll(path)
	}()
}

// A Stack runs functions when it is closed.
type Stack struct{ funcs []func() }

func (s *Stack) Remove(path string) {
	s.funcs = append(s.funcs, func() { os.RemoveAll(path) })
}

func (s *Stack) Close() {
	for _, f := range s.funcs {
		f()
	}
}
