// Package control closes sockets on some paths, and uses their ports on others.
package control

import (
	"context"
	"errors"
	"fmt"
	"log"
	"net"
	"net/http"
	"os"
	"os/exec"
	"strconv"
	"testing"
	"time"
)

// Closed and left.
func leaves(dry bool) error {
	l, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		return err
	}
	if dry {
		return l.Close()
	}
	os.Setenv("ADDR", l.Addr().String())
	return http.Serve(l, nil)
}

// One way closes, another one serves.
func switches(mode string) error {
	l, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		return err
	}
	addr := l.Addr().String()
	switch mode {
	case "check":
		l.Close()
		log.Print("can listen at ", addr)
	case "serve":
		go http.Serve(l, nil)
		return exec.Command("client", addr).Run()
	default:
		l.Close()
		return errors.New("unknown mode")
	}
	return nil
}

// Closed on the way of the error, whose text names the port.
func named(check func(int) error) (port int, err error) {
	l, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		return 0, err
	}
	port = l.Addr().(*net.TCPAddr).Port
	defer func() {
		if err != nil {
			l.Close()
			err = fmt.Errorf("port %d: %w", port, err)
			port = 0
		}
	}()
	if err = check(port); err != nil {
		return
	}
	go http.Serve(l, nil)
	return
}

func usesNamed() error {
	port, err := named(func(int) error { return nil })
	if err != nil {
		return err
	}
	return exec.Command("client", strconv.Itoa(port)).Run()
}

// Not closed, once all has gone well.
func succeeds(start func() error) (addr string, err error) {
	l, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		return "", err
	}
	ok := false
	defer func() {
		if !ok {
			l.Close()
		}
	}()
	if err := start(); err != nil {
		return "", err
	}
	go http.Serve(l, nil)
	ok = true
	return l.Addr().String(), nil
}

func usesSucceeds() error {
	addr, err := succeeds(func() error { return nil })
	if err != nil {
		return err
	}
	return exec.Command("client", addr).Run()
}

// The cleanup is disarmed.
func disarmed() (l net.Listener, addr string, err error) {
	l, err = net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		return nil, "", err
	}
	cleanup := func() { l.Close() }
	defer func() { cleanup() }()
	if err = os.Mkdir("data", 0o755); err != nil {
		return nil, "", err
	}
	cleanup = func() {}
	return l, l.Addr().String(), nil
}

func usesDisarmed() error {
	l, addr, err := disarmed()
	if err != nil {
		return err
	}
	go http.Serve(l, nil)
	return exec.Command("client", addr).Run()
}

// A deferred Close in a function that serves until it returns.
func servesAndCloses(ctx context.Context) error {
	l, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		return err
	}
	defer l.Close()
	done := make(chan error, 1)
	go func() { done <- http.Serve(l, nil) }()
	if err := os.WriteFile("addr", []byte(l.Addr().String()), 0o644); err != nil {
		return err
	}
	select {
	case err := <-done:
		return err
	case <-ctx.Done():
		return ctx.Err()
	}
}

// Jumps to the end, where all is closed.
func jumps(n int) error {
	var err error
	l, e := net.Listen("tcp", "127.0.0.1:0")
	if e != nil {
		return e
	}
	if n == 0 {
		err = errors.New("nothing to do")
		goto out
	}
	go http.Serve(l, nil)
	err = exec.Command("client", l.Addr().String(), strconv.Itoa(n)).Run()
out:
	l.Close()
	return err
}

// Each round has a socket, and closes it last.
func rounds(names []string) error {
	for _, name := range names {
		l, err := net.Listen("tcp", "127.0.0.1:0")
		if err != nil {
			return err
		}
		go http.Serve(l, nil)
		err = exec.Command("client", name, l.Addr().String()).Run()
		l.Close()
		if err != nil {
			return err
		}
	}
	return nil
}

// Some rounds are skipped, others end the loop.
func skips(names []string) error {
outer:
	for _, name := range names {
		l, err := net.Listen("tcp", "127.0.0.1:0")
		if err != nil {
			return err
		}
		switch name {
		case "":
			l.Close()
			continue outer
		case "-":
			l.Close()
			break outer
		}
		go http.Serve(l, nil)
		if err := exec.Command("client", name, l.Addr().String()).Run(); err != nil {
			log.Print(err)
		}
		l.Close()
	}
	return nil
}

// The first that suits is kept, the others are closed.
func firstEven() (net.Listener, int, error) {
	for {
		l, err := net.Listen("tcp", "127.0.0.1:0")
		if err != nil {
			return nil, 0, err
		}
		port := l.Addr().(*net.TCPAddr).Port
		if port%2 == 0 {
			return l, port, nil
		}
		l.Close()
	}
}

func usesFirstEven() error {
	l, port, err := firstEven()
	if err != nil {
		return err
	}
	defer l.Close()
	return exec.Command("client", strconv.Itoa(port)).Run()
}

// A listener that comes out of a channel, or does not.
func selects(ctx context.Context, timeout time.Duration) error {
	ready := make(chan net.Listener, 1)
	go func() {
		l, err := net.Listen("tcp", "127.0.0.1:0")
		if err != nil {
			close(ready)
			return
		}
		ready <- l
	}()
	select {
	case l, ok := <-ready:
		if !ok {
			return errors.New("no listener")
		}
		defer l.Close()
		go http.Serve(l, nil)
		return exec.CommandContext(ctx, "client", l.Addr().String()).Run()
	case <-time.After(timeout):
		return errors.New("too late")
	case <-ctx.Done():
		return ctx.Err()
	}
}

// A variable takes the place of another one: the second socket is open.
func replaced() error {
	l, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		return err
	}
	l.Close()
	l, err = net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		return err
	}
	defer l.Close()
	go http.Serve(l, nil)
	return exec.Command("client", l.Addr().String()).Run()
}

// Shadowed in an if.
func shadowedIf() error {
	addr := "127.0.0.1:8080"
	if l, err := net.Listen("tcp", "127.0.0.1:0"); err == nil {
		addr := l.Addr().String()
		log.Print("could have had ", addr)
		l.Close()
	}
	return http.ListenAndServe(addr, nil)
}

// Shadowed by a parameter.
func shadowedParam(addr string) error {
	l, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		return err
	}
	func(addr string) {
		defer l.Close()
		log.Print(addr)
	}(l.Addr().String())
	return http.ListenAndServe(addr, nil)
}

// Without generics there would be two checks.
func must[T any](v T, err error) T {
	if err != nil {
		panic(err)
	}
	return v
}

func generic() error {
	l := must(net.Listen("tcp", "127.0.0.1:0"))
	defer l.Close()
	go http.Serve(l, nil)
	return exec.Command("client", l.Addr().String()).Run()
}

func genericDead() error {
	l := must(net.Listen("tcp", "127.0.0.1:0"))
	addr := l.Addr().String()
	l.Close()
	_, err := net.Dial("tcp", addr)
	return err
}

// A box that holds any listener.
type box[L net.Listener] struct{ l L }

func boxed[L net.Listener](l L) *box[L] { return &box[L]{l} }

func (b *box[L]) serve() error { return http.Serve(b.l, nil) }

func (b *box[L]) addr() string { return b.l.Addr().String() }

func usesBox() error {
	b := boxed(must(net.ListenTCP("tcp", nil)))
	go b.serve()
	defer b.l.Close()
	return exec.Command("client", b.addr()).Run()
}

// Used in a deferred function that runs before the deferred Close.
func deferredUse() {
	l := must(net.Listen("tcp", "127.0.0.1:0"))
	defer l.Close()
	go http.Serve(l, nil)
	defer exec.Command("client", l.Addr().String()).Run()
}

// Closed by a method value at the end.
func methodValue() error {
	l := must(net.Listen("tcp", "127.0.0.1:0"))
	closeIt := l.Close
	defer closeIt()
	go http.Serve(l, nil)
	return exec.Command("client", l.Addr().String()).Run()
}

// Cleanups run in the reverse order: the child goes first.
func cleanups(t *testing.T) {
	l := must(net.Listen("tcp", "127.0.0.1:0"))
	t.Cleanup(func() { l.Close() })
	cmd := exec.Command("client", l.Addr().String())
	if err := cmd.Start(); err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() {
		cmd.Process.Kill()
		cmd.Wait()
	})
	http.Serve(l, nil)
}

// Panics before it comes to the use.
func panics() error {
	l := must(net.Listen("tcp", "127.0.0.1:0"))
	addr := l.Addr().String()
	if err := os.Chdir("/data"); err != nil {
		l.Close()
		panic(err)
	}
	go http.Serve(l, nil)
	return exec.Command("client", addr).Run()
}

// So does a test that is skipped or has failed, and a process that ends.
func ends(t *testing.T) {
	l := must(net.Listen("tcp", "127.0.0.1:0"))
	addr := l.Addr().String()
	switch {
	case testing.Short():
		l.Close()
		t.Skip("takes long")
	case os.Getenv("CI") == "":
		l.Close()
		t.Fatal("not here")
	case addr == "":
		l.Close()
		os.Exit(1)
	case os.Getpid() == 1:
		l.Close()
		log.Fatalf("at %s", addr)
	}
	go http.Serve(l, nil)
	exec.Command("client", addr).Run()
}
