package twice

import (
	"net"
	"os"
	"path/filepath"
)

// A helper that gets the directory in two places leaves it to its caller, who removes it.
func temp() string {
	dir, err := os.MkdirTemp("", "twice")
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
	dir := again(true)
	defer os.RemoveAll(dir)
	l, err := net.Listen("unix", filepath.Join(dir, "s.sock"))
	if err != nil {
		return err
	}
	return l.Close()
}

// Functions that call each other get the directory from each other.
func even(n int) string {
	if n == 0 {
		return temp()
	}
	return odd(n - 1)
}

func odd(n int) string {
	if n == 1 {
		return temp()
	}
	return even(n - 1)
}

func listenOdd() error {
	dir := odd(3)
	defer os.RemoveAll(dir)
	l, err := net.Listen("unix", filepath.Join(dir, "s.sock"))
	if err != nil {
		return err
	}
	return l.Close()
}
