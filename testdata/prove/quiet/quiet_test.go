// Package quiet has tests that watch the process: there is no finding, and they have to
// pass with ports taken as well.
package quiet

import (
	"net"
	"net/http"
	"net/http/httptest"
	"os"
	"runtime"
	"strings"
	"testing"
	"testing/synctest"
	"time"
)

func free(t *testing.T, network string) {
	t.Helper()
	if strings.HasPrefix(network, "udp") {
		c, err := net.ListenPacket(network, "127.0.0.1:0")
		if err != nil {
			t.Fatal(err)
		}
		c.Close()
		return
	}
	l, err := net.Listen(network, "127.0.0.1:0")
	if err != nil {
		t.Fatal(err)
	}
	l.Close()
}

func TestGoroutines(t *testing.T) {
	before := runtime.NumGoroutine()
	free(t, "tcp")
	free(t, "udp")
	if after := runtime.NumGoroutine(); after != before {
		t.Errorf("%d goroutines, before %d", after, before)
	}
}

func TestDescriptors(t *testing.T) {
	count := func() int {
		entries, err := os.ReadDir("/proc/self/fd")
		if err != nil {
			t.Skip(err)
		}
		return len(entries)
	}
	free(t, "tcp") // the poller opens some
	before := count()
	for range 20 {
		free(t, "tcp")
		free(t, "udp")
	}
	if after := count(); after != before {
		t.Errorf("%d descriptors, before %d", after, before)
	}
}

func TestBubble(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		start := time.Now()
		free(t, "tcp")
		time.Sleep(time.Hour)
		if time.Since(start) != time.Hour {
			t.Error("time passes")
		}
	})
}

// A thousand ports are more than are held.
func TestMany(t *testing.T) {
	for range 1000 {
		free(t, "tcp")
	}
}

// A socket that was handed over is still open.
func TestHandedOver(t *testing.T) {
	l, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		t.Fatal(err)
	}
	f, err := l.(*net.TCPListener).File()
	if err != nil {
		t.Fatal(err)
	}
	l.Close()
	l, err = net.FileListener(f)
	f.Close()
	if err != nil {
		t.Fatal(err)
	}
	server := httptest.NewUnstartedServer(http.NotFoundHandler())
	server.Listener.Close()
	server.Listener = l
	server.Start()
	defer server.Close()
	resp, err := http.Get(server.URL)
	if err != nil {
		t.Fatal(err)
	}
	resp.Body.Close()
}
