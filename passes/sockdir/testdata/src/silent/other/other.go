// Package other has directories that are not for sockets, or that others remove.
package other

import (
	"net"
	"net/http"
	"os"
	"os/exec"
	"path/filepath"
	"testing"
)

// No socket.
func TestFile(t *testing.T) {
	dir, _ := os.MkdirTemp("", "x")
	os.WriteFile(filepath.Join(dir, "a"), nil, 0o600)
}

func TestChild(t *testing.T) {
	dir, _ := os.MkdirTemp("", "x")
	exec.Command("git", "init", dir).Run()
	exec.Command("server", "--data", filepath.Join(dir, "data")).Run()
}

func TestTCP(t *testing.T) {
	dir, _ := os.MkdirTemp("", "x")
	os.Chdir(dir)
	l, _ := net.Listen("tcp", "127.0.0.1:0")
	defer l.Close()
}

// The path is among the arguments that the address comes from.
func TestArguments(t *testing.T) {
	dir, _ := os.MkdirTemp("", "x")
	serve([]string{"--addr", "127.0.0.1:8080", "--output", filepath.Join(dir, "out")})
}

func serve(args []string) {
	var addr, output string
	for i := 0; i+1 < len(args); i += 2 {
		switch args[i] {
		case "--addr":
			addr = args[i+1]
		case "--output":
			output = args[i+1]
		}
	}
	os.WriteFile(output, nil, 0o600)
	listen("tcp", addr)
	http.ListenAndServe(addr, nil)
}

func listen(network, addr string) {
	l, _ := net.Listen(network, addr)
	defer l.Close()
}

func TestDial(t *testing.T) {
	dir, _ := os.MkdirTemp("", "x")
	if _, err := net.Dial("unix", filepath.Join(dir, "nobody")); err == nil {
		t.Fatal("no error")
	}
}

// A file that looks like a socket.
func TestFakeSocket(t *testing.T) {
	dir, _ := os.MkdirTemp("", "x")
	os.WriteFile(filepath.Join(dir, "docker.sock"), nil, 0o600)
	os.Remove(filepath.Join(dir, "docker.sock"))
}

func TestWebsocket(t *testing.T) {
	dir, _ := os.MkdirTemp("", "x")
	exec.Command("server", "--websocket-dir", dir, "--socks5="+dir).Run()
}

// Package testing removes it.
func TestTempDir(t *testing.T) {
	l, err := net.Listen("unix", filepath.Join(t.TempDir(), "s"))
	if err != nil {
		t.Fatal(err)
	}
	defer l.Close()
}

func TestInTempDir(t *testing.T) {
	dir, err := os.MkdirTemp(t.TempDir(), "x")
	if err != nil {
		t.Fatal(err)
	}
	l, err := net.Listen("unix", filepath.Join(dir, "s"))
	if err != nil {
		t.Fatal(err)
	}
	defer l.Close()
}

// It goes with the directory that it is made in.
func TestNested(t *testing.T) {
	parent, _ := os.MkdirTemp("", "x")
	defer os.RemoveAll(parent)
	dir, err := os.MkdirTemp(parent, "x")
	if err != nil {
		t.Fatal(err)
	}
	l, err := net.Listen("unix", filepath.Join(dir, "s"))
	if err != nil {
		t.Fatal(err)
	}
	defer l.Close()
}

func TestUnknownParent(t *testing.T) {
	dir, err := os.MkdirTemp(os.Getenv("STATE"), "x")
	if err != nil {
		t.Fatal(err)
	}
	l, err := net.Listen("unix", filepath.Join(dir, "s"))
	if err != nil {
		t.Fatal(err)
	}
	defer l.Close()
}

// The name of a file that is no more makes no directory.
func TestFileName(t *testing.T) {
	f, err := os.CreateTemp("", "x")
	if err != nil {
		t.Fatal(err)
	}
	f.Close()
	os.Remove(f.Name())
	l, err := net.Listen("unix", f.Name())
	if err != nil {
		t.Fatal(err)
	}
	defer l.Close()
}

// Abstract: there is no file.
func TestAbstract(t *testing.T) {
	l, err := net.Listen("unix", "@x")
	if err != nil {
		t.Fatal(err)
	}
	defer l.Close()
}

func TestIgnored(t *testing.T) {
	//sockvet:ignore sockdir the container goes with all that is in it
	dir, err := os.MkdirTemp("", "x")
	if err != nil {
		t.Fatal(err)
	}
	l, err := net.Listen("unix", filepath.Join(dir, "s"))
	if err != nil {
		t.Fatal(err)
	}
	defer l.Close()
}

// Nobody makes a socket of it.
func TestHome(t *testing.T) {
	dir, _ := os.MkdirTemp("", "x")
	t.Setenv("APP_HOME", dir)
	data := filepath.Join(os.Getenv("APP_HOME"), "data")
	l, err := net.Listen("unix", filepath.Join(os.Getenv("OTHER_HOME"), "s"))
	if err != nil {
		t.Fatal(data, err)
	}
	defer l.Close()
}
