// Package testmainrun ends its tests with os.Exit.
package testmainrun

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
	fmt.Println("starting")
	os.Exit(m.Run())
}
