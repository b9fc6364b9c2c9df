// Package testmain ends its tests with os.Exit.
package testmain

import (
	"fmt"
	"net"
	"os"
	"path/filepath"
	"testing"
)

func TestMain(m *testing.M) {
	dir, err := os.MkdirTemp("", "x") // want `os.Exit ends the process`
	if err != nil {
		panic(err)
	}
	defer os.RemoveAll(dir)
	l, err := net.Listen("unix", filepath.Join(dir, "s"))
	if err != nil {
		panic(err)
	}
	defer l.Close()
	code := m.Run()
	fmt.Println("done")
	os.Exit(code)
}
