// Package never has code that is reported and gets no fix: what would be right
// depends on what the code does not say.
package never

import (
	"log"
	"net"
	"net/http"
	"os"
	"time"
)

func underCondition(h http.Handler, serve bool) {
	l, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		return
	}
	addr := l.Addr().String()
	l.Close() // want "port of l"
	if serve {
		http.ListenAndServe(addr, h)
	}
}

func inElse(h http.Handler, other string) error {
	l, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		return err
	}
	addr := l.Addr().String()
	l.Close() // want "port of l"
	if other != "" {
		addr = other
	} else {
		return http.ListenAndServe(addr, h)
	}
	return nil
}

func inLoop(h http.Handler) {
	l, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		return
	}
	addr := l.Addr().String()
	l.Close() // want "port of l"
	for range 3 {
		log.Print(http.ListenAndServe(addr, h))
		time.Sleep(time.Second)
	}
}

func inSwitch(h http.Handler, mode string) {
	l, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		return
	}
	addr := l.Addr().String()
	l.Close() // want "port of l"
	switch mode {
	case "serve":
		http.ListenAndServe(addr, h)
	}
}

func inSelect(h http.Handler, start <-chan bool) {
	l, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		return
	}
	addr := l.Addr().String()
	l.Close() // want "port of l"
	select {
	case <-start:
		http.ListenAndServe(addr, h)
	case <-time.After(time.Second):
	}
}

func afterAnd(h http.Handler, ready bool) bool {
	l, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		return false
	}
	addr := l.Addr().String()
	l.Close() // want "port of l"
	return ready && http.ListenAndServe(addr, h) == nil
}

func again(h http.Handler) {
	l, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		return
	}
	addr := l.Addr().String()
	l.Close() // want "port of l"
serve:
	log.Print(http.ListenAndServe(addr, h))
	goto serve
}

func jumps(h http.Handler, n int) {
	l, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		return
	}
	addr := l.Addr().String()
	l.Close() // want "port of l"
next:
	n--
	http.ListenAndServe(addr, h)
	if n > 0 {
		goto next
	}
}

func deferredServe(h http.Handler) {
	l, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		return
	}
	addr := l.Addr().String()
	l.Close() // want "port of l"
	defer http.ListenAndServe(addr, h)
	log.Print("about to serve")
}

// The socket would have to be closed on the way out, but not after the start.
func leavesBeforeGoroutine(h http.Handler, prepare func() error) error {
	l, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		return err
	}
	addr := l.Addr().String()
	l.Close() // want "port of l"
	if err := prepare(); err != nil {
		return err
	}
	go http.ListenAndServe(addr, h)
	return nil
}

// A closed port is waited for.
func goesOn(h http.Handler) {
	l, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		log.Print(err)
	}
	addr := l.Addr().String()
	if err := l.Close(); err == nil { // want "port of l"
		http.ListenAndServe(addr, h)
	}
}

func closesElse(h http.Handler) {
	l, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		return
	}
	addr := l.Addr().String()
	if err := l.Close(); err != nil { // want "port of l"
		log.Print(err)
	} else {
		log.Print("closed")
	}
	http.ListenAndServe(addr, h)
}

// The error is kept for later.
func keepsError(h http.Handler) error {
	l, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		return err
	}
	addr := l.Addr().String()
	closeErr := l.Close() // want "port of l"
	go http.ListenAndServe(addr, h)
	return closeErr
}

func inList(h http.Handler) {
	l, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		return
	}
	addr, closed := l.Addr().String(), l.Close() // want "port of l"
	log.Print(closed)
	http.ListenAndServe(addr, h)
}

// Each call of serve binds.
func closure(h http.Handler) func() error {
	l, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		return nil
	}
	addr := l.Addr().String()
	l.Close() // want "port of l"
	serve := func() error { return http.ListenAndServe(addr, h) }
	if serve() != nil {
		log.Print("again")
	}
	return serve
}

func passedOn(h http.Handler, run func(func())) {
	l, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		return
	}
	addr := l.Addr().String()
	l.Close() // want "port of l"
	run(func() { http.ListenAndServe(addr, h) })
}

func acquiredUnderCondition(h http.Handler, l net.Listener) error {
	if l == nil {
		var err error
		l, err = net.Listen("tcp", "127.0.0.1:0")
		if err != nil {
			return err
		}
	}
	addr := l.Addr().String()
	l.Close() // want "port of l"
	return http.ListenAndServe(addr, h)
}

// That the port is free is the point.
func announcesFree(h http.Handler) error {
	l, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		return err
	}
	addr := l.Addr().String()
	l.Close() // want "port of l"
	if _, err := net.DialTimeout("tcp", addr, time.Second); err == nil {
		os.Exit(1)
	}
	return http.ListenAndServe(addr, h)
}
