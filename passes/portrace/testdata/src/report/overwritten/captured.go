package overwritten

import (
	"net"
	"net/http"
)

type endpoint struct{ addr string }

type settings struct{ web, admin *endpoint }

func freed() string {
	l, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		panic(err)
	}
	defer l.Close() // want `is handed to serveWith .http.ListenAndServe. after l.Close`
	return l.Addr().String()
}

func serveWith(s *settings) error { return http.ListenAndServe(s.web.addr, nil) }

// The literal sets the address to that of a freed port again.
func setInLiteral() error {
	s := &settings{web: &endpoint{}}
	addr := freed()
	s.web.addr = "localhost:8080"
	reset := func() { s.web.addr = addr }
	reset()
	return serveWith(s)
}

// Another field is set.
func otherPart() error {
	s := &settings{web: &endpoint{addr: freed()}, admin: &endpoint{}}
	s.admin.addr = "localhost:8080"
	done := make(chan error)
	go func() { done <- serveWith(s) }()
	return <-done
}

var _ = []any{setInLiteral, otherPart}
