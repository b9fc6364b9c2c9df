// Package callback hands functions to others that call them, but do not draw a fresh port
// after an error.
package callback

import (
	"net"
	"net/http"
	"strconv"
)

func port() int {
	l, err := net.Listen("tcp", "localhost:0")
	if err != nil {
		panic(err)
	}
	defer l.Close() // want "port of l is handed to .*serve"
	return l.Addr().(*net.TCPAddr).Port
}

func serve(port int) error {
	l, err := net.Listen("tcp", "localhost:"+strconv.Itoa(port))
	if err != nil {
		return err
	}
	go http.Serve(l, nil)
	return nil
}

func try(f func() error) (err error) {
	for range 3 {
		if err = f(); err == nil {
			return nil
		}
	}
	return err
}

func same() error {
	p := port()
	return try(func() error { return serve(p) })
}

func once(f func() error) error { return f() }

func called() error {
	return once(func() error {
		l, err := net.Listen("tcp", "localhost:0")
		if err != nil {
			return err
		}
		l.Close() // want "port of l is handed to http.ListenAndServe"
		return http.ListenAndServe(l.Addr().String(), nil)
	})
}

func onceWrapped(f func() error) error {
	return once(func() error { return f() })
}

func calledWrapped() error {
	return onceWrapped(func() error {
		l, err := net.Listen("tcp", "localhost:0")
		if err != nil {
			return err
		}
		l.Close() // want "port of l is handed to http.ListenAndServe"
		return http.ListenAndServe(l.Addr().String(), nil)
	})
}

func thrice(f func() error) {
	for range 3 {
		f()
	}
}

func repeated() {
	thrice(func() error {
		l, err := net.Listen("tcp", "localhost:0")
		if err != nil {
			return err
		}
		l.Close() // want "port of l is handed to http.ListenAndServe"
		return http.ListenAndServe(l.Addr().String(), nil)
	})
}

// all goes on after success, and ends with an error.
func all(f func() error) error {
	for range 3 {
		if err := f(); err != nil {
			return err
		}
	}
	return nil
}

func several() {
	all(func() error {
		l, err := net.Listen("tcp", "localhost:0")
		if err != nil {
			return err
		}
		l.Close() // want "port of l is handed to http.ListenAndServe"
		return http.ListenAndServe(l.Addr().String(), nil)
	})
}

// start is tried again by one, and not by another.
func start() error {
	l, err := net.Listen("tcp", "localhost:0")
	if err != nil {
		return err
	}
	l.Close() // want "port of l is handed to serve"
	return serve(l.Addr().(*net.TCPAddr).Port)
}

func retries() error { return try(start) }

func startsOnce() error { return start() }

// An iterator without values: that its body wants to go on says nothing of the port.
func forever(yield func() bool) {
	for yield() {
	}
}

func loop() {
	for range forever {
		l, err := net.Listen("tcp", "localhost:0")
		if err != nil {
			return
		}
		l.Close() // want "port of l is handed to http.ListenAndServe"
		http.ListenAndServe(l.Addr().String(), nil)
	}
}
