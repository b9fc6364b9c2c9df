// Package handed hands the removal to others.
package handed

import (
	"net"
	"os"
	"path/filepath"
	"testing"
)

func listen(path string) error {
	l, err := net.Listen("unix", path)
	if err != nil {
		return err
	}
	return l.Close()
}

// To callers.
func Temp() (string, func(), error) {
	dir, err := os.MkdirTemp("", "x")
	if err != nil {
		return "", nil, err
	}
	path := filepath.Join(dir, "s")
	return path, func() { os.RemoveAll(dir) }, listen(path)
}

// With named results, and something deferred.
func Named() (path string, cleanup func() error, err error) {
	dir, err := os.MkdirTemp("", "x")
	if err != nil {
		return "", nil, err
	}
	defer func() {
		if err != nil {
			os.RemoveAll(dir)
		}
	}()
	path = filepath.Join(dir, "s")
	if err := listen(path); err != nil {
		return "", nil, err
	}
	return path, func() error { return os.RemoveAll(dir) }, nil
}

// To a list of things to do.
type closers []func() error

func (c *closers) add(f func() error) { *c = append(*c, f) }

func (c *closers) close() {
	for _, f := range *c {
		f()
	}
}

func Listed() error {
	var c closers
	defer c.close()
	dir, err := os.MkdirTemp("", "x")
	if err != nil {
		return err
	}
	c.add(func() error { return os.RemoveAll(dir) })
	return listen(filepath.Join(dir, "s"))
}

type stack interface{ Push(f func()) }

func Pushed(s stack) error {
	dir, err := os.MkdirTemp("", "x")
	if err != nil {
		return err
	}
	s.Push(func() { os.RemoveAll(dir) })
	return listen(filepath.Join(dir, "s"))
}

var atExit []func()

func Global() error {
	dir, err := os.MkdirTemp("", "x")
	if err != nil {
		return err
	}
	atExit = append(atExit, func() { os.RemoveAll(dir) })
	return listen(filepath.Join(dir, "s"))
}

// To code that cannot be seen.
type remover interface{ RemoveAll(path string) error }

func Interface(fs remover) error {
	dir, err := os.MkdirTemp("", "x")
	if err != nil {
		return err
	}
	defer fs.RemoveAll(dir)
	return listen(filepath.Join(dir, "s"))
}

func Function(sweep func(string)) error {
	dir, err := os.MkdirTemp("", "x")
	if err != nil {
		return err
	}
	defer sweep(dir)
	return listen(filepath.Join(dir, "s"))
}

var sweep = os.RemoveAll

func FunctionVariable() error {
	dir, err := os.MkdirTemp("", "x")
	if err != nil {
		return err
	}
	defer sweep(dir)
	return listen(filepath.Join(dir, "s"))
}

// A function with a name.
func ClosureVariable() error {
	dir, err := os.MkdirTemp("", "x")
	if err != nil {
		return err
	}
	cleanup := func() { os.RemoveAll(dir) }
	defer cleanup()
	return listen(filepath.Join(dir, "s"))
}

func ClosureVariable2(t *testing.T) {
	dir, err := os.MkdirTemp("", "x")
	if err != nil {
		t.Fatal(err)
	}
	var cleanup func()
	if err == nil {
		cleanup = func() { os.RemoveAll(dir) }
	}
	t.Cleanup(cleanup)
	listen(filepath.Join(dir, "s"))
}

// In a map, and over a channel.
func Map() map[string]func() {
	dir, _ := os.MkdirTemp("", "x")
	listen(filepath.Join(dir, "s"))
	return map[string]func(){"remove": func() { os.RemoveAll(dir) }}
}

func Channel(c chan<- func()) {
	dir, _ := os.MkdirTemp("", "x")
	listen(filepath.Join(dir, "s"))
	c <- func() { os.RemoveAll(dir) }
}

// Other packages get the path, and may remove it.
func Dir() (string, error) {
	dir, err := os.MkdirTemp("", "x")
	if err != nil {
		return "", err
	}
	return dir, listen(filepath.Join(dir, "s"))
}

// To a framework that runs it in its own time, before the function that makes the
// directory is seen.
type framework struct{}

func (framework) afterEach(f func()) bool { after = append(after, f); return true }
func (framework) it(f func()) bool        { f(); return true }

var after []func()

var describe framework

var _ = describe.it(func() {
	var dir string
	describe.afterEach(func() {
		if dir != "" {
			os.RemoveAll(dir)
		}
	})
	describe.it(func() {
		describe.it(func() {
			var err error
			dir, err = os.MkdirTemp("", "x")
			if err != nil {
				panic(err)
			}
			listen(filepath.Join(dir, "s"))
		})
	})
})

// To something that is closed through an interface.
type client interface{ Close() error }

type wrapped struct {
	client
	cleanup func()
}

func (w wrapped) Close() error {
	w.cleanup()
	return w.client.Close()
}

func newClient(inner client) (client, error) {
	dir, err := os.MkdirTemp("", "x")
	if err != nil {
		return nil, err
	}
	if err := listen(filepath.Join(dir, "s")); err != nil {
		return nil, err
	}
	return wrapped{inner, func() { os.RemoveAll(dir) }}, nil
}

func useClient(inner client) error {
	c, err := newClient(inner)
	if err != nil {
		return err
	}
	return c.Close()
}

func useClientLater(inner client) (stop func() error, err error) {
	c, err := newClient(inner)
	if err != nil {
		return nil, err
	}
	return func() error { return c.Close() }, nil
}
