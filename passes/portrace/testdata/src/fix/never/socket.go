package never

import (
	"crypto/tls"
	"log"
	"net"
	"net/http"
	"os"
)

type holder struct {
	l net.Listener
}

func stored(h http.Handler, to *holder) error {
	l, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		return err
	}
	to.l = l
	addr := l.Addr().String()
	l.Close() // want "port of l"
	return http.ListenAndServe(addr, h)
}

func returned(h http.Handler) (net.Listener, error) {
	l, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		return nil, err
	}
	addr := l.Addr().String()
	l.Close() // want "port of l"
	go http.ListenAndServe(addr, h)
	return l, nil
}

func copied(h http.Handler) error {
	l, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		return err
	}
	other := l
	addr := other.Addr().String()
	l.Close() // want "port of l"
	return http.ListenAndServe(addr, h)
}

// The first socket would be lost.
func reassigned(h http.Handler) error {
	l, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		return err
	}
	addr := l.Addr().String()
	l.Close() // want "port of l"
	l, err = net.Listen("tcp", "127.0.0.1:8080")
	if err != nil {
		return err
	}
	defer l.Close()
	return http.ListenAndServe(addr, h)
}

func deferred(h http.Handler) {
	l, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		return
	}
	defer l.Close()
	addr := l.Addr().String()
	l.Close() // want "port of l"
	go http.ListenAndServe(addr, h)
}

func closedByGoroutine(h http.Handler, done <-chan bool) error {
	l, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		return err
	}
	go func() {
		<-done
		l.Close()
	}()
	addr := l.Addr().String()
	l.Close() // want "port of l"
	return http.ListenAndServe(addr, h)
}

func isField(h http.Handler, to *holder) error {
	var err error
	to.l, err = net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		return err
	}
	addr := to.l.Addr().String()
	to.l.Close() // want "port of to.l"
	return http.ListenAndServe(addr, h)
}

func elsewhere(h http.Handler) error {
	addr := func() string {
		l, err := net.Listen("tcp", "127.0.0.1:0")
		if err != nil {
			log.Fatal(err)
		}
		defer l.Close() // want "port of l"
		return l.Addr().String()
	}()
	return http.ListenAndServe(addr, h)
}

func twoBinds(h http.Handler) {
	l, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		return
	}
	addr := l.Addr().String()
	l.Close() // want "port of l"
	http.ListenAndServe(addr, h)
	http.ListenAndServe(addr, h)
}

func bindsAndPasses(h http.Handler) {
	l, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		return
	}
	addr := l.Addr().String()
	l.Close() // want "port of l"
	os.Setenv("ADDR", addr)
	http.ListenAndServe(addr, h)
}

// Both names are the goroutine's own.
func shadowedSocket(h http.Handler) {
	l, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		return
	}
	addr := l.Addr().String()
	l.Close() // want "port of l"
	go func() {
		l := log.Default()
		l.Print(http.ListenAndServe(addr, h))
	}()
}

func shadowedByParameter(h http.Handler) {
	l, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		return
	}
	addr := l.Addr().String()
	l.Close() // want "port of l"
	go func(l *log.Logger) {
		l.Print(http.ListenAndServe(addr, h))
	}(log.Default())
}

// Another listener has the name.
func shadowedByListener(h http.Handler, next func() net.Listener) {
	l, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		return
	}
	addr := l.Addr().String()
	l.Close() // want "port of l"
	go func() {
		l := next()
		defer l.Close()
		http.ListenAndServe(addr, h)
	}()
}

// It speaks TLS, and the server did not.
func ofTLS(h http.Handler, config *tls.Config) error {
	l, err := tls.Listen("tcp", "127.0.0.1:0", config)
	if err != nil {
		return err
	}
	addr := l.Addr().String()
	l.Close() // want "port of l"
	return http.ListenAndServe(addr, h)
}

func listenTLS(config *tls.Config) (net.Listener, error) {
	inner, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		return nil, err
	}
	return tls.NewListener(inner, config), nil
}

func ofHelper(h http.Handler, config *tls.Config) error {
	l, err := listenTLS(config)
	if err != nil {
		return err
	}
	addr := l.Addr().String()
	l.Close() // want "port of a socket|port of l|port of inner"
	return http.ListenAndServe(addr, h)
}

// The function may return in between, and a deferred call would close what it
// returns in the end.
func returnsOrFails(path string) (net.Listener, error) {
	l, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		return nil, err
	}
	addr := l.Addr().String()
	l.Close() // want "port of l"
	if _, err := os.Stat(path); err != nil {
		return nil, err
	}
	ln, err := net.Listen("tcp", addr)
	if err != nil {
		return nil, err
	}
	return ln, nil
}

func returnsOrFailsAtOnce(path string) (net.Listener, error) {
	l, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		return nil, err
	}
	addr := l.Addr().String()
	l.Close() // want "port of l"
	if _, err := os.Stat(path); err != nil {
		return nil, err
	}
	return net.Listen("tcp", addr)
}

// The test restarts a server: who has connected is to lose the connection.
func restarts(connect func(addr string) error) (net.Listener, error) {
	l, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		return nil, err
	}
	addr := l.Addr().String()
	if err := connect(addr); err != nil {
		return nil, err
	}
	l.Close() // want "port of l"
	return net.Listen("tcp", addr)
}
