// Package explain has directories of all kinds; the check says what it makes of each.
package explain

import (
	"net"
	"os"
	"path/filepath"
)

func Never() {
	dir, _ := os.MkdirTemp("", "x") // want `explain: a fault of category never$` `is never removed`
	net.Listen("unix", filepath.Join(dir, "s"))
}

func NoSocket() {
	os.MkdirTemp("", "x") // want `explain: no fault: it is not known to be for a socket`
}

func Removed() {
	dir, _ := os.MkdirTemp("", "x") // want `explain: no fault: it is removed on every path`
	defer os.RemoveAll(dir)
	net.Listen("unix", filepath.Join(dir, "s"))
}

func Kept(keep bool) {
	dir, _ := os.MkdirTemp("", "x") // want `explain: no fault: it may be removed on every path`
	net.Listen("unix", filepath.Join(dir, "s"))
	if !keep {
		os.RemoveAll(dir)
	}
}

func OnFailure() error {
	dir, err := os.MkdirTemp("", "x") // want `explain: a fault of category path, for a strict check`
	if err != nil {
		return err
	}
	l, err := net.Listen("unix", filepath.Join(dir, "s"))
	if err != nil {
		return err
	}
	l.Close()
	return os.RemoveAll(dir)
}

func In(parent string) {
	dir, _ := os.MkdirTemp(parent, "x") // want `explain: no fault: it is made in a directory that callers tell`
	net.Listen("unix", filepath.Join(dir, "s"))
}

func Offered() (string, func()) {
	dir, _ := os.MkdirTemp("", "x") // want `explain: no fault: a function that removes it is handed out`
	path := filepath.Join(dir, "s")
	net.Listen("unix", path)
	return path, func() { os.RemoveAll(dir) }
}

type remover interface{ Remove(path string) }

func Unseen(r remover) {
	dir, _ := os.MkdirTemp("", "x") // want `explain: no fault: code that cannot be seen may remove it`
	net.Listen("unix", filepath.Join(dir, "s"))
	r.Remove(dir)
}

var dir string

func Variable() {
	dir, _ = os.MkdirTemp("", "x") // want `explain: no fault: another function removes it`
	net.Listen("unix", filepath.Join(dir, "s"))
}

func tearDown() { os.RemoveAll(dir) }
