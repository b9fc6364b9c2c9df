// Package refused starts servers that must not start: the tests want errors, and no port.
package refused

import (
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
