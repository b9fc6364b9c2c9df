// Package dir has directories of Unix sockets.
package dir

import (
	"net"
	"net/http"
	"os"
	"path/filepath"
	"testing"

	"github.com/gliderlabs/ssh"
	"github.com/multiformats/go-multiaddr"
	manet "github.com/multiformats/go-multiaddr/net"
	"github.com/rogpeppe/go-internal/testscript"
	"github.com/sirupsen/logrus"
	"go.uber.org/zap"
	"k8s.io/klog/v2"
)

func fatal() {
	dir, err := os.MkdirTemp("", "x") // want "its removal is deferred, and logrus.Fatal ends the process"
	if err != nil {
		logrus.Fatal(err)
	}
	defer os.RemoveAll(dir)
	logrus.Fatal(serve(filepath.Join(dir, "s")))
}

func fatalOfLogger(logger *zap.SugaredLogger) {
	dir, err := os.MkdirTemp("", "x") // want "its removal is deferred, and logger.Fatalw ends the process"
	if err != nil {
		logger.Fatal(err)
	}
	defer os.RemoveAll(dir)
	logger.Fatalw("cannot serve", "error", serve(filepath.Join(dir, "s")))
}

func exit() {
	dir, err := os.MkdirTemp("", "x") // want "its removal is deferred, and klog.Exit ends the process"
	if err != nil {
		klog.Exit(err)
	}
	defer os.RemoveAll(dir)
	klog.Exit(serve(filepath.Join(dir, "s")))
}

func serve(path string) error {
	l, err := net.Listen("unix", path)
	if err != nil {
		return err
	}
	return http.Serve(l, nil)
}

func scripts(m *testing.M) {
	dir, err := os.MkdirTemp("", "x") // want "its removal is deferred, and testscript.Main ends the process"
	if err != nil {
		panic(err)
	}
	defer os.RemoveAll(dir)
	os.Setenv("XDG_RUNTIME_DIR", dir)
	testscript.Main(m, nil)
}

func multi(t *testing.T) {
	dir, err := os.MkdirTemp("", "x") // want "is never removed"
	if err != nil {
		t.Fatal(err)
	}
	addr, err := multiaddr.NewMultiaddr("/unix" + filepath.Join(dir, "s"))
	if err != nil {
		t.Fatal(err)
	}
	l, err := manet.Listen(addr)
	if err != nil {
		t.Fatal(err)
	}
	defer l.Close()
}

// The listener is all that there is of the directory.
func agent() (net.Listener, error) { return ssh.NewAgentListener() }
