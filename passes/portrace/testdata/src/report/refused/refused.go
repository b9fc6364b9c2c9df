// Package refused starts servers, and looks at errors without wanting them always.
package refused

import (
	"context"
	"errors"
	"net"
	"net/http"
	"testing"

	"github.com/stretchr/testify/require"
)

type server struct{ addr, cert string }

func (s *server) Start() error {
	if s.cert == "" {
		return errors.New("no certificate")
	}
	l, err := net.Listen("tcp", s.addr)
	if err != nil {
		return err
	}
	go http.ServeTLS(l, nil, s.cert, "")
	return nil
}

func (s *server) Run(ctx context.Context) error {
	if err := s.Start(); err != nil {
		return err
	}
	<-ctx.Done()
	return ctx.Err()
}

func listen(t testing.TB) net.Listener {
	t.Helper()
	l, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		t.Fatal(err)
	}
	return l
}

func wantsNone(t *testing.T) {
	l := listen(t)
	l.Close() // want "port of l is handed to server.Start|port of l is handed to Start"
	s := &server{addr: l.Addr().String()}
	if err := s.Start(); err != nil {
		t.Fatal(err)
	}
}

func wantsSome(t *testing.T, cert string, fails bool) {
	l := listen(t)
	l.Close() // want "port of l is handed to .*Start"
	s := &server{l.Addr().String(), cert}
	err := s.Start()
	if fails {
		require.Error(t, err)
	}
}

func stopped(t *testing.T, ctx context.Context) {
	l := listen(t)
	l.Close() // want "port of l is handed to .*Run"
	s := &server{l.Addr().String(), "cert"}
	require.ErrorIs(t, s.Run(ctx), context.Canceled)
}

func served(t *testing.T, srv *http.Server) {
	l := listen(t)
	l.Close() // want "port of l is handed to http.ListenAndServe"
	require.Error(t, http.ListenAndServe(l.Addr().String(), nil))
}

// The second one must fail, since the first one has the port.
func twice(t *testing.T) {
	l := listen(t)
	addr := l.Addr().String()
	l.Close() // want "port of l is handed to .*Start"
	first := &server{addr, "cert"}
	require.NoError(t, first.Start())
	second := &server{addr, "cert"}
	require.Error(t, second.Start())
}

func logs(t *testing.T) {
	l := listen(t)
	l.Close() // want "port of l is handed to .*Start"
	s := &server{l.Addr().String(), "cert"}
	if err := s.Start(); err == nil {
		t.Log("started")
	}
}

// One variable for both errors, which a function literal knows.
func captured(t *testing.T) {
	l := listen(t)
	addr := l.Addr().String()
	l.Close() // want "port of l is handed to .*Start"
	var err error
	defer func() { t.Log(err) }()
	err = (&server{addr, "cert"}).Start()
	require.NoError(t, err)
	err = errors.New("another")
	require.Error(t, err)
}

func is(t *testing.T) {
	l := listen(t)
	l.Close() // want "port of l is handed to .*Start"
	s := &server{l.Addr().String(), "cert"}
	if err := s.Start(); errors.Is(err, net.ErrClosed) {
		t.Fatal(err)
	}
}

func notEnded(t *testing.T, ctx context.Context) {
	l := listen(t)
	l.Close() // want "port of l is handed to .*Run"
	s := &server{l.Addr().String(), "cert"}
	if err := s.Run(ctx); !errors.Is(err, context.Canceled) {
		t.Fatal(err)
	}
}
