package overwritten

import (
	"net"
	"net/http"
)

type endpoint struct{ addr string }

type settings struct{ web *endpoint }

func randomSettings() *settings {
	l, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		panic(err)
	}
	defer l.Close()
	return &settings{web: &endpoint{addr: l.Addr().String()}}
}

func serveWith(s *settings) error { return http.ListenAndServe(s.web.addr, nil) }

// A literal captures the variable after the address was set to a fixed one.
func inGoroutine() error {
	s := randomSettings()
	s.web.addr = "localhost:8080"
	done := make(chan error)
	go func() { done <- serveWith(s) }()
	return <-done
}

func inLiterals() {
	s := randomSettings()
	s.web.addr = "localhost:8081"
	go func() {
		if err := serveWith(s); err != nil {
			panic(err)
		}
	}()
	defer func() { println(s.web.addr) }()
}

var _ = []any{inGoroutine, inLiterals}
