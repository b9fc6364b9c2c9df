// Package directive has comments that are to silence the check, and silence nothing.
package directive

import (
	"net"
	"os"
	"path/filepath"
)

func listen(dir string) net.Listener {
	l, _ := net.Listen("unix", filepath.Join(dir, "s"))
	return l
}

func misspelt() {
	/* want "this comment silences nothing: write //sockvet:ignore sockdir REASON" */ // sockvet:ignore sockdir the container goes
	dir, _ := os.MkdirTemp("", "x")                                                   // want "directory dir of a Unix socket is never removed"
	defer listen(dir).Close()

	/* want `ignore names "sockdirs", which is no check` */ //sockvet:ignore sockdirs the container goes
	other, _ := os.MkdirTemp("", "x")                       // want "directory other of a Unix socket is never removed"
	defer listen(other).Close()
}

// The directory is removed, or the finding is where it is made.
func unused() {
	/* want "ignore sockdir silences nothing: there is no finding on this line or the next" */ //sockvet:ignore sockdir the container goes
	dir, _ := os.MkdirTemp("", "x")
	defer os.RemoveAll(dir)
	defer listen(dir).Close()

	other, _ := os.MkdirTemp("", "x") // want "directory other of a Unix socket is never removed"

	/* want "ignore sockdir silences nothing: there is no finding on this line or the next" */ //sockvet:ignore sockdir the container goes
	defer listen(other).Close()

	/* want "ignore sockdir silences nothing: there is no call" */ //sockvet:ignore sockdir the container goes
	// with all that is in it
	third, _ := os.MkdirTemp("", "x") // want "directory third of a Unix socket is never removed"
	defer listen(third).Close()
}
