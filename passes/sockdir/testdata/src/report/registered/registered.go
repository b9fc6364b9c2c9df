// Package registered has helpers that register the removal of something else.
package registered

import (
	"context"
	"fake/cleanup"
	"net"
	"os"
	"os/exec"
	"path/filepath"
	"runtime"
	"slices"
	"testing"
)

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

func TestSocket(t *testing.T) {
	dir, _ := os.MkdirTemp("", "x") // want `never removed: .* removes only the socket`
	path := filepath.Join(dir, "s")
	rm(t, path)
	defer listen(path).Close()
}

func TestOther(t *testing.T) {
	dir, _ := os.MkdirTemp("", "x") // want `never removed`
	rm(t, "other")
	defer listen(filepath.Join(dir, "s")).Close()
}

// The function that removes only the socket is registered.
func remover(path string) func() { return func() { os.RemoveAll(path) } }

func TestRemover(t *testing.T) {
	dir, _ := os.MkdirTemp("", "x") // want `never removed`
	path := filepath.Join(dir, "s")
	t.Cleanup(remover(path))
	defer listen(path).Close()
}

// A directory in the directory is not the directory.
func rmParent(t *testing.T, path string) {
	t.Cleanup(func() { os.RemoveAll(filepath.Join(path, "sub")) })
}

func TestBelow(t *testing.T) {
	dir, _ := os.MkdirTemp("", "x") // want `never removed`
	rmParent(t, dir)
	defer listen(filepath.Join(dir, "s")).Close()
}

// The helper registers something else.
func rmFirst(t *testing.T, a, b string) {
	t.Cleanup(func() { os.RemoveAll(a) })
	t.Log(b)
}

func TestSecond(t *testing.T) {
	dir, _ := os.MkdirTemp("", "x") // want `never removed`
	rmFirst(t, "a", dir)
	defer listen(filepath.Join(dir, "s")).Close()
}

// Registered after the function has returned at times.
func TestEarly(t *testing.T) {
	dir, _ := os.MkdirTemp("", "x") // want `not removed on every path`
	if testing.Short() {
		return
	}
	rm(t, dir)
	defer listen(filepath.Join(dir, "s")).Close()
}

// Only the socket, by way of the listener.
func closeOnly(l net.Listener) {
	l.Close()
	os.RemoveAll(l.Addr().String())
}

func TestListener(t *testing.T) {
	dir, _ := os.MkdirTemp("", "x") // want `never removed`
	defer closeOnly(listen(filepath.Join(dir, "s")))
}

// The list is of what nobody removes.
type fixture struct{ dirs []string }

func (f *fixture) keep(path string) { f.dirs = append(f.dirs, path) }

func (f *fixture) close() {
	for _, dir := range f.dirs {
		println(dir)
	}
}

func TestFixture(t *testing.T) {
	var f fixture
	defer f.close()
	dir, _ := os.MkdirTemp("", "x") // want `never removed`
	f.keep(dir)
	defer listen(filepath.Join(dir, "s")).Close()
}

func TestAcross(t *testing.T) {
	dir, _ := os.MkdirTemp("", "x") // want `never removed: .* removes only the socket`
	path := filepath.Join(dir, "s")
	cleanup.Remove(t, path)
	defer listen(path).Close()
}

func TestAcrossParent(t *testing.T) {
	dir, _ := os.MkdirTemp("", "x") // want `never removed`
	t.Cleanup(cleanup.Remover(filepath.Join(dir, "s")))
	defer listen(filepath.Join(dir, "s")).Close()
}

func wait(ctx context.Context, path string) {
	go func() {
		<-ctx.Done()
		os.Remove(path)
	}()
}

func TestWait(t *testing.T) {
	dir, _ := os.MkdirTemp("", "x") // want `never removed: .* removes only the socket`
	path := filepath.Join(dir, "s")
	wait(t.Context(), path)
	defer listen(path).Close()
}

func TestGarbage(t *testing.T) {
	dir, _ := os.MkdirTemp("", "x") // want `never removed`
	runtime.AddCleanup(t, func(dir string) { println(dir) }, dir)
	defer listen(filepath.Join(dir, "s")).Close()
}

func TestGarbageSocket(t *testing.T) {
	dir, _ := os.MkdirTemp("", "x") // want `never removed: .* removes only the socket`
	runtime.AddCleanup(t, func(path string) { os.Remove(path) }, filepath.Join(dir, "s"))
	defer listen(filepath.Join(dir, "s")).Close()
}

func TestIterator(t *testing.T) {
	dir, _ := os.MkdirTemp("", "x") // want `never removed`
	defer listen(filepath.Join(dir, "s")).Close()
	for path := range slices.Values([]string{filepath.Join(dir, "s")}) {
		os.Remove(path)
	}
}

func TestShell(t *testing.T) {
	dir, _ := os.MkdirTemp("", "x") // want `never removed`
	defer exec.Command("sh", "-c", "rm -f "+dir+"/s").Run()
	defer listen(filepath.Join(dir, "s")).Close()
}

func TestEnvironment(t *testing.T) {
	for name, value := range map[string]string{"HOME": t.TempDir()} {
		t.Setenv(name, value)
	}
	dir, _ := os.MkdirTemp("", "x") // want `never removed`
	defer listen(filepath.Join(dir, "s")).Close()
}
