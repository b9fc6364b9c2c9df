// Package long binds paths that are short enough, or not known to be too long.
package long

import (
	"net"
	"os"
	"path/filepath"
)

const dir = "/run/a-service-with-a-name-that-says-all-there-is-to-say-about-it/instance-0123456789"

func Short(name string) {
	net.Listen("unix", dir+"/server.sock") // 98 bytes
	net.Listen("unix", dir+"/"+name)
	net.Listen("unix", filepath.Join(os.TempDir(), "server.sock"))
	net.Listen("unix", "/run/01234567890123456789012345678901234567890123456789012345678901234567890123456789012345678901234567") // 103 bytes
}

func Checked() error {
	path := filepath.Join(dir, "a-name-that-is-too-long-for-a-socket", "server.sock")
	if len(path) > 100 {
		path = path[:100]
	}
	_, err := net.Listen("unix", path)
	return err
}

func Dialled() {
	net.Dial("unix", dir+"/0123456789012345678901234567890123456789")
	os.WriteFile(dir+"/0123456789012345678901234567890123456789.sock", nil, 0o600)
}
