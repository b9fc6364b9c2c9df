package twice

import (
	"net"
	"os"
	"path/filepath"
)

// A helper that gets the directory in two places leaves it to its caller twice.
func temp() string {
	dir, err := os.MkdirTemp("", "twice") // want "directory dir of a Unix socket is never removed"
	if err != nil {
		panic(err)
	}
	return dir
}

func either(first bool) string {
	if first {
		return temp()
	}
	return temp()
}

func again(first bool) string {
	if dir := either(first); dir != "" {
		return dir
	}
	return either(!first)
}

func listen() error {
	l, err := net.Listen("unix", filepath.Join(again(true), "s.sock"))
	if err != nil {
		return err
	}
	return l.Close()
}
