package keep

import (
	"context"
	"errors"
	"fmt"
	"net"
	"net/http"
	"os"
	"os/exec"
	"strconv"
	"testing"
	"time"
)

// A server that was served is shut down, and comes back at its address.
func shutdownAndRebind(t *testing.T) {
	l, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		t.Fatal(err)
	}
	addr := l.Addr().String()
	srv := &http.Server{}
	done := make(chan error, 1)
	go func() { done <- srv.Serve(l) }()
	ctx, cancel := context.WithTimeout(t.Context(), time.Second)
	defer cancel()
	if err := srv.Shutdown(ctx); err != nil {
		t.Fatal(err)
	}
	if err := <-done; !errors.Is(err, http.ErrServerClosed) {
		t.Error(err)
	}
	again := &http.Server{Addr: addr}
	go again.ListenAndServe()
	again.Close()
}

// Clients reconnect to the address of a broker that was there before.
type broker struct {
	l    net.Listener
	addr string
}

func startBroker() *broker {
	l, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		panic(err)
	}
	b := &broker{l: l, addr: l.Addr().String()}
	go http.Serve(l, nil)
	return b
}

func (b *broker) kill() { b.l.Close() }

func (b *broker) revive() error {
	l, err := net.Listen("tcp", b.addr)
	if err != nil {
		return err
	}
	b.l = l
	go http.Serve(l, nil)
	return nil
}

func reconnects(t *testing.T) {
	b := startBroker()
	b.kill()
	if err := b.revive(); err != nil {
		t.Fatal(err)
	}
	defer b.kill()
	exec.Command("client", b.addr).Run()
}

// A group like errgroup's.
type group struct{ errs chan error }

func (g *group) Go(f func() error) { go func() { g.errs <- f() }() }

func (g *group) Wait() error { return <-g.errs }

func grouped(ctx context.Context) error {
	l, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		return err
	}
	g := &group{make(chan error, 3)}
	srv := &http.Server{}
	g.Go(func() error { return srv.Serve(l) })
	g.Go(func() error {
		<-ctx.Done()
		return srv.Close()
	})
	g.Go(func() error { return exec.CommandContext(ctx, "client", l.Addr().String()).Run() })
	return g.Wait()
}

// Many are held, one of them is closed before its time: another one is used.
func oneOfMany() error {
	a, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		return err
	}
	b, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		a.Close()
		return err
	}
	defer b.Close()
	ports := struct{ a, b int }{a.Addr().(*net.TCPAddr).Port, b.Addr().(*net.TCPAddr).Port}
	a.Close()
	if _, err := net.Dial("tcp", fmt.Sprintf("127.0.0.1:%d", ports.a)); err == nil {
		return errors.New("somebody answers")
	}
	go http.Serve(b, nil)
	return exec.Command("client", strconv.Itoa(ports.b)).Run()
}

// Two listeners in a struct: the method closes the one that nobody names.
type two struct{ public, private net.Listener }

func (s *two) dropPrivate() { s.private.Close() }

func usesTwo() error {
	var s two
	var err error
	if s.public, err = net.Listen("tcp", "127.0.0.1:0"); err != nil {
		return err
	}
	if s.private, err = net.Listen("tcp", "127.0.0.1:0"); err != nil {
		return err
	}
	s.dropPrivate()
	go http.Serve(s.public, nil)
	defer s.public.Close()
	return exec.Command("client", s.public.Addr().String()).Run()
}

// A deadline on the listener's Accept ends the wait, not the socket.
func withDeadline() error {
	l, err := net.ListenTCP("tcp", nil)
	if err != nil {
		return err
	}
	defer l.Close()
	l.SetDeadline(time.Now().Add(time.Second))
	cmd := exec.Command("client", l.Addr().String())
	if err := cmd.Start(); err != nil {
		return err
	}
	c, err := l.Accept()
	if err != nil {
		return err
	}
	c.Close()
	return cmd.Wait()
}

// TestMain: bound before the tests and closed after them.
func testMain(m *testing.M) {
	l, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		panic(err)
	}
	go http.Serve(l, nil)
	os.Setenv("SERVER", l.Addr().String())
	code := m.Run()
	l.Close()
	os.Exit(code)
}

// Closed in a goroutine that waits for the child.
func closedWithChild() (string, error) {
	l, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		return "", err
	}
	cmd := exec.Command("client", l.Addr().String())
	if err := cmd.Start(); err != nil {
		l.Close()
		return "", err
	}
	go func() {
		cmd.Wait()
		l.Close()
	}()
	go http.Serve(l, nil)
	return l.Addr().String(), nil
}

func usesClosedWithChild(t *testing.T) {
	addr, err := closedWithChild()
	if err != nil {
		t.Fatal(err)
	}
	t.Setenv("ADDR", addr)
}

// A fixture with a getter, in use until the cleanup.
type fixture struct {
	t  testing.TB
	ln net.Listener
}

func setup(t testing.TB) *fixture {
	f := &fixture{t: t}
	var err error
	if f.ln, err = net.Listen("tcp", "127.0.0.1:0"); err != nil {
		t.Fatal(err)
	}
	t.Cleanup(f.teardown)
	return f
}

func (f *fixture) teardown() {
	if err := f.ln.Close(); err != nil {
		f.t.Log(err)
	}
}

func (f *fixture) port() string {
	_, port, err := net.SplitHostPort(f.ln.Addr().String())
	if err != nil {
		f.t.Fatal(err)
	}
	return port
}

func usesFixture(t *testing.T) {
	f := setup(t)
	if err := exec.Command("server", "--port", f.port()).Run(); err == nil {
		t.Error("bound twice")
	}
	t.Setenv("PORT", f.port())
}

// IPv4 and IPv6 on one number: the first one is open when the second is bound.
func bothFamilies() ([]net.Listener, error) {
	l4, err := net.Listen("tcp4", "127.0.0.1:0")
	if err != nil {
		return nil, err
	}
	_, port, err := net.SplitHostPort(l4.Addr().String())
	if err != nil {
		l4.Close()
		return nil, err
	}
	l6, err := net.Listen("tcp6", net.JoinHostPort("::1", port))
	if err != nil {
		l4.Close()
		return nil, err
	}
	return []net.Listener{l4, l6}, nil
}

// Half-closed connections are no sockets that listen.
func halfClosed(c *net.TCPConn) error {
	l, err := net.ListenTCP("tcp", nil)
	if err != nil {
		return err
	}
	defer l.Close()
	c.CloseWrite()
	c.Close()
	return exec.Command("client", l.Addr().String()).Run()
}
