// Package fiber is what tests need of the package of that name.
package fiber

import (
	"crypto/tls"
	"net"
	"net/http"
)

type App struct{ handler http.Handler }

type ListenConfig struct {
	TLSConfig             *tls.Config
	DisableStartupMessage bool
}

func (app *App) Listen(addr string, config ...ListenConfig) error {
	l, err := net.Listen("tcp4", addr)
	if err != nil {
		return err
	}
	return app.Listener(l, config...)
}

func (app *App) Listener(l net.Listener, config ...ListenConfig) error {
	return http.Serve(l, app.handler)
}
