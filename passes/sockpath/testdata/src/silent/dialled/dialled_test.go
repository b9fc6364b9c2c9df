// Package dialled has paths that are not bound.
package dialled

import (
	"net"
	"os"
	"path/filepath"
	"testing"
)

const path = "/tmp/dialled.sock"

func TestDial(t *testing.T) {
	net.Dial("unix", path)
	net.Dial("unix", filepath.Join(os.TempDir(), "dialled.sock"))
	net.DialUnix("unix", nil, &net.UnixAddr{Name: "@abstract", Net: "unix"})
	net.Dial("unix", "\x00abstract")
	var addr net.Addr = &net.UnixAddr{Name: "@", Net: "unix"}
	_ = addr
}

func TestOther(t *testing.T) {
	os.WriteFile("/tmp/file.sock", nil, 0o600)
	net.Listen("tcp", "localhost:0")
	listen("tcp", "localhost:0")
	for _, text := range []string{"@name", "unix:///tmp/a.sock"} {
		if text == "" {
			t.Error("no text")
		}
	}
	os.RemoveAll("/tmp/dialled")
}

func listen(network, addr string) { net.Listen(network, addr) }
