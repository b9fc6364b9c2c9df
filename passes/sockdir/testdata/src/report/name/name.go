// Package name hands directories to those who make sockets in them.
package name

import (
	"fmt"
	"net"
	"os"
	"os/exec"
	"path/filepath"
	"testing"
)

func TestFlag(t *testing.T) {
	dir, _ := os.MkdirTemp("", "x") // want `directory dir of a Unix socket is never removed`
	exec.Command("server", "--socket="+filepath.Join(dir, "a")).Run()
}

func TestFlagBefore(t *testing.T) {
	dir, _ := os.MkdirTemp("", "x") // want `never removed`
	exec.Command("redis-server", "--port", "0", "--unixsocket", filepath.Join(dir, "redis")).Run()
}

func TestFlagOfProgram(t *testing.T) {
	dir, _ := os.MkdirTemp("", "x") // want `never removed`
	exec.Command("/usr/lib/postgresql/bin/postgres", "-k", dir).Run()
}

func TestName(t *testing.T) {
	dir, _ := os.MkdirTemp("", "x") // want `never removed`
	exec.Command("server", filepath.Join(dir, "server.sock")).Run()
}

func TestURL(t *testing.T) {
	dir, _ := os.MkdirTemp("", "x") // want `never removed`
	use("unix://" + dir + "/a")
}

func TestFormattedURL(t *testing.T) {
	dir, _ := os.MkdirTemp("", "x") // want `never removed`
	use(fmt.Sprintf("unix://%s/a", dir))
}

func use(url string) {}

func TestEnvironment(t *testing.T) {
	dir, _ := os.MkdirTemp("", "x") // want `never removed`
	t.Setenv("XDG_RUNTIME_DIR", dir)
}

func TestChildEnvironment(t *testing.T) {
	dir, _ := os.MkdirTemp("", "x") // want `never removed`
	cmd := exec.Command("server")
	cmd.Env = append(os.Environ(), "XDG_RUNTIME_DIR="+dir)
	cmd.Run()
}

type config struct{ SocketPath string }

func TestField(t *testing.T) {
	dir, _ := os.MkdirTemp("", "x") // want `never removed`
	c := config{SocketPath: filepath.Join(dir, "a")}
	exec.Command(c.SocketPath).Run()
}

func TestConfigFile(t *testing.T) {
	dir, _ := os.MkdirTemp("", "x") // want `never removed`
	text := fmt.Sprintf("unixsocket %s/a\n", dir)
	if err := os.WriteFile("redis.conf", []byte(text), 0o600); err != nil {
		t.Fatal(err)
	}
}

// The package finds the directory in the environment.
func socketPath() string { return filepath.Join(home(), "a") }

func home() string {
	if dir := os.Getenv("APP_HOME"); dir != "" {
		return dir
	}
	return "/var/lib/app"
}

func Listen() (net.Listener, error) { return net.Listen("unix", socketPath()) }

func TestHome(t *testing.T) {
	dir, _ := os.MkdirTemp("", "x") // want `never removed`
	t.Setenv("APP_HOME", dir)
	l, err := Listen()
	if err != nil {
		t.Fatal(err)
	}
	defer l.Close()
}
