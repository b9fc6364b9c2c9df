// Package readback keeps ports in files. What reads the files may bind them.
package readback

import (
	"encoding/json"
	"fmt"
	"net"
	"os"
	"time"
)

func save(v any) error {
	b, err := json.Marshal(v)
	if err != nil {
		return err
	}
	return os.WriteFile("f", b, 0o600)
}

// Nobody in sight reads it.
type unread struct{ Port int }

func saveUnread() error {
	l, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		return err
	}
	l.Close() // want "port of l is handed to save .os.WriteFile."
	return save(unread{l.Addr().(*net.TCPAddr).Port})
}

// It is bound, and then dialled.
type both struct{ Port int }

func (b both) addr() string { return fmt.Sprintf("127.0.0.1:%d", b.Port) }

func (b both) serve() (net.Listener, error) {
	return net.Listen("tcp", fmt.Sprintf("127.0.0.1:%d", b.Port))
}

func (b both) ping() error {
	_, err := net.DialTimeout("tcp", fmt.Sprintf("127.0.0.1:%d", b.Port), time.Second)
	return err
}

func saveBoth() error {
	l, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		return err
	}
	l.Close() // want "port of l is handed to save .os.WriteFile."
	return save(both{l.Addr().(*net.TCPAddr).Port})
}

// Another field of it is dialled.
type other struct{ Port, Peer int }

func (o other) ping() error {
	_, err := net.DialTimeout("tcp", fmt.Sprintf("127.0.0.1:%d", o.Peer), time.Second)
	return err
}

func saveOther() error {
	l, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		return err
	}
	l.Close() // want "port of l is handed to save .os.WriteFile."
	return save(other{Port: l.Addr().(*net.TCPAddr).Port})
}

// What is returned may be bound elsewhere.
type returned struct{ Port int }

func (r returned) Number() int { return r.Port }

func (r returned) ping() error {
	_, err := net.DialTimeout("tcp", fmt.Sprintf("127.0.0.1:%d", r.Port), time.Second)
	return err
}

func saveReturned() error {
	l, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		return err
	}
	l.Close() // want "port of l is handed to save .os.WriteFile."
	return save(returned{l.Addr().(*net.TCPAddr).Port})
}
