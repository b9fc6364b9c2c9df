package dead

import (
	"fmt"
	"net"
	"net/http"
	"net/http/httptest"
	"os"
	"os/exec"
	"testing"
)

// The child is told where a server is, or where it would be.
func status(t *testing.T, up bool) error {
	var port int
	if up {
		s := httptest.NewServer(http.NotFoundHandler())
		t.Cleanup(s.Close)
		port = s.Listener.Addr().(*net.TCPAddr).Port
	} else {
		l, err := net.Listen("tcp", "127.0.0.1:0")
		if err != nil {
			t.Fatal(err)
		}
		port = l.Addr().(*net.TCPAddr).Port
		l.Close()
	}
	cmd := exec.Command("app", "status")
	cmd.Env = append(os.Environ(), fmt.Sprintf("APP_PORT=%d", port))
	return cmd.Run()
}

func statusAt(up bool) error {
	s := httptest.NewServer(http.NotFoundHandler())
	addr := s.Listener.Addr().String()
	if !up {
		s.Close()
		l, err := net.Listen("tcp", "127.0.0.1:0")
		if err != nil {
			return err
		}
		addr = l.Addr().String()
		l.Close()
	}
	return exec.Command("app", addr).Run()
}

func TestStatus(t *testing.T) {
	for _, up := range []bool{true, false} {
		if err := status(t, up); err != nil {
			t.Error(err)
		}
		if err := statusAt(up); err != nil {
			t.Error(err)
		}
	}
}
