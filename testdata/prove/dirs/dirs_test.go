// Package dirs has directories of Unix sockets.
package dirs

import (
	"net"
	"os"
	"path/filepath"
	"reflect"
	"testing"
)

func bindIn(t *testing.T, dir string) {
	t.Helper()
	l, err := net.Listen("unix", filepath.Join(dir, "s"))
	if err != nil {
		t.Fatal(err)
	}
	l.Close()
}

func TestNever(t *testing.T) {
	dir, err := os.MkdirTemp("", "never") // outcome: proved; fix: helps
	if err != nil {
		t.Fatal(err)
	}
	if err := os.WriteFile(filepath.Join(dir, "file"), make([]byte, 1000), 0o600); err != nil {
		t.Fatal(err)
	}
	bindIn(t, dir)
}

func TestTwice(t *testing.T) {
	for range 2 {
		dir, err := os.MkdirTemp("", "twice") // outcome: proved; fix: helps
		if err != nil {
			t.Fatal(err)
		}
		bindIn(t, dir)
	}
}

// Only on another path does it stay.
func TestSome(t *testing.T) {
	dir, err := os.MkdirTemp("", "some") // outcome: clean
	if err != nil {
		t.Fatal(err)
	}
	bindIn(t, dir)
	if len(os.Args) == 0 {
		return
	}
	os.RemoveAll(dir)
}

func TestOnlySocket(t *testing.T) {
	dir, err := os.MkdirTemp("", "socket") // outcome: proved; fix: helps
	if err != nil {
		t.Fatal(err)
	}
	path := filepath.Join(dir, "s")
	defer os.Remove(path)
	bindIn(t, dir)
}

// No test calls it.
var _ = unreached

func unreached(t *testing.T) {
	dir, err := os.MkdirTemp("", "unreached") // outcome: not reached
	if err != nil {
		t.Fatal(err)
	}
	bindIn(t, dir)
}

func TestRemoved(t *testing.T) {
	dir, err := os.MkdirTemp("", "removed")
	if err != nil {
		t.Fatal(err)
	}
	defer os.RemoveAll(dir)
	bindIn(t, dir)
}

func TestTempDir(t *testing.T) {
	bindIn(t, t.TempDir())
}

var makers = map[string]func(dir, pattern string) (string, error){"temp": os.MkdirTemp}

func TestTable(t *testing.T) {
	dir, err := makers["temp"]("", "table") // outcome: proved; fix: helps
	if err != nil {
		t.Fatal(err)
	}
	bindIn(t, dir)
}

// What is called by reflection is not followed.
func TestMissed(t *testing.T) {
	made := reflect.ValueOf(os.MkdirTemp).Call([]reflect.Value{reflect.ValueOf(""), reflect.ValueOf("missed")}) // outcome: missed
	bindIn(t, made[0].String())
}
