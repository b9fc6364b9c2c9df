package again

import (
	"net"
	"net/http"
	"strconv"
	"testing"
)

func attempt(n int, f func() error) (err error) {
	for range n {
		if err = f(); err == nil {
			return nil
		}
	}
	return err
}

func attempts() error {
	return attempt(5, func() error {
		return http.ListenAndServe(addr3(), nil)
	})
}

func addr3() string {
	l, _ := net.Listen("tcp", "localhost:0")
	defer l.Close()
	return l.Addr().String()
}

func listenAt(port int) (net.Listener, error) {
	return net.Listen("tcp", net.JoinHostPort("127.0.0.1", strconv.Itoa(port)))
}

// A flag leaves the loop.
func flagged() net.Listener {
	var l net.Listener
	for ok := false; !ok; {
		port, err := flaggedPort()
		if err != nil {
			continue
		}
		l, err = listenAt(port)
		ok = err == nil
	}
	return l
}

func flaggedPort() (int, error) {
	l, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		return 0, err
	}
	defer l.Close()
	return l.Addr().(*net.TCPAddr).Port, nil
}

// In a test.
func inTest(t *testing.T) {
	var srv net.Listener
	for i := 0; srv == nil; i++ {
		l, err := net.Listen("tcp", "127.0.0.1:0")
		if err != nil {
			t.Fatal(err)
		}
		addr := l.Addr().String()
		l.Close()
		if srv, err = net.Listen("tcp", addr); err != nil {
			srv = nil
			if i == 5 {
				t.Fatal(err)
			}
		}
	}
	defer srv.Close()
	go http.Serve(srv, nil)
}

func tMinus() (l net.Listener) {
	for i := 0; l == nil; i++ {
		var err error
		if l, err = net.Listen("tcp", addr5()); err != nil && i == 5 {
			panic(err)
		}
	}
	return l
}

func addr5() string {
	l, _ := net.Listen("tcp", "localhost:0")
	defer l.Close()
	return l.Addr().String()
}

func recursive(tries int) (net.Listener, error) {
	l, err := net.Listen("tcp", addr4())
	if err != nil && tries > 0 {
		return recursive(tries - 1)
	}
	return l, err
}

func addr4() string {
	l, _ := net.Listen("tcp", "localhost:0")
	defer l.Close()
	return l.Addr().String()
}

func untilNoError() {
	var srv net.Listener
	var err error
	for ok := true; ok; ok = err != nil {
		var l net.Listener
		if l, err = net.Listen("tcp", "localhost:0"); err != nil {
			return
		}
		l.Close()
		srv, err = net.Listen("tcp", l.Addr().String())
	}
	http.Serve(srv, nil)
}

func untilNotNil() (l net.Listener, err error) {
	for l == nil {
		l, err = net.Listen("tcp", addr1())
		if err != nil {
			l = nil
		}
	}
	return l, nil
}

func addr1() string {
	l, _ := net.Listen("tcp", "localhost:0")
	defer l.Close()
	return l.Addr().String()
}

func untilNotNilInline() {
	var srv net.Listener
	for srv == nil {
		l, err := net.Listen("tcp", "localhost:0")
		if err != nil {
			return
		}
		l.Close()
		if srv, err = net.Listen("tcp", l.Addr().String()); err != nil {
			srv = nil
		}
	}
	http.Serve(srv, nil)
}
