package never

import (
	"net"
	"os"
	"path/filepath"
	"testing"
)

const named = "/tmp/named.sock" // want `fixed path`

var shared = filepath.Join(os.TempDir(), "shared.sock") // want `fixed path`

func TestNamed(t *testing.T) {
	net.Listen("unix", named)
	net.Listen("unix", shared)
}

// Another piece of code has the name, too.
func TestTwice(t *testing.T) {
	net.Listen("unix", "/tmp/twice.sock") // want `fixed path`
	net.Dial("unix", "/tmp/twice.sock")
	net.Listen("unix", filepath.Join(os.TempDir(), "base.sock")) // want `fixed path`
	os.Remove(os.TempDir() + "/base.sock")
}

// It is no place for t.Fatal.
func TestGoroutine(t *testing.T) {
	go func() {
		net.Listen("unix", "/tmp/goroutine.sock") // want `fixed path`
	}()
}

// There is no test at hand.
func helper() (net.Listener, error) {
	return net.Listen("unix", "/tmp/helper.sock") // want `fixed path`
}

func TestHelper(t *testing.T) { helper() }
