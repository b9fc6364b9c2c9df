package overlay_test

import (
	"bytes"
	"encoding/json"
	"go/format"
	"os"
	"os/exec"
	"path/filepath"
	"runtime"
	"strings"
	"testing"

	"github.com/sockvet/sockvet/internal/prove/overlay"
)

// current returns the Go that runs the test.
func current(t *testing.T) overlay.Go {
	t.Helper()
	out, err := exec.Command("go", "env", "GOROOT", "GOVERSION").Output()
	if err != nil {
		t.Fatal(err)
	}
	lines := strings.Fields(string(out))
	return overlay.Go{Version: lines[1], Root: lines[0], OS: runtime.GOOS, Arch: runtime.GOARCH, Cgo: true}
}

// replaced writes an overlay and returns what it replaces by what.
func replaced(t *testing.T, g overlay.Go, dirs bool) map[string]string {
	t.Helper()
	name, err := overlay.Write(t.TempDir(), g, dirs)
	if err != nil {
		t.Fatal(err)
	}
	text, err := os.ReadFile(name)
	if err != nil {
		t.Fatal(err)
	}
	var o struct{ Replace map[string]string }
	if err := json.Unmarshal(text, &o); err != nil {
		t.Fatal(err)
	}
	return o.Replace
}

// Positions in stacks are those of the sources.
func TestLinesStay(t *testing.T) {
	edited := 0
	for from, to := range replaced(t, current(t), true) {
		after, err := os.ReadFile(to)
		if err != nil {
			t.Fatal(err)
		}
		if strings.HasPrefix(filepath.Base(from), "zz_sockvet_") {
			if formatted, err := format.Source(after); err != nil || !bytes.Equal(formatted, after) {
				t.Errorf("%s is not formatted: %v", to, err)
			}
			continue
		}
		edited++
		before, err := os.ReadFile(from)
		if err != nil {
			t.Fatal(err)
		}
		if bytes.Equal(before, after) || bytes.Count(before, []byte("\n")) != bytes.Count(after, []byte("\n")) {
			t.Errorf("%s is not edited, or lines have moved", from)
		}
	}
	if edited < 4 {
		t.Errorf("%d files are edited", edited)
	}
}

// The content decides what is compiled again.
func TestSameContent(t *testing.T) {
	g := current(t)
	first, second := replaced(t, g, false), replaced(t, g, false)
	if len(first) == 0 || len(first) != len(second) {
		t.Fatalf("%d files, then %d", len(first), len(second))
	}
	for from, to := range first {
		a, err := os.ReadFile(to)
		if err != nil {
			t.Fatal(err)
		}
		b, err := os.ReadFile(second[from])
		if err != nil || !bytes.Equal(a, b) {
			t.Errorf("%s has another content (%v)", from, err)
		}
	}
}

// shapes are what the overlay needs of package net, in as few words as possible.
const shapes = `package net

type netFD struct{ pfd int }

func (fd *netFD) Close() error { return nil }
func (fd *netFD) listenStream(laddr sockaddr) error { return nil }
func (fd *netFD) listenDatagram(laddr sockaddr) error { return nil }
func (fd *netFD) dial(laddr, raddr sockaddr) error { return nil }
func (fd *netFD) accept() { fd.pfd.Accept() }
func (fd *netFD) Read() { fd.pfd.Read() }
func (fd *netFD) readFrom() { fd.pfd.ReadFrom() }
func (fd *netFD) readMsg() { fd.pfd.ReadMsg() }
func (c *rawConn) Read() { c.fd.pfd.RawRead() }
`

func TestOtherShapes(t *testing.T) {
	for _, c := range []struct{ old, new, want string }{
		{"", "", ""},
		{"Close() error", "Close() (err error)", "the results of (*netFD).Close are others"},
		{"Close() error { return nil }", "Close() {}", "the results of (*netFD).Close are others"},
		{"Close() error { return nil }", "Close() (int, error) { return 0, nil }", "the results of (*netFD).Close are others"},
		{"listenStream(", "listen(", "it has no (*netFD).listenStream"},
		{"dial(laddr, raddr", "dial(laddr, to", "(*netFD).dial has no parameter raddr"},
		{"fd.pfd.Accept()", "fd.pfd.AcceptAll()", "(*netFD).accept does not call the Accept of a descriptor"},
		{"type netFD struct{ pfd int }", "type netFD int", "it has no struct type netFD"},
		{"struct{ pfd int }", "struct{}", "the struct type netFD is empty"},
		{"package net", "package", "expected"},
	} {
		root := t.TempDir()
		dir := filepath.Join(root, "src", "net")
		if err := os.MkdirAll(dir, 0o777); err != nil {
			t.Fatal(err)
		}
		text := strings.Replace(shapes, c.old, c.new, 1)
		if err := os.WriteFile(filepath.Join(dir, "fd.go"), []byte(text), 0o666); err != nil {
			t.Fatal(err)
		}
		_, err := overlay.Write(t.TempDir(), overlay.Go{Version: "go9.9", Root: root, OS: runtime.GOOS, Arch: runtime.GOARCH}, false)
		switch {
		case c.want == "" && err != nil:
			t.Error(err)
		case c.want != "" && (err == nil || !strings.Contains(err.Error(), c.want) || !strings.HasPrefix(err.Error(), "go9.9: package net")):
			t.Errorf("%s: the error is %v, want %s", c.new, err, c.want)
		}
	}
}
