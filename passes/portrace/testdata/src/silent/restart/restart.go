// Package restart has servers that go away and come back: no reservations.
package restart

import (
	"net"
	"net/http"
	"net/http/httptest"
)

// An httptest server that goes away and comes back.
func restartHTTPTest() {
	srv := httptest.NewServer(nil)
	addr := srv.Listener.Addr().String()
	srv.Close()
	l, _ := net.Listen("tcp", addr)
	http.Serve(l, nil)
}
