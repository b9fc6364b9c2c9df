package late

import (
	"context"
	"fmt"
	"net"
	"net/http"
	"testing"

	"fake/freeport"
	"fake/gomega"

	"github.com/stretchr/testify/require"
)

func testPort(t *testing.T) int {
	t.Helper()
	l, err := net.Listen("tcp", "127.0.0.1:0")
	require.NoError(t, err)
	defer l.Close()
	return l.Addr().(*net.TCPAddr).Port
}

func TestRequire(t *testing.T) {
	port := testPort(t) // want "testPort returns a port"
	ln, err := net.Listen("tcp", fmt.Sprintf("127.0.0.1:%d", port))
	require.NoError(t, err)
	go http.Serve(ln, nil)
	_, err = http.Get(fmt.Sprintf("http://127.0.0.1:%d", port))
	require.NoError(t, err)
}

func TestFatal(t *testing.T) {
	ctx := context.Background()
	addr := fmt.Sprintf("127.0.0.1:%d", testPort(t)) // want "testPort returns a port"
	var lc net.ListenConfig
	ln, err := lc.Listen(ctx, "tcp", addr)
	if err != nil {
		t.Fatal(err)
	}
	go http.Serve(ln, nil)
}

func TestExpect(t *testing.T) {
	port := testPort(t) // want "testPort returns a port"
	ln, err := net.Listen("tcp", fmt.Sprintf("127.0.0.1:%d", port))
	gomega.Expect(err).NotTo(gomega.HaveOccurred())
	defer ln.Close()
	t.Log(port)
}

func TestForeign(t *testing.T) {
	port, err := freeport.GetFreePort() // want "freeport.GetFreePort returns"
	if err != nil {
		t.Fatal(err)
	}
	ln, err := net.Listen("tcp", fmt.Sprintf("127.0.0.1:%d", port))
	if err != nil {
		t.Fatal(err)
	}
	defer ln.Close()
	t.Log(port)
}

func TestForeignRequire(t *testing.T) {
	port, err := freeport.GetFreePort() // want "freeport.GetFreePort returns"
	require.NoError(t, err)
	ln, err := net.Listen("tcp", fmt.Sprintf(":%d", port))
	require.NoError(t, err)
	defer ln.Close()
	t.Log(port)
}
