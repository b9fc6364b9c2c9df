// Package across gets directories from another package.
package across

import (
	"fake/temp"
	"net"
	"os"
	"testing"
)

func TestDir(t *testing.T) {
	dir, err := temp.Dir() // want `directory dir of a Unix socket that temp.Dir makes \(fake/temp/temp.go:11\) is never removed`
	if err != nil {
		t.Fatal(err)
	}
	listen(t, temp.SocketIn(dir))
}

func listen(t *testing.T, path string) {
	l, err := net.Listen("unix", path)
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { l.Close() })
}

func TestDropped(t *testing.T) {
	path, _, err := temp.Socket() // want `directory of a Unix socket that temp.Socket makes \(fake/temp/temp.go:14\) is never removed: nobody calls the function that removes it`
	if err != nil {
		t.Fatal(err)
	}
	listen(t, path)
}

func TestServer(t *testing.T) {
	s, err := temp.NewServer()
	if err != nil {
		t.Fatal(err)
	}
	_ = s
}

func TestDaemon(t *testing.T) {
	dir, _ := os.MkdirTemp("", "x") // want `never removed`
	d := temp.New(temp.Config{Dir: dir})
	if err := d.Start(); err != nil {
		t.Fatal(err)
	}
}

// The path goes into a server, which binds it in a goroutine.
type accessLog struct{ socketPath string }

func newAccessLog(run string) *accessLog { return &accessLog{temp.SocketIn(run)} }

func (a *accessLog) run() error {
	os.Remove(a.socketPath)
	l, err := net.ListenUnix("unix", &net.UnixAddr{Name: a.socketPath, Net: "unix"})
	if err != nil {
		return err
	}
	return l.Close()
}

type proxyConfig struct{ runDir, logPath string }

func startProxy(c proxyConfig) (*os.File, error) { return os.Create(c.logPath) }

func TestAccessLog(t *testing.T) {
	dir, err := os.MkdirTemp("", "x") // want `never removed`
	if err != nil {
		t.Fatal(err)
	}
	t.Logf("run directory: %s", dir)
	server := newAccessLog(dir)
	go func() {
		if err := server.run(); err != nil {
			t.Error(err)
		}
	}()
	f, err := startProxy(proxyConfig{runDir: dir, logPath: dir + "/log"})
	if err != nil {
		t.Fatal(err)
	}
	f.Close()
}
