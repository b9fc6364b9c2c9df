// Package refused starts servers that must not start: the tests want errors, and no port.
package refused

import (
	"context"
	"errors"
	"fmt"
	"net"
	"net/http"
	"os/exec"
	"testing"

	"github.com/stretchr/testify/require"
)

func free(t testing.TB) string {
	t.Helper()
	l, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		t.Fatal(err)
	}
	defer l.Close()
	return l.Addr().String()
}

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

func open(addr, cert string) (*server, error) {
	s := &server{addr, cert}
	return s, s.Start()
}

func ifNil(t *testing.T) {
	s := &server{addr: free(t)}
	if err := s.Start(); err == nil {
		t.Fatal("no error")
	}
}

func ifNilTB(t testing.TB) {
	s := &server{addr: free(t)}
	err := s.Start()
	if err == nil {
		t.Error("no error")
	}
}

func required(t *testing.T) {
	s := &server{addr: free(t)}
	require.Error(t, s.Start())
}

func requiredLater(t *testing.T) {
	s := &server{addr: free(t)}
	err := s.Start()
	t.Log("started")
	require.ErrorContains(t, err, "certificate")
}

func constructor(t *testing.T) {
	_, err := open(free(t), "")
	require.Error(t, err)
}

func constructorIf(t *testing.T) {
	if _, err := open(free(t), ""); err == nil {
		t.Fatal("no error")
	}
}

var errCertificate = errors.New("no certificate")

func notIs(t *testing.T) {
	s := &server{addr: free(t)}
	if err := s.Start(); !errors.Is(err, errCertificate) {
		t.Fatal(err)
	}
}

func orOther(t *testing.T) {
	s := &server{addr: free(t)}
	if err := s.Start(); err == nil || err.Error() == "" {
		t.Fatal(err)
	}
}

func numbered(t *testing.T) {
	exec.Command("app", fmt.Sprintf("--upstream=%[1]s", free(t))).Run()
}

// Assertions of the package itself.

func requireError(t testing.TB, err error) {
	t.Helper()
	if err == nil {
		t.Fatal("no error")
	}
}

type tester interface {
	Helper()
	Errorf(format string, args ...any)
}

func requireText(t tester, err error, text string) {
	t.Helper()
	if err != nil {
		if err.Error() != text {
			t.Errorf("another error: %v", err)
		}
		return
	}
	t.Errorf("no error")
}

func requireCertificate(t *testing.T, err error) {
	t.Log("certificate?")
	requireText(t, err, "no certificate")
}

func requireIs(t *testing.T, err, target error) {
	if !errors.Is(err, target) {
		t.Error(err)
	}
}

type suite struct{ *testing.T }

func (s suite) fails(err error) { require.Error(s.T, err) }

func ownHelper(t *testing.T) {
	s := &server{addr: free(t)}
	requireError(t, s.Start())
}

func ownInterface(t *testing.T) {
	_, err := open(free(t), "")
	requireText(t, err, "no certificate")
}

func helperOfHelper(t *testing.T) {
	requireCertificate(t, (&server{addr: free(t)}).Start())
}

func helperWithTarget(t *testing.T) {
	requireIs(t, (&server{addr: free(t)}).Start(), errCertificate)
}

func method(s suite) {
	s.fails((&server{addr: free(s.T)}).Start())
}

// One error, and no other.

func unequal(t *testing.T) {
	if err := (&server{addr: free(t)}).Start(); err != errCertificate {
		t.Fatal(err)
	}
}

func unequalReversed(t *testing.T) {
	_, err := open(free(t), "")
	if errCertificate != err {
		t.Fatal(err)
	}
}

func equal(t *testing.T) {
	err := (&server{addr: free(t)}).Start()
	if err == errCertificate {
		return
	}
	t.Fatal(err)
}

// Contexts that are cancelled before.

func (s *server) Run(ctx context.Context) error {
	if err := ctx.Err(); err != nil {
		return err
	}
	return s.Start()
}

func cancelled(t *testing.T) {
	ctx, cancel := context.WithCancel(context.Background())
	cancel()
	if err := (&server{addr: free(t)}).Run(ctx); !errors.Is(err, context.Canceled) {
		t.Fatal(err)
	}
}

func cancelledRequire(t *testing.T) {
	ctx, cancel := context.WithCancelCause(context.Background())
	cancel(nil)
	require.ErrorIs(t, (&server{addr: free(t)}).Run(ctx), context.Canceled)
}

func cancelledUnequal(t *testing.T) {
	ctx, cancel := context.WithTimeout(context.Background(), 1)
	t.Cleanup(func() { cancel() })
	cancel()
	err := (&server{addr: free(t)}).Run(ctx)
	if err != context.Canceled {
		t.Fatal(err)
	}
}

func requireCanceled(t *testing.T, err error) {
	if !errors.Is(err, context.Canceled) {
		t.Fatal(err)
	}
}

func cancelledHelper(t *testing.T) {
	ctx, cancel := context.WithCancel(context.Background())
	cancel()
	requireCanceled(t, (&server{addr: free(t)}).Run(ctx))
}
