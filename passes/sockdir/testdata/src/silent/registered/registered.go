// Package registered has helpers that register the removal of what they are given.
package registered

import (
	"context"
	"errors"
	"fake/cleanup"
	"fmt"
	"io"
	"net"
	"os"
	"os/exec"
	"path/filepath"
	"runtime"
	"slices"
	"strings"
	"sync"
	"testing"
)

func temp(t testing.TB) string {
	dir, err := os.MkdirTemp("", "x")
	if err != nil {
		t.Fatal(err)
	}
	return dir
}

func listen(path string) net.Listener {
	l, err := net.Listen("unix", path)
	if err != nil {
		panic(err)
	}
	return l
}

func rm(t *testing.T, path string) {
	t.Cleanup(func() { os.RemoveAll(path) })
}

func TestRegistered(t *testing.T) {
	dir, err := os.MkdirTemp("", "x")
	if err != nil {
		t.Fatal(err)
	}
	rm(t, dir)
	defer listen(filepath.Join(dir, "s")).Close()
}

// Of another helper's directory.
func TestOfHelper(t *testing.T) {
	dir := temp(t)
	rm(t, dir)
	defer listen(filepath.Join(dir, "s")).Close()
}

func rmChecked(t testing.TB, path string) {
	t.Helper()
	t.Cleanup(func() {
		if t.Failed() {
			t.Log(path)
		}
		if err := os.RemoveAll(path); err != nil && !errors.Is(err, os.ErrNotExist) {
			t.Errorf("remove %s: %v", path, err)
		}
	})
}

func TestChecked(t *testing.T) {
	dir := temp(t)
	rmChecked(t, dir)
	defer listen(filepath.Join(dir, "s")).Close()
}

// An interface of somebody's own, as itself and as a constraint.
type cleaner interface {
	Cleanup(f func())
	Helper()
}

func rmOwn(t cleaner, path string) { t.Cleanup(func() { os.RemoveAll(path) }) }

func TestOwn(t *testing.T) {
	dir := temp(t)
	rmOwn(t, dir)
	defer listen(filepath.Join(dir, "s")).Close()
}

func rmGeneric[T cleaner](t T, path string) { t.Cleanup(func() { os.RemoveAll(path) }) }

func TestGeneric(t *testing.T) {
	dir := temp(t)
	rmGeneric(t, dir)
	defer listen(filepath.Join(dir, "s")).Close()
}

func rmText[S ~string](t *testing.T, path S) { t.Cleanup(func() { os.RemoveAll(string(path)) }) }

func TestText(t *testing.T) {
	dir := temp(t)
	rmText(t, dir)
	defer listen(filepath.Join(dir, "s")).Close()
}

// Any number of paths.
func rmAll(t *testing.T, paths ...string) {
	t.Cleanup(func() {
		for _, path := range paths {
			os.RemoveAll(path)
		}
	})
}

func TestAll(t *testing.T) {
	dir, other := temp(t), temp(t)
	rmAll(t, dir, other)
	defer listen(filepath.Join(dir, "s")).Close()
	defer listen(filepath.Join(other, "s")).Close()
}

func rmEach(t *testing.T, paths ...string) {
	for _, path := range paths {
		rm(t, path)
	}
}

func TestEach(t *testing.T) {
	dir := temp(t)
	rmEach(t, dir)
	defer listen(filepath.Join(dir, "s")).Close()
}

// By the path of the socket.
func rmParent(t *testing.T, path string) {
	t.Cleanup(func() { os.RemoveAll(filepath.Dir(path)) })
}

func TestParent(t *testing.T) {
	path := filepath.Join(temp(t), "s")
	rmParent(t, path)
	defer listen(path).Close()
}

func rmParentNow(t *testing.T, path string) {
	dir := filepath.Dir(path)
	t.Cleanup(func() { os.RemoveAll(dir) })
}

func TestParentNow(t *testing.T) {
	path := filepath.Join(temp(t), "s")
	rmParentNow(t, path)
	defer listen(path).Close()
}

// By way of the listener.
func closeAll(l net.Listener) {
	path := l.Addr().String()
	l.Close()
	os.RemoveAll(filepath.Dir(path))
}

func TestListener(t *testing.T) {
	l := listen(filepath.Join(temp(t), "s"))
	defer closeAll(l)
}

func closeLater(t *testing.T, l net.Listener) {
	t.Cleanup(func() {
		l.Close()
		os.RemoveAll(filepath.Dir(l.Addr().String()))
	})
}

func TestListenerLater(t *testing.T) {
	l := listen(filepath.Join(temp(t), "s"))
	closeLater(t, l)
}

func closeUnix(t *testing.T, l *net.UnixListener) {
	t.Cleanup(func() {
		l.Close()
		os.RemoveAll(filepath.Dir(l.Addr().(*net.UnixAddr).Name))
	})
}

func TestUnix(t *testing.T) {
	addr := &net.UnixAddr{Name: filepath.Join(temp(t), "s"), Net: "unix"}
	l, err := net.ListenUnix("unix", addr)
	if err != nil {
		t.Fatal(err)
	}
	closeUnix(t, l)
}

func removeOf(l net.Listener) func() {
	return func() { os.RemoveAll(filepath.Dir(l.Addr().String())) }
}

func TestRemoveOf(t *testing.T) {
	l := listen(filepath.Join(temp(t), "s"))
	t.Cleanup(removeOf(l))
	defer l.Close()
}

type server struct{ l net.Listener }

func (s *server) stop() {
	addr := s.l.Addr()
	s.l.Close()
	os.RemoveAll(filepath.Dir(addr.String()))
}

func TestStop(t *testing.T) {
	s := &server{listen(filepath.Join(temp(t), "s"))}
	t.Cleanup(s.stop)
}

// A method of what tests have in common.
type fixture struct {
	t       *testing.T
	closers []func()
	dirs    []string
	named   map[string]string
	mu      sync.Mutex
}

func (f *fixture) rm(path string) { f.t.Cleanup(func() { os.RemoveAll(path) }) }

func TestMethod(t *testing.T) {
	f := &fixture{t: t}
	dir := temp(t)
	f.rm(dir)
	defer listen(filepath.Join(dir, "s")).Close()
}

func (f *fixture) rmOnClose(path string) {
	f.closers = append(f.closers, func() { os.RemoveAll(path) })
}

func (f *fixture) close() {
	for _, c := range f.closers {
		c()
	}
}

func TestClosers(t *testing.T) {
	f := &fixture{t: t}
	defer f.close()
	dir := temp(t)
	f.rmOnClose(dir)
	defer listen(filepath.Join(dir, "s")).Close()
}

func (f *fixture) keep(path string) {
	f.mu.Lock()
	defer f.mu.Unlock()
	f.dirs = append(f.dirs, path)
}

func (f *fixture) sweep() {
	f.mu.Lock()
	defer f.mu.Unlock()
	for _, dir := range f.dirs {
		if err := os.RemoveAll(dir); err != nil {
			f.t.Error(err)
		}
	}
}

func TestSweep(t *testing.T) {
	f := &fixture{t: t}
	defer f.sweep()
	dir := temp(t)
	f.keep(dir)
	defer listen(filepath.Join(dir, "s")).Close()
}

func newFixture(t *testing.T) *fixture {
	f := &fixture{t: t, named: map[string]string{}}
	t.Cleanup(func() {
		for _, dir := range f.named {
			os.RemoveAll(dir)
		}
	})
	return f
}

func (f *fixture) dir(name string) string {
	dir := temp(f.t)
	f.named[name] = dir
	return dir
}

func TestNamed(t *testing.T) {
	f := newFixture(t)
	defer listen(filepath.Join(f.dir("a"), "s")).Close()
}

// When a context is done.
func rmDone(ctx context.Context, path string) {
	context.AfterFunc(ctx, func() { os.RemoveAll(path) })
}

func rmWait(ctx context.Context, path string) {
	go func() {
		<-ctx.Done()
		_ = os.RemoveAll(path)
	}()
}

func rmWaitNamed(ctx context.Context, path string) { go wait(ctx, path) }

func wait(ctx context.Context, path string) {
	<-ctx.Done()
	_ = os.RemoveAll(path)
}

func TestContext(t *testing.T) {
	a, b, c := temp(t), temp(t), temp(t)
	rmDone(t.Context(), a)
	rmWait(t.Context(), b)
	rmWaitNamed(t.Context(), c)
	defer listen(filepath.Join(a, "s")).Close()
	defer listen(filepath.Join(b, "s")).Close()
	defer listen(filepath.Join(c, "s")).Close()
}

// A helper of helpers.
func rmDeep(t *testing.T, path string) {
	t.Helper()
	rmDeeper(t, path)
}

func rmDeeper(t *testing.T, path string) { register(t, remover(path)) }

func register(t *testing.T, f func()) { t.Cleanup(f) }

func remover(path string) func() { return func() { os.RemoveAll(path) } }

func TestDeep(t *testing.T) {
	dir := temp(t)
	rmDeep(t, dir)
	defer listen(filepath.Join(dir, "s")).Close()
}

func TestRegister(t *testing.T) {
	dir := temp(t)
	register(t, func() { os.RemoveAll(dir) })
	defer listen(filepath.Join(dir, "s")).Close()
}

func registerError(t *testing.T, f func() error) {
	t.Cleanup(func() {
		if err := f(); err != nil {
			t.Error(err)
		}
	})
}

func TestRegisterError(t *testing.T) {
	dir := temp(t)
	registerError(t, func() error { return os.RemoveAll(dir) })
	defer listen(filepath.Join(dir, "s")).Close()
}

func registerWith(t *testing.T, f func(string) error, path string) {
	t.Cleanup(func() { f(path) })
}

func TestRegisterWith(t *testing.T) {
	dir := temp(t)
	registerWith(t, os.RemoveAll, dir)
	defer listen(filepath.Join(dir, "s")).Close()
}

// The helper returns what it is given.
func rmLater(t *testing.T, dir string, err error) string {
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { os.RemoveAll(dir) })
	return dir
}

func TestLater(t *testing.T) {
	dir, err := os.MkdirTemp("", "x")
	dir = rmLater(t, dir, err)
	defer listen(filepath.Join(dir, "s")).Close()
}

func TestDirectly(t *testing.T) {
	dir := must(os.MkdirTemp("", "x"))
	defer remover(dir)()
	defer listen(filepath.Join(dir, "s")).Close()
}

func must[T any](v T, err error) T {
	if err != nil {
		panic(err)
	}
	return v
}

// A value that removes it when it is closed.
type tempDir string

func (d tempDir) Close() error { return os.RemoveAll(string(d)) }

func closeAtEnd(t *testing.T, c io.Closer) { t.Cleanup(func() { c.Close() }) }

func TestCloser(t *testing.T) {
	dir := temp(t)
	closeAtEnd(t, tempDir(dir))
	defer listen(filepath.Join(dir, "s")).Close()
}

// Helpers of another package.
func TestAcross(t *testing.T) {
	a, b, c, d, e, f := temp(t), temp(t), temp(t), temp(t), temp(t), temp(t)
	cleanup.Remove(t, a)
	defer listen(filepath.Join(a, "s")).Close()
	cleanup.RemoveAll(t, b)
	defer listen(filepath.Join(b, "s")).Close()
	cleanup.RemoveParent(t, filepath.Join(c, "s"))
	defer listen(filepath.Join(c, "s")).Close()
	t.Cleanup(cleanup.Remover(d))
	defer listen(filepath.Join(d, "s")).Close()
	remove := cleanup.ParentRemover(filepath.Join(e, "s"))
	defer remove()
	defer listen(filepath.Join(e, "s")).Close()
	cleanup.WhenDone(t.Context(), f)
	defer listen(filepath.Join(f, "s")).Close()
}

func TestAcrossListener(t *testing.T) {
	l := listen(filepath.Join(temp(t), "s"))
	defer cleanup.Close(l)
}

func TestAcrossStack(t *testing.T) {
	var s cleanup.Stack
	defer s.Close()
	dir := temp(t)
	s.Remove(dir)
	defer listen(filepath.Join(dir, "s")).Close()
}

// With options.
type options struct {
	dir  string
	keep bool
}

func rmOptions(t *testing.T, o options) {
	if !o.keep {
		t.Cleanup(func() { os.RemoveAll(o.dir) })
	}
}

func TestOptions(t *testing.T) {
	o := options{dir: temp(t)}
	rmOptions(t, o)
	defer listen(filepath.Join(o.dir, "s")).Close()
}

func rmSome(t *testing.T, path string) {
	if !strings.HasPrefix(path, os.TempDir()) {
		t.Fatal("not a temporary directory")
	}
	t.Cleanup(func() { os.RemoveAll(path) })
}

func TestSome(t *testing.T) {
	dir := temp(t)
	rmSome(t, dir)
	defer listen(filepath.Join(dir, "s")).Close()
}

func rmOnSignal(path string, c chan os.Signal) {
	go func() {
		for range c {
			os.RemoveAll(path)
			os.Exit(1)
		}
	}()
}

func TestSignal(t *testing.T) {
	dir := temp(t)
	rmOnSignal(dir, make(chan os.Signal))
	defer listen(filepath.Join(dir, "s")).Close()
}

// The helper changes the path first.
func rmClean(t *testing.T, path string) {
	path = filepath.Clean(path)
	abs, err := filepath.Abs(path)
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { os.RemoveAll(abs) })
}

func TestClean(t *testing.T) {
	dir := temp(t)
	rmClean(t, dir)
	defer listen(filepath.Join(dir, "s")).Close()
}

// What the runtime calls.
func TestGarbage(t *testing.T) {
	dir, _ := os.MkdirTemp("", "x")
	runtime.AddCleanup(t, func(path string) { os.RemoveAll(path) }, dir)
	defer listen(filepath.Join(dir, "s")).Close()
}

type holder struct{ dir string }

func newHolder() *holder {
	dir, _ := os.MkdirTemp("", "x")
	h := &holder{dir}
	runtime.SetFinalizer(h, func(h *holder) { os.RemoveAll(h.dir) })
	return h
}

func TestFinalizer(t *testing.T) {
	h := newHolder()
	defer listen(filepath.Join(h.dir, "s")).Close()
	runtime.KeepAlive(h)
}

// Iterators, and the keys of a map.
func removeBackward(paths ...string) {
	for _, path := range slices.Backward(paths) {
		os.RemoveAll(path)
	}
}

func TestIterator(t *testing.T) {
	dir, _ := os.MkdirTemp("", "x")
	defer removeBackward("x", dir)
	defer listen(filepath.Join(dir, "s")).Close()
}

func TestValues(t *testing.T) {
	dir, _ := os.MkdirTemp("", "x")
	defer listen(filepath.Join(dir, "s")).Close()
	for path := range slices.Values([]string{dir}) {
		t.Cleanup(func() { os.RemoveAll(path) })
	}
}

func TestKeys(t *testing.T) {
	dir, _ := os.MkdirTemp("", "x")
	dirs := map[string]bool{dir: true}
	defer func() {
		for dir := range dirs {
			os.RemoveAll(dir)
		}
	}()
	defer listen(filepath.Join(dir, "s")).Close()
}

// A shell.
func TestShell(t *testing.T) {
	dir, _ := os.MkdirTemp("", "x")
	defer exec.Command("/bin/sh", "-c", "rm -rf "+dir).Run()
	defer listen(filepath.Join(dir, "s")).Close()
}

func TestShellFormat(t *testing.T) {
	dir, _ := os.MkdirTemp("", "x")
	t.Cleanup(func() { exec.Command("bash", "-ec", fmt.Sprintf("sync; rm -f -r '%s'", dir)).Run() })
	defer listen(filepath.Join(dir, "s")).Close()
}
