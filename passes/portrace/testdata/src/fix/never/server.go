package never

import (
	"crypto/tls"
	"log"
	"net"
	"net/http"

	"github.com/gofiber/fiber/v3"
)

// The server may be told another address.
func serverOfParameter(srv *http.Server) error {
	l, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		return err
	}
	srv.Addr = l.Addr().String()
	addr := l.Addr().String()
	l.Close() // want "port of l"
	srv.Addr = addr
	return srv.ListenAndServe()
}

func newServer(addr string) *http.Server { return &http.Server{Addr: addr} }

func serverOfFunction() error {
	l, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		return err
	}
	addr := l.Addr().String()
	l.Close() // want "port of l"
	return newServer(addr).ListenAndServe()
}

func fiberTLS(app *fiber.App, config *tls.Config) error {
	l, err := net.Listen("tcp4", "127.0.0.1:0")
	if err != nil {
		return err
	}
	addr := l.Addr().String()
	l.Close() // want "port of l"
	return app.Listen(addr, fiber.ListenConfig{TLSConfig: config})
}

func fiberUnseen(app *fiber.App, config fiber.ListenConfig) error {
	l, err := net.Listen("tcp4", "127.0.0.1:0")
	if err != nil {
		return err
	}
	addr := l.Addr().String()
	l.Close() // want "port of l"
	return app.Listen(addr, config)
}

// Its Serve is no sibling of the ListenAndServe that it got from http.Server.
type wrapper struct {
	*http.Server
}

func (w wrapper) Serve(l net.Listener) error {
	log.Print("not serving on ", l.Addr())
	return nil
}

func embeds(h http.Handler) error {
	l, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		return err
	}
	addr := l.Addr().String()
	l.Close() // want "port of l"
	w := wrapper{&http.Server{Addr: addr, Handler: h}}
	return w.ListenAndServe()
}

// The method value is called later, and maybe more than once.
func methodValue(h http.Handler) func() error {
	l, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		return nil
	}
	addr := l.Addr().String()
	l.Close() // want "port of l"
	srv := &http.Server{Addr: addr, Handler: h}
	serve := srv.ListenAndServe
	log.Print(serve())
	return serve
}

type fake struct{}

func (fake) Serve(net.Listener, http.Handler) error { return nil }

// Within, http is not the package.
func shadowedPackage(h http.Handler) {
	l, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		return
	}
	addr := l.Addr().String()
	l.Close() // want "port of l"
	serve := http.ListenAndServe
	go func() {
		var http fake
		log.Print(http, serve(addr, h))
	}()
}

func inComment(h http.Handler) error {
	l, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		return err
	}
	addr := l.Addr().String()
	l.Close() // want "port of l"
	return http.ListenAndServe(
		addr, // of the first socket
		h,
	)
}

// The second error is not just reported.
func handled() (net.Listener, error) {
	l, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		return nil, err
	}
	addr := l.Addr().String()
	l.Close() // want "port of l"
	ln, err := net.Listen("tcp", addr)
	if err == nil {
		log.Print("listening on ", addr)
	}
	return ln, err
}

func handledElse() net.Listener {
	l, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		return nil
	}
	addr := l.Addr().String()
	l.Close() // want "port of l"
	ln, err := net.Listen("tcp", addr)
	if err != nil {
		log.Print(err)
	} else {
		log.Print(ln.Addr())
	}
	return ln
}
