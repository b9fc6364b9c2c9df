package listenandserve

import (
	"net"
	"net/http"
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
	if err := l.Close(); err != nil { // want "port of l"
		t.Fatal(err)
	}
	go http.ListenAndServe(addr, nil)
	if _, err := http.Get("http://" + addr); err != nil {
		t.Fatal(err)
	}
}

func TestRequire(t *testing.T) {
	l, err := net.Listen("tcp", "127.0.0.1:0")
	require.NoError(t, err)
	addr := l.Addr().String()
	require.NoError(t, l.Close(), "close") // want "port of l"
	go func() {
		require.NoError(t, http.ListenAndServe(addr, nil))
	}()
	_, err = http.Get("http://" + addr)
	require.NoError(t, err)
}

func TestRequireVariable(t *testing.T) {
	l, err := net.Listen("tcp", "127.0.0.1:0")
	require.NoError(t, err)
	addr := l.Addr().String()
	err = l.Close() // want "port of l"
	require.NoError(t, err)
	go http.ListenAndServe(addr, nil)
}

func TestExpect(t *testing.T) {
	l, err := net.Listen("tcp", "127.0.0.1:0")
	gomega.Expect(err).NotTo(gomega.HaveOccurred())
	addr := l.Addr().String()
	gomega.Expect(l.Close()).To(gomega.Succeed()) // want "port of l"
	go http.ListenAndServe(addr, nil)
}

func TestExpectVariable(t *testing.T) {
	l, err := net.Listen("tcp", "127.0.0.1:0")
	gomega.Expect(err).NotTo(gomega.HaveOccurred())
	addr := l.Addr().String()
	err = l.Close() // want "port of l"
	gomega.Expect(err).NotTo(gomega.HaveOccurred())
	go http.ListenAndServe(addr, nil)
}

func TestSubtest(t *testing.T) {
	l, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		t.Fatal(err)
	}
	addr := l.Addr().String()
	l.Close() // want "port of l"
	t.Run("serve", func(t *testing.T) {
		t.Log(http.ListenAndServe(addr, nil))
	})
}
