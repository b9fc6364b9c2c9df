// Package named hands ports to functions that have no name of their own, and says who
// gets them in words of the code.
package named

import (
	"iter"
	"net"
	"net/http"
	"os/exec"
	"sync"
	"time"
)

type group interface{ Go(func() error) }

func values(g group) {
	l1, _ := net.Listen("tcp", "127.0.0.1:0")
	l1.Close() // want `port of l1 is handed to Server.ListenAndServe after l1.Close: another process can bind it first; keep l1 open and serve on it with s1.Serve$`
	s1 := &http.Server{Addr: l1.Addr().String()}
	g.Go(s1.ListenAndServe)

	l2, _ := net.Listen("tcp", "127.0.0.1:0")
	l2.Close() // want `port of l2 is handed to Server.ListenAndServe after l2.Close: another process can bind it first$`
	s2 := &http.Server{Addr: l2.Addr().String()}
	for _, f := range []func() error{s2.ListenAndServe} {
		f()
	}

	l3, _ := net.Listen("tcp", "127.0.0.1:0")
	l3.Close() // want `port of l3 is handed to server.serve \(http.ListenAndServe\) after l3.Close: another process can bind it first; keep l3 open and let serve take it$`
	s3 := &server{l3.Addr().String()}
	time.AfterFunc(1, s3.serve)

	l4, _ := net.Listen("tcp", "127.0.0.1:0")
	l4.Close() // want `port of l4 is handed to server.serve \(http.ListenAndServe\) after l4.Close: `
	serve := (*server).serve
	serve(&server{l4.Addr().String()})

	l5, _ := net.Listen("tcp", "127.0.0.1:0")
	l5.Close() // want `port of l5 is handed to serve \(http.ListenAndServe\) after l5.Close: `
	embedding{&server{l5.Addr().String()}}.serve()

	l6, _ := net.Listen("tcp", "127.0.0.1:0")
	l6.Close() // want `port of l6 is handed to exec.Command after l6.Close: `
	start := exec.Command("./x", l6.Addr().String()).Start
	start()
}

type server struct{ addr string }

func (s *server) serve() { http.ListenAndServe(s.addr, nil) }

type embedding struct{ *server }

func literals(seq iter.Seq[int]) {
	l1, _ := net.Listen("tcp", "127.0.0.1:0")
	l1.Close() // want `port of l1 is handed to Server.ListenAndServe after l1.Close: another process can bind it first; keep l1 open and serve on it with s1.Serve$`
	s1 := &http.Server{Addr: l1.Addr().String()}
	go func() { s1.ListenAndServe() }()

	l2, _ := net.Listen("tcp", "127.0.0.1:0")
	l2.Close() // want `port of l2 is handed to http.ListenAndServe after l2.Close: `
	var wg sync.WaitGroup
	wg.Go(func() { http.ListenAndServe(l2.Addr().String(), nil) })

	l3, _ := net.Listen("tcp", "127.0.0.1:0")
	addr := l3.Addr().String()
	l3.Close() // want `port of l3 is handed to net.Listen after l3.Close: `
	for range seq {
		net.Listen("tcp", addr)
	}
}

func interfaces(s interface{ Listen(string) error }) {
	l1, _ := net.Listen("tcp", "127.0.0.1:0")
	l1.Close() // want `port of l1 is handed to Listen after l1.Close: `
	s.Listen(l1.Addr().String())

	l2, _ := net.Listen("tcp", "127.0.0.1:0")
	l2.Close() // want `port of l2 is handed to generic \(net.Listen\) after l2.Close: `
	generic(1, l2.Addr().String())
}

func generic[T any](_ T, addr string) { net.Listen("tcp", addr) }
