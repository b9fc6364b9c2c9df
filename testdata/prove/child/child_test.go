// Package child has ports that a child binds.
package child

import (
	"net"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"testing"
	"time"
)

// TestMain makes the test binary the child, too: it serves on the address that it finds
// in its arguments, in a file or in the environment.
func TestMain(m *testing.M) {
	switch {
	case len(os.Args) == 3 && os.Args[1] == "serve":
		serve(os.Args[2])
	case len(os.Args) == 3 && os.Args[1] == "config":
		addr, err := os.ReadFile(os.Args[2])
		if err != nil {
			panic(err)
		}
		serve(string(addr))
	case os.Getenv("CHILD_ADDR") != "":
		serve(os.Getenv("CHILD_ADDR"))
	default:
		os.Exit(m.Run())
	}
}

func serve(addr string) {
	if addr, ok := strings.CutPrefix(addr, "udp:"); ok {
		c, err := net.ListenPacket("udp", addr)
		if err != nil {
			os.Exit(1)
		}
		for data := make([]byte, 100); ; {
			n, from, err := c.ReadFrom(data)
			if err != nil {
				os.Exit(1)
			}
			c.WriteTo(data[:n], from)
		}
	}
	l, err := net.Listen("tcp", addr)
	if err != nil {
		os.Exit(1)
	}
	for {
		conn, err := l.Accept()
		if err != nil {
			os.Exit(1)
		}
		conn.Write([]byte("hello"))
		conn.Close()
	}
}

// run runs a child until the test is over, and waits for it to answer or to end.
func run(t *testing.T, cmd *exec.Cmd, network, addr string) {
	t.Helper()
	if err := cmd.Start(); err != nil {
		t.Fatal(err)
	}
	ended := make(chan error, 1)
	go func() { ended <- cmd.Wait() }()
	t.Cleanup(func() { cmd.Process.Kill() })
	for {
		conn, err := net.Dial(network, addr)
		if err == nil {
			conn.SetDeadline(time.Now().Add(100 * time.Millisecond))
			if network == "udp" {
				conn.Write([]byte("hello"))
			}
			_, err = conn.Read(make([]byte, 5))
			conn.Close()
		}
		if err == nil {
			return
		}
		select {
		case <-ended:
			t.Fatal("the child does not answer")
		case <-time.After(10 * time.Millisecond):
		}
	}
}

func TestArgument(t *testing.T) {
	l, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		t.Fatal(err)
	}
	addr := l.Addr().String()
	l.Close() // outcome: proved
	run(t, exec.Command(os.Args[0], "serve", addr), "tcp", addr)
}

// The child tells nothing.
func TestCleanEnvironment(t *testing.T) {
	l, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		t.Fatal(err)
	}
	addr := l.Addr().String()
	l.Close() // outcome: proved
	cmd := exec.Command(os.Args[0], "serve", addr)
	cmd.Env = []string{"PATH=" + os.Getenv("PATH")}
	run(t, cmd, "tcp", addr)
}

func TestEnvironment(t *testing.T) {
	l, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		t.Fatal(err)
	}
	addr := l.Addr().String()
	l.Close() // outcome: proved
	cmd := exec.Command(os.Args[0])
	cmd.Env = append(os.Environ(), "CHILD_ADDR="+addr)
	run(t, cmd, "tcp", addr)
}

func TestConfig(t *testing.T) {
	l, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		t.Fatal(err)
	}
	addr := l.Addr().String()
	l.Close() // outcome: proved
	config := filepath.Join(t.TempDir(), "config")
	if err := os.WriteFile(config, []byte(addr), 0o600); err != nil {
		t.Fatal(err)
	}
	run(t, exec.Command(os.Args[0], "config", config), "tcp", addr)
}

// Neither the child nor a dial tells anything.
func TestUDP(t *testing.T) {
	c, err := net.ListenPacket("udp", "127.0.0.1:0")
	if err != nil {
		t.Fatal(err)
	}
	addr := c.LocalAddr().String()
	c.Close() // outcome: proved
	cmd := exec.Command(os.Args[0], "serve", "udp:"+addr)
	cmd.Env = []string{"PATH=" + os.Getenv("PATH")}
	run(t, cmd, "udp", addr)
}

// Beside the port of the child, one is dialled that nobody has: it is not to blame.
func TestBesideDeadEndpoint(t *testing.T) {
	dead, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		t.Fatal(err)
	}
	dead.Close()
	if conn, err := net.Dial("tcp", dead.Addr().String()); err == nil {
		conn.Close()
		t.Fatal("somebody answers")
	}
	l, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		t.Fatal(err)
	}
	addr := l.Addr().String()
	l.Close() // outcome: proved
	cmd := exec.Command(os.Args[0], "serve", addr)
	cmd.Env = []string{"PATH=" + os.Getenv("PATH")}
	run(t, cmd, "tcp", addr)
}
