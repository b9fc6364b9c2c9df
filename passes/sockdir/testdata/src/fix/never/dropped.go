package never

import (
	"log"
	"net"
	"os"
	"path/filepath"
)

func removable() (string, func(), error) {
	dir, err := os.MkdirTemp("", "x")
	if err != nil {
		return "", nil, err
	}
	return filepath.Join(dir, "s.sock"), func() { os.RemoveAll(dir) }, nil
}

func keeps() error {
	path, remove, err := removable()
	if err != nil {
		return err
	}
	defer remove()
	l, err := net.Listen("unix", path)
	if err != nil {
		return err
	}
	return l.Close()
}

// Without the check, there may be no function.
func unchecked() {
	path, _, _ := removable() // want `nobody calls`
	l, err := net.Listen("unix", path)
	if err != nil {
		return
	}
	defer l.Close()
}

// The check does not end the function.
func goesOn() {
	path, _, err := removable() // want `nobody calls`
	if err != nil {
		log.Print(err)
	}
	l, err := net.Listen("unix", path)
	if err != nil {
		return
	}
	defer l.Close()
}

// The variables are there already.
func assigns() error {
	var path string
	var err error
	path, _, err = removable() // want `nobody calls`
	if err != nil {
		return err
	}
	l, err := net.Listen("unix", path)
	if err != nil {
		return err
	}
	return l.Close()
}
