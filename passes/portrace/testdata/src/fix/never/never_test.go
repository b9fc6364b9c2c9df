package never

import (
	"net"
	"net/http"
	"testing"

	"github.com/stretchr/testify/require"
)

func TestRequireError(t *testing.T) {
	l, err := net.Listen("tcp", "127.0.0.1:0")
	require.NoError(t, err)
	addr := l.Addr().String()
	l.Close() // want "port of l"
	ln, err := net.Listen("tcp", addr)
	require.Error(t, err)
	t.Log(ln)
}

func TestClosesTwice(t *testing.T) {
	l, err := net.Listen("tcp", "127.0.0.1:0")
	require.NoError(t, err)
	addr := l.Addr().String()
	require.NoError(t, l.Close()) // want "port of l"
	require.Error(t, l.Close())
	go http.ListenAndServe(addr, nil)
}

func TestCloseFails(t *testing.T) {
	l, err := net.Listen("tcp", "127.0.0.1:0")
	require.NoError(t, err)
	addr := l.Addr().String()
	require.Error(t, l.Close()) // want "port of l"
	go http.ListenAndServe(addr, nil)
}

// Serve closes the socket: then this fails.
func TestCleanup(t *testing.T) {
	l, err := net.Listen("tcp", "127.0.0.1:0")
	require.NoError(t, err)
	t.Cleanup(func() { require.Error(t, l.Close()) })
	addr := l.Addr().String()
	require.NoError(t, l.Close()) // want "port of l"
	go http.ListenAndServe(addr, nil)
}

func TestParallel(t *testing.T) {
	l, err := net.Listen("tcp", "127.0.0.1:0")
	require.NoError(t, err)
	addr := l.Addr().String()
	require.NoError(t, l.Close()) // want "port of l"
	for range 2 {
		t.Run("serve", func(t *testing.T) {
			t.Log(http.ListenAndServe(addr, nil))
		})
	}
}

func listenCert(addr, cert string) error {
	l, err := net.Listen("tcp", addr)
	if err != nil {
		return err
	}
	defer l.Close()
	if cert == "" {
		return http.ErrMissingFile
	}
	return nil
}

// The port is to be free for the first call, which fails for another reason, and after it.
func TestReleases(t *testing.T) {
	l, err := net.Listen("tcp", "127.0.0.1:0")
	require.NoError(t, err)
	addr := l.Addr().String()
	require.NoError(t, l.Close()) // want "port of l is handed to net.Listen"
	require.Error(t, listenCert(addr, ""))
	ln, err := net.Listen("tcp", addr)
	require.NoError(t, err)
	t.Log(ln)
}
