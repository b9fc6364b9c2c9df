package again

import (
	"net"
	"testing"

	"fake/gomega"

	"github.com/stretchr/testify/require"
)

func TestFatal(t *testing.T) {
	l, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		t.Fatal(err)
	}
	addr := l.Addr().String()
	l.Close() // want "port of l"

	ln, err := net.Listen("tcp", addr)
	if err != nil {
		t.Fatal(err)
	}
	defer ln.Close()
	go accept(ln)
}

func TestRequire(t *testing.T) {
	l, err := net.Listen("tcp", "127.0.0.1:0")
	require.NoError(t, err)
	addr := l.Addr().String()
	require.NoError(t, l.Close()) // want "port of l"

	ln, err := net.Listen("tcp", addr)
	require.NoError(t, err, "listen again")
	t.Cleanup(func() { ln.Close() })
	go accept(ln)
}

func TestExpect(t *testing.T) {
	l, err := net.Listen("tcp", "127.0.0.1:0")
	gomega.Expect(err).NotTo(gomega.HaveOccurred())
	addr := l.Addr().String()
	gomega.Expect(l.Close()).To(gomega.Succeed()) // want "port of l"

	ln, err := net.Listen("tcp", addr)
	gomega.Expect(err).NotTo(gomega.HaveOccurred())
	go accept(ln)
}
