package never

import (
	"log"
	"net"
	"net/http"

	"golang.org/x/sync/errgroup"
)

// The variable is another one, which only the if has.
func definedInIf(h http.Handler) error {
	l, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		return err
	}
	addr := l.Addr().String()
	l.Close() // want "port of l"
	if ln, err := net.Listen("tcp", addr); err != nil {
		return err
	} else {
		return http.Serve(ln, h)
	}
}

// A failure is expected.
func failsInIf(h http.Handler) error {
	l, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		return err
	}
	addr := l.Addr().String()
	l.Close() // want "port of l"
	var ln net.Listener
	if ln, err = net.Listen("tcp", addr); err == nil {
		return http.Serve(ln, h)
	}
	return err
}

func elseInIf(h http.Handler) error {
	l, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		return err
	}
	addr := l.Addr().String()
	l.Close() // want "port of l"
	var ln net.Listener
	if ln, err = net.Listen("tcp", addr); err != nil {
		return err
	} else {
		log.Print("bound")
	}
	return http.Serve(ln, h)
}

// The error of another call is looked at.
func othersError(h http.Handler, ready error) error {
	l, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		return err
	}
	addr := l.Addr().String()
	l.Close() // want "port of l"
	var ln net.Listener
	if ln, err = net.Listen("tcp", addr); ready != nil {
		return err
	}
	return http.Serve(ln, h)
}

// What is deferred closes the first socket, which would be the second.
func deferredBeforeAgain(started chan<- net.Listener) error {
	l, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		return err
	}
	defer l.Close()
	addr := l.Addr().String()
	l.Close() // want "port of l"
	l, err = net.Listen("tcp", addr)
	if err != nil {
		return err
	}
	started <- l
	return nil
}

// The server is another one when it starts.
func methodValueOfAnother(h http.Handler, other *http.Server) error {
	l, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		return err
	}
	srv := &http.Server{Addr: l.Addr().String(), Handler: h}
	l.Close() // want "port of l"
	var g errgroup.Group
	g.Go(srv.ListenAndServe)
	srv = other
	return g.Wait()
}

// It may never be called.
func methodValueKept(h http.Handler, keep func(func() error)) error {
	l, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		return err
	}
	srv := &http.Server{Addr: l.Addr().String(), Handler: h}
	l.Close() // want "port of l"
	start := srv.ListenAndServe
	if h != nil {
		return start()
	}
	return nil
}

// note does more than to complain.
func note(err error) {
	log.Print("closed")
	if err != nil {
		panic(err)
	}
}

func notes(h http.Handler) error {
	l, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		return err
	}
	addr := l.Addr().String()
	note(l.Close()) // want "port of l"
	return http.ListenAndServe(addr, h)
}

// fallback goes on otherwise.
func fallback(err error) {
	if err != nil {
		log.Print(err)
	} else {
		log.Print("closed")
	}
}

func falls(h http.Handler) error {
	l, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		return err
	}
	addr := l.Addr().String()
	fallback(l.Close()) // want "port of l"
	return http.ListenAndServe(addr, h)
}
