package server

import (
	"net"
	"net/http"
	"testing"

	"github.com/stretchr/testify/require"
)

func TestServer(t *testing.T) {
	l, err := net.Listen("tcp", "127.0.0.1:0")
	require.NoError(t, err)
	addr := l.Addr().String()
	require.NoError(t, l.Close()) // want "port of l"

	srv := &http.Server{Addr: addr}
	t.Cleanup(func() { srv.Close() })
	go srv.ListenAndServe()

	_, err = http.Get("http://" + srv.Addr)
	require.NoError(t, err)
}
