package retry

import (
	"errors"
	"net"
	"net/http"
	"strconv"
	"time"
)

// Functions that are called again after an error, by others. Their port is one of
// callbackPort: a finding there is that of any of them.

func callbackPort() int {
	l, err := net.Listen("tcp", "localhost:0")
	if err != nil {
		panic(err)
	}
	defer l.Close()
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
		time.Sleep(time.Millisecond)
	}
	return err
}

func tryAll(f func() error) error {
	var errs []error
	for range 3 {
		err := f()
		if err == nil {
			return nil
		}
		errs = append(errs, err)
	}
	return errors.Join(errs...)
}

func until(f func() bool) {
	for !f() {
		time.Sleep(time.Millisecond)
	}
}

func literal() error {
	return try(func() error { return serve(callbackPort()) })
}

func joined() error {
	return tryAll(func() error { return serve(callbackPort()) })
}

func listener() (l net.Listener, err error) {
	err = try(func() error {
		l, err = net.Listen("tcp", "localhost:"+strconv.Itoa(callbackPort()))
		return err
	})
	return l, err
}

func condition() {
	until(func() bool { return serve(callbackPort()) == nil })
}

func tryPassed(f func() error) error { return try(f) }

func tryWrapped(f func() error) error {
	return try(func() error { return f() })
}

func passed() error {
	return tryPassed(func() error { return serve(callbackPort()) })
}

func wrapped() error {
	return tryWrapped(func() error { return serve(callbackPort()) })
}

func start() error { return serve(callbackPort()) }

func byName() error { return try(start) }

type server struct{ port int }

func (s *server) start() error {
	s.port = callbackPort()
	return serve(s.port)
}

func method(s *server) error { return try(s.start) }
