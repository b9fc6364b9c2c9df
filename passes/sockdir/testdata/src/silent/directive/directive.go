// Package directive has comments that silence the check, or would with other options.
package directive

import (
	"net"
	"os"
	"path/filepath"
)

// The flag -strict reports it.
func strict() error {
	//sockvet:ignore sockdir the container goes
	dir, err := os.MkdirTemp("", "x")
	if err != nil {
		return err
	}
	l, err := net.Listen("unix", filepath.Join(dir, "s"))
	if err != nil {
		return err
	}
	defer os.RemoveAll(dir)
	return l.Close()
}

// It may be removed in another build.
func unseen(use func(string)) {
	//sockvet:ignore sockdir the container goes
	dir, _ := os.MkdirTemp("", "x")
	net.Listen("unix", filepath.Join(dir, "s"))
	use(dir)
}

// One comment for a line and the next, and for two checks.
func shared() {
	//sockvet:ignore portrace,sockdir the container goes, with its network
	dir, _ := os.MkdirTemp("", "x")
	net.Listen("unix", filepath.Join(dir, "s"))
}
