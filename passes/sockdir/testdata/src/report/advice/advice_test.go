package advice

import (
	"net"
	"os"
	"path/filepath"
	"testing"
)

// The test is named as the code names it, or there is none.
func helper() net.Listener {
	dir, _ := os.MkdirTemp("", "x") // want `; let helper take a testing.TB, and remove it with os.RemoveAll in its Cleanup$`
	l, _ := net.Listen("unix", filepath.Join(dir, "s"))
	return l
}

func with(tb testing.TB) net.Listener {
	dir, _ := os.MkdirTemp("", "x") // want `; remove it with os.RemoveAll in tb.Cleanup$`
	l, _ := net.Listen("unix", filepath.Join(dir, "s"))
	return l
}

func unnamed(_ *testing.T) net.Listener {
	dir, _ := os.MkdirTemp("", "x") // want `; let unnamed take a testing.TB, and remove it with os.RemoveAll in its Cleanup$`
	l, _ := net.Listen("unix", filepath.Join(dir, "s"))
	return l
}

func TestNamed(t *testing.T) {
	defer helper().Close()
	defer with(t).Close()
	defer unnamed(t).Close()
	t.Run("inner", func(tt *testing.T) {
		dir, _ := os.MkdirTemp("", "x") // want `; remove it with os.RemoveAll in tt.Cleanup$`
		l, _ := net.Listen("unix", filepath.Join(dir, "s"))
		defer l.Close()
	})
}

type suite struct{ t *testing.T }

func (s *suite) T() *testing.T { return s.t }

func (s *suite) TestListen() {
	dir, _ := os.MkdirTemp("", "x") // want `; remove it with os.RemoveAll in s.T\(\).Cleanup$`
	l, _ := net.Listen("unix", filepath.Join(dir, "s"))
	defer l.Close()
}

type fixture struct{}

func (fixture) listen() {
	dir, _ := os.MkdirTemp("", "x") // want `; remove it with os.RemoveAll when the test is done$`
	l, _ := net.Listen("unix", filepath.Join(dir, "s"))
	defer l.Close()
}

func TestFixture(t *testing.T) {
	fixture{}.listen()
	use()
	bystander{}.listen()
}

var shared, _ = os.MkdirTemp("", "x") // want `; remove it with os.RemoveAll when the tests are done$`

func TestShared(t *testing.T) {
	l, _ := net.Listen("unix", filepath.Join(shared, "s"))
	defer l.Close()
}
