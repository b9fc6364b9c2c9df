package sockapi_test

import (
	"net"
	"runtime"
	"testing"
	"time"
)

// TestDropped shows what is said of sockets that nobody closes: the garbage collector does,
// and then others get the port.
func TestDropped(t *testing.T) {
	addr := listen(t)
	for range 100 {
		runtime.GC() // runs finalizers in a goroutine of their own
		l, err := net.Listen("tcp", addr)
		if err == nil {
			if err := l.Close(); err != nil {
				t.Error(err)
			}
			return
		}
		time.Sleep(10 * time.Millisecond)
	}
	t.Errorf("%s is still bound", addr)
}

// listen returns the address of a listener that nobody keeps.
func listen(t *testing.T) string {
	l, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		t.Fatal(err)
	}
	return l.Addr().String()
}
