// Package main defers removals, and ends the process.
package main

import (
	"log"
	"net"
	"net/http"
	"os"
	"path/filepath"
	"testing"
)

func main() {
	dir, err := os.MkdirTemp("", "x") // want `directory dir of a Unix socket stays: its removal is deferred, and log.Fatal ends the process`
	if err != nil {
		log.Fatal(err)
	}
	defer os.RemoveAll(dir)
	l, err := net.Listen("unix", filepath.Join(dir, "s"))
	if err != nil {
		log.Fatal(err)
	}
	log.Fatal(http.Serve(l, nil))
}

var path string

func TestMain(m *testing.M) {
	dir, err := os.MkdirTemp("", "x") // want `its removal is deferred, and os.Exit ends the process`
	if err != nil {
		panic(err)
	}
	defer os.RemoveAll(dir)
	path = filepath.Join(dir, "s")
	code := m.Run()
	os.Exit(code)
}

func TestListen(t *testing.T) {
	l, err := net.Listen("unix", path)
	if err != nil {
		t.Fatal(err)
	}
	defer l.Close()
}

func literal(m *testing.M) {
	dir, _ := os.MkdirTemp("", "x") // want `its removal is deferred, and os.Exit ends the process`
	defer func() {
		_ = os.RemoveAll(dir)
	}()
	l, _ := net.Listen("unix", filepath.Join(dir, "s"))
	defer l.Close()
	os.Exit(m.Run())
}

// Removed on one way to the end.
func sometimes(m *testing.M) {
	dir, _ := os.MkdirTemp("", "x") // want `is not removed on every path: it stays where os.Exit ends the process on line 67`
	l, _ := net.Listen("unix", filepath.Join(dir, "s"))
	defer l.Close()
	code := m.Run()
	if code == 0 {
		os.RemoveAll(dir)
		os.Exit(0)
	}
	os.Exit(code)
}

// Nothing removes it.
func init() {
	dir, _ := os.MkdirTemp("", "x") // want `is never removed, .*; remove it with os.RemoveAll when the tests are done`
	path = filepath.Join(dir, "s")
}
