package helper_test

import (
	"net"
	"os"
	"path/filepath"
	"testing"
)

func tempDir(t testing.TB) string {
	dir, err := os.MkdirTemp("", "helper")
	if err != nil {
		t.Fatal(err)
	}
	return dir
}

func listen(t *testing.T) net.Listener {
	l, err := net.Listen("unix", filepath.Join(tempDir(t), "s"))
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() {
		if err := l.Close(); err != nil {
			t.Error(err) // it must be there until now
		}
	})
	return l
}

func TestListen(t *testing.T) {
	dial(t, listen(t))
}

func TestSubtests(t *testing.T) {
	l := listen(t)
	for range 3 {
		t.Run("dial", func(t *testing.T) {
			t.Parallel()
			dial(t, l)
		})
	}
}

func dial(t *testing.T, l net.Listener) {
	conn, err := net.Dial("unix", l.Addr().String())
	if err != nil {
		t.Fatal(err)
	}
	conn.Close()
}
