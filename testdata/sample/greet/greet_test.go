package greet_test

import (
	"net"
	"os"
	"os/exec"
	"path/filepath"
	"runtime"
	"testing"

	"example.com/sample/greet"
)

func build(t *testing.T) string {
	t.Helper()
	bin := filepath.Join(t.TempDir(), "greetd.exe")
	if out, err := exec.Command("go", "build", "-o", bin, "../cmd/greetd").CombinedOutput(); err != nil {
		t.Fatalf("%v\n%s", err, out)
	}
	return bin
}

func TestStart(t *testing.T) {
	bin := build(t)
	starts := map[string]func(string) (*greet.Daemon, error){
		"port":     greet.StartOnPort,
		"listener": greet.StartWithListener,
	}
	for name, start := range starts {
		t.Run(name, func(t *testing.T) {
			if name == "listener" && runtime.GOOS == "windows" {
				t.Skip("windows processes do not inherit ExtraFiles")
			}
			d, err := start(bin)
			if err != nil {
				t.Fatal(err)
			}
			defer d.Stop()
			pid, err := greet.Ask(d.Addr)
			if err != nil {
				t.Fatal(err)
			}
			if pid != d.Pid() {
				t.Errorf("process %d answers, want %d", pid, d.Pid())
			}
		})
	}
}

// Each run of the test has this path.
func TestFixedSocket(t *testing.T) {
	l, err := net.Listen("unix", "/tmp/greet.sock")
	if err != nil {
		t.Skip(err)
	}
	defer l.Close()
	askUnix(t, l.Addr().String())
}

// The same with a path of its own.
func TestOwnSocket(t *testing.T) {
	dir, err := os.MkdirTemp("", "greet")
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { os.RemoveAll(dir) })
	l, err := net.Listen("unix", filepath.Join(dir, "own.sock"))
	if err != nil {
		t.Skip(err)
	}
	defer l.Close()
	askUnix(t, l.Addr().String())
}

// askUnix connects to a Unix socket.
func askUnix(t *testing.T, path string) {
	t.Helper()
	conn, err := net.Dial("unix", path)
	if err != nil {
		t.Fatal(err)
	}
	conn.Close()
}

// The port is closed so that nobody answers: nothing to report.
func TestNobodyAnswers(t *testing.T) {
	l, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		t.Fatal(err)
	}
	dead := l.Addr().String()
	l.Close()
	if conn, err := net.Dial("tcp", dead); err == nil {
		conn.Close()
		t.Errorf("somebody answers at %s", dead)
	}
}

// Any outgoing connection may have this port.
func TestFixedPort(t *testing.T) {
	l, err := net.Listen("tcp", "127.0.0.1:50123")
	if err != nil {
		t.Skip(err)
	}
	defer l.Close()
	ask(t, "127.0.0.1:50123")
}

// The same with a port that the kernel chose.
func TestFreePort(t *testing.T) {
	l, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		t.Fatal(err)
	}
	defer l.Close()
	ask(t, l.Addr().String())
}

// ask connects to a server.
func ask(t *testing.T, addr string) {
	t.Helper()
	conn, err := net.Dial("tcp", addr)
	if err != nil {
		t.Fatal(err)
	}
	conn.Close()
}
