package fixed

import (
	"context"
	"fmt"
	"net"
	"os"
	"path/filepath"
	"strings"
	"syscall"
	"testing"
)

const named = "/tmp/named.sock" // want `Unix socket at a fixed path, "/tmp/named.sock": two runs of the test collide, and what one leaves fails the next, and another user can be there first; make it in a directory of os.MkdirTemp\("", "x"\)`

var shared = filepath.Join(os.TempDir(), "shared.sock") // want `Unix socket at a fixed path, os.TempDir\(\) \+ "/shared.sock":`

func TestConstant(t *testing.T) {
	l, err := net.Listen("unix", "/tmp/constant.sock") // want `Unix socket at a fixed path, "/tmp/constant.sock"`
	if err != nil {
		t.Fatal(err)
	}
	defer l.Close()
	net.Listen("unix", named)
	net.Listen("unix", shared)
}

func TestVariable(t *testing.T) {
	path := "/var/tmp/variable.sock" // want `fixed path, "/var/tmp/variable.sock"`
	os.Remove(path)                  // takes it away from the other run
	defer os.Remove(path)
	net.ListenUnix("unix", &net.UnixAddr{Name: path, Net: "unix"})
}

func TestJoined(t *testing.T) {
	path := filepath.Join(os.TempDir(), "joined.sock") // want `fixed path, os.TempDir\(\) \+ "/joined.sock"`
	new(net.ListenConfig).Listen(context.Background(), "unix", path)
	net.ListenPacket("unixgram", os.TempDir()+"/sum.sock") // want `fixed path, os.TempDir\(\) \+ "/sum.sock"`
}

func TestFormatted(t *testing.T) {
	for i := range 3 {
		_ = i
		net.Listen("unix", fmt.Sprintf("/tmp/%s-%d.sock", "formatted", 7)) // want `fixed path, "/tmp/formatted-7.sock"`
	}
	net.Listen("unix", strings.TrimPrefix("unix:///tmp/url.sock", "unix://")) // want `fixed path, "/tmp/url.sock"`
}

func TestRaw(t *testing.T) {
	syscall.Bind(3, &syscall.SockaddrUnix{Name: "/tmp/raw.sock"}) // want `fixed path, "/tmp/raw.sock"`
}

func TestDirectory(t *testing.T) {
	const dir = "/tmp/directory"
	os.MkdirAll(dir, 0o755)
	net.Listen("unix", filepath.Join(dir, "x.sock")) // want `fixed path, "/tmp/directory/x.sock"`
}

// Through helpers of the package, of the test, and values.

func TestHelper(t *testing.T) {
	Listen("/tmp/helper.sock") // want `fixed path, "/tmp/helper.sock"`
	listen(t, "helped.sock")
	for _, s := range []*server{newServer("/tmp/server.sock")} { // a list is not followed
		s.run()
	}
	newServer("/tmp/run.sock").run()       // want `fixed path, "/tmp/run.sock"`
	s := server{path: "/tmp/literal.sock"} // want `fixed path, "/tmp/literal.sock"`
	s.run()
}

func listen(t *testing.T, name string) net.Listener {
	l, err := Listen(filepath.Join("/tmp", name)) // want `fixed path, "/tmp/helped.sock"`
	if err != nil {
		t.Fatal(err)
	}
	return l
}

type server struct{ path string }

func newServer(path string) *server { return &server{path} }

func (s *server) run() { net.Listen("unix", s.path) }

func TestGoroutine(t *testing.T) {
	path := "/tmp/goroutine.sock" // want `fixed path, "/tmp/goroutine.sock"`
	go func() {
		l, err := net.Listen("unix", path)
		if err != nil {
			t.Error(err)
			return
		}
		defer l.Close()
	}()
}
