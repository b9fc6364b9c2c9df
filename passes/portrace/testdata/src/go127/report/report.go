//go:build go1.27

// Package report has faults that only code for Go 1.27 and later can have.
package report

import (
	"encoding/json/jsontext"
	jsonv2 "encoding/json/v2"
	"net"
	"net/url"
	"os"
	"os/exec"
	"strings"
)

func cutLast() error {
	l, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		return err
	}
	_, port, _ := strings.CutLast(l.Addr().String(), ":")
	l.Close() // want "port of l is handed to exec.Command"
	return exec.Command("server", "-port", port).Run()
}

func clone(u *url.URL) error {
	l, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		return err
	}
	u.Host = l.Addr().String()
	l.Close() // want "port of l is handed to exec.Command"
	return exec.Command("server", "-listen", u.Clone().String()).Run()
}

type config struct{ Listen string }

func marshal() error {
	l, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		return err
	}
	c := config{Listen: l.Addr().String()}
	l.Close() // want "port of l is handed to os.WriteFile"
	text, err := jsonv2.Marshal(c)
	if err != nil {
		return err
	}
	return os.WriteFile("server.json", text, 0o600)
}

func marshalWrite(f *os.File) error {
	l, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		return err
	}
	c := config{Listen: l.Addr().String()}
	l.Close() // want "port of l is handed to json.MarshalWrite"
	return jsonv2.MarshalWrite(f, c)
}

func tokens(f *os.File) error {
	l, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		return err
	}
	addr := l.Addr().String()
	l.Close() // want "port of l is handed to Encoder.WriteToken"
	return jsontext.NewEncoder(f).WriteToken(jsontext.String(addr))
}

// A method of a type, and not of the package, that has type parameters.

type picker struct{ network string }

func (p picker) pick[T ~string]() (T, error) {
	l, err := net.Listen(p.network, "127.0.0.1:0")
	if err != nil {
		return "", err
	}
	defer l.Close() // want "port of l is handed to exec.Command"
	return T(l.Addr().String()), nil
}

func generic() error {
	addr, err := picker{"tcp"}.pick[string]()
	if err != nil {
		return err
	}
	return exec.Command("server", "-listen", addr).Run()
}
