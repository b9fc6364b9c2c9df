package helpers

import (
	"net"

	"github.com/alicebob/miniredis/v2"
	"github.com/labstack/echo/v4"
)

func field(e *echo.Echo) error {
	l, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		return err
	}
	addr := l.Addr().String()
	l.Close() // want "port of l"
	return e.Start(addr)
}

func fieldInGoroutine(started chan<- string) error {
	e := new(echo.Echo)
	l, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		return err
	}
	addr := l.Addr().String()
	l.Close() // want "port of l"
	go func() {
		e.Start(addr)
	}()
	started <- addr
	return nil
}

func addr() string {
	l, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		panic(err)
	}
	defer l.Close() // want "port of l"
	return l.Addr().String()
}

func ask(m *miniredis.Miniredis) (string, error) {
	redis := addr()
	if err := m.StartAddr(redis); err != nil {
		return "", err
	}
	return redis, nil
}
