// Package life has functions that bind one socket. Calls of absent, held,
// released and unsure say what is known of the socket where they stand.
package life

import (
	"errors"
	"net"
	"os"
	"testing"
)

func absent()   {} // there is none
func held()     {} // it is bound
func released() {} // it was closed, on every path
func unsure()   {} // it was closed on some path

func straight() {
	absent()
	l, _ := net.Listen("tcp", ":0")
	held()
	l.Close()
	released()
}

func failure() error {
	l, err := net.Listen("tcp", ":0")
	if err != nil {
		absent()
		return err
	}
	held()
	if err := l.Close(); err != nil {
		released() // Close may fail, but never twice
		return err
	}
	released()
	return nil
}

func failureFirst(t *testing.T) {
	l, err := net.Listen("tcp", ":0")
	if err == nil {
		held()
		l.Close()
		released()
	} else {
		absent()
	}
	released() // as far as there was a socket
}

func nilListener() {
	l, _ := net.Listen("tcp", ":0")
	if l == nil {
		absent()
		return
	}
	held()
	l.Close()
	released()
}

func oneBranch(really bool) {
	l, _ := net.Listen("tcp", ":0")
	if really {
		held()
		l.Close()
		released()
	}
	unsure()
}

func branchLeaves(really bool) {
	l, _ := net.Listen("tcp", ":0")
	if really {
		l.Close()
		released()
		return
	}
	held()
}

func branchExits(t *testing.T, really bool) {
	l, _ := net.Listen("tcp", ":0")
	if really {
		l.Close()
		if t == nil {
			os.Exit(1)
		}
		t.Fatal("closed")
	}
	held()
}

func branchPanics(check func() error) {
	l, _ := net.Listen("tcp", ":0")
	if err := check(); err != nil {
		l.Close()
		panic(err)
	}
	held()
}

func deferred() {
	l, _ := net.Listen("tcp", ":0")
	defer l.Close()
	held()
}

func deferredOnFailure(check func() error) (err error) {
	l, _ := net.Listen("tcp", ":0")
	defer func() {
		if err != nil {
			l.Close()
		}
	}()
	held()
	return check()
}

func deferredInLiteral() {
	func() {
		l, _ := net.Listen("tcp", ":0")
		defer l.Close()
		held()
	}()
}

func cleanup(t *testing.T) {
	l, _ := net.Listen("tcp", ":0")
	t.Cleanup(func() { l.Close() })
	held()
}

// Who knows when a goroutine runs.
func concurrent() {
	l, _ := net.Listen("tcp", ":0")
	go l.Close()
	unsure()
}

func loop() {
	for range 3 {
		l, err := net.Listen("tcp", ":0")
		if err != nil {
			continue
		}
		held()
		l.Close()
		released()
	}
	released()
}

func earlierRound(again func() bool) {
	for again() {
		released()
		l, _ := net.Listen("tcp", ":0")
		held() // a new one
		l.Close()
	}
}

func callee() {
	l, _ := net.Listen("tcp", ":0")
	held()
	closes(l)
	released()
}

func closes(l net.Listener) { l.Close() }

func calleeMay(really bool) {
	l, _ := net.Listen("tcp", ":0")
	closesIf(l, really)
	unsure()
}

func closesIf(l net.Listener, really bool) {
	if really {
		l.Close()
	}
}

func joined(errs ...error) error {
	l, _ := net.Listen("tcp", ":0")
	err := errors.Join(append(errs, l.Close())...)
	released()
	return err
}

func literal() {
	l, _ := net.Listen("tcp", ":0")
	done := func() { l.Close() }
	held()
	done()
	released()
}

// A switch of which every case closes.
func cases(n int) {
	l, _ := net.Listen("tcp", ":0")
	switch n {
	case 0:
		l.Close()
	default:
		held()
		l.Close()
	}
	released()
}
