// Package many has a function that makes a directory for many.
package many

import (
	"net"
	"os"
	"path/filepath"
	"testing"
)

func dirOf(t *testing.T) string {
	dir, err := os.MkdirTemp("", "x") // want `directory dir of a Unix socket is never removed`
	if err != nil {
		t.Fatal(err)
	}
	return dir
}

func listen(t *testing.T, path string) {
	l, err := net.Listen("unix", path)
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { l.Close() })
}

func Test1(t *testing.T) { listen(t, filepath.Join(dirOf(t), "s")) }

func Test2(t *testing.T) { listen(t, filepath.Join(dirOf(t), "s")) }

func Test3(t *testing.T) { listen(t, filepath.Join(dirOf(t), "s")) }

func Test4(t *testing.T) { listen(t, filepath.Join(dirOf(t), "s")) }

func Test5(t *testing.T) { listen(t, filepath.Join(dirOf(t), "s")) }

func Test6(t *testing.T) { listen(t, filepath.Join(dirOf(t), "s")) }

func Test7(t *testing.T) { listen(t, filepath.Join(dirOf(t), "s")) }
