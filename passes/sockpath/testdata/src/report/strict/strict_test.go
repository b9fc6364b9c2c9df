package strict

import (
	"net"
	"os"
	"path/filepath"
	"runtime"
	"testing"
)

func TestWithANameThatSaysAllThereIsToSayAboutWhatIsTestedHere(t *testing.T) {
	net.Listen("unix", filepath.Join(t.TempDir(), "server.sock")) // want `path of a Unix socket has up to 132 bytes, and can have 103 on macOS: t.TempDir has the name of the test in it; use os.MkdirTemp\("", "x"\) with a short name, and remove that in t.Cleanup`
	t.Run("of which there is a part that goes on and on", func(t *testing.T) {
		dir := t.TempDir() // want `path of a Unix socket has up to 157 bytes, and can have 107 on Linux, 103 on macOS and the BSDs: t.TempDir`
		net.Listen("unix", dir+"/a-server-with-a-long-name.sock")
	})
}

func TestShort(t *testing.T) {
	net.Listen("unix", filepath.Join(t.TempDir(), "server.sock"))
	net.Listen("unix", filepath.Join(t.TempDir(), "server-with-a-name-that-is-long.sock")) // want `has up to 109 bytes`
}

// The directory is the test's to choose, whoever puts the path together.
func TestInProgramWithANameThatSaysAllThereIsToSayAboutIt(t *testing.T) {
	InDirectory(filepath.Join(t.TempDir(), "run")) // want `path of a Unix socket has up to 131 bytes, and can have 103 on macOS: t.TempDir`
}

// A helper is judged by the longest name that it is called with.
func TestHelper(t *testing.T)                                        { listenIn(t) }
func TestHelperWithANameThatSaysAllThereIsToSayAboutIt(t *testing.T) { listenIn(t) }

func listenIn(t *testing.T) {
	net.Listen("unix", filepath.Join(t.TempDir(), "s.sock")) // want `has up to 119 bytes, and can have 103 on macOS`
}

func TestGuardedWithANameThatSaysAllThereIsToSayAboutIt(t *testing.T) {
	if runtime.GOOS == "darwin" {
		t.Skip("paths are too long")
	}
	net.Listen("unix", filepath.Join(t.TempDir(), "server.sock"))
}

func TestNames(t *testing.T) {
	path := filepath.Join(os.TempDir(), t.Name()+".sock") // want `Unix socket at a path that is the same in each run of the test, os.TempDir\(\) \+ "/" \+ t.Name\(\) \+ ".sock": two runs of the test collide`
	net.Listen("unix", path)
	net.Listen("unix", "relative.sock") // want `Unix socket in the current directory, "relative.sock": two runs of the test collide, and what one leaves fails the next; make it in a directory of os.MkdirTemp\("", "x"\)`
}

func TestSharedDirectory(t *testing.T) {
	net.Listen("unix", filepath.Join("/tmp/shared", lower(os.Getenv("ID")))) // want `Unix socket in a directory that others have as well, "/tmp/shared/" \+ …: whoever makes it first can keep all others out`
}
