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

// Helpers that do not want an error, or not always.

func requireNoError(t testing.TB, err error) {
	t.Helper()
	if err != nil {
		t.Fatal(err)
	}
}

func check(t testing.TB, err error, fails bool) {
	if fails {
		if err == nil {
			t.Fatal("no error")
		}
	}
}

type logger interface {
	Errorf(format string, args ...any)
}

func warn(log logger, err error) {
	if err == nil {
		log.Errorf("ended without an error")
	}
}

func ownHelper(t *testing.T) {
	l := listen(t)
	l.Close() // want "port of l is handed to .*Start"
	s := &server{l.Addr().String(), "cert"}
	requireNoError(t, s.Start())
}

func ownHelperAtTimes(t *testing.T, fails bool) {
	l := listen(t)
	l.Close() // want "port of l is handed to .*Start"
	s := &server{l.Addr().String(), "cert"}
	check(t, s.Start(), fails)
}

func ownLog(log logger, t *testing.T) {
	l := listen(t)
	l.Close() // want "port of l is handed to .*Start"
	s := &server{l.Addr().String(), "cert"}
	warn(log, s.Start())
}

var errStopped = errors.New("stopped")

func (s *server) Serve() error {
	if err := s.Start(); err != nil {
		return err
	}
	return errStopped
}

func unequal(t *testing.T) {
	l := listen(t)
	l.Close() // want "port of l is handed to .*Serve"
	s := &server{l.Addr().String(), "cert"}
	if err := s.Serve(); err != errStopped {
		t.Fatal(err)
	}
}

var errOther = errors.New("other")

func notOther(t *testing.T) {
	l := listen(t)
	l.Close() // want "port of l is handed to .*Start"
	s := &server{l.Addr().String(), "cert"}
	if err := s.Start(); err == errOther {
		t.Fatal(err)
	}
}

func closed(t *testing.T, srv *http.Server) {
	l := listen(t)
	l.Close() // want "port of l is handed to .*Start"
	s := &server{l.Addr().String(), "cert"}
	if err := s.Start(); err != http.ErrServerClosed {
		t.Fatal(err)
	}
}

// The context is cancelled while the server runs, or that of another one was.

func cancelledLater(t *testing.T) {
	l := listen(t)
	l.Close() // want "port of l is handed to .*Run"
	ctx, cancel := context.WithCancel(context.Background())
	defer cancel()
	go cancel()
	s := &server{l.Addr().String(), "cert"}
	if err := s.Run(ctx); !errors.Is(err, context.Canceled) {
		t.Fatal(err)
	}
}

func cancelledOther(t *testing.T, ctx context.Context) {
	l := listen(t)
	l.Close() // want "port of l is handed to .*Run"
	_, cancel := context.WithCancel(ctx)
	cancel()
	s := &server{l.Addr().String(), "cert"}
	require.ErrorIs(t, s.Run(ctx), context.Canceled)
}

func cancelledAtTimes(t *testing.T, early bool) {
	l := listen(t)
	l.Close() // want "port of l is handed to .*Run"
	ctx, cancel := context.WithCancel(context.Background())
	defer cancel()
	if early {
		cancel()
	}
	s := &server{l.Addr().String(), "cert"}
	require.ErrorIs(t, s.Run(ctx), context.Canceled)
}

// A server that was told to stop is no cancelled one.
func cancelledClosed(t *testing.T) {
	l := listen(t)
	l.Close() // want "port of l is handed to .*Run"
	ctx, cancel := context.WithCancel(context.Background())
	cancel()
	s := &server{l.Addr().String(), "cert"}
	require.ErrorIs(t, s.Run(ctx), http.ErrServerClosed)
}
