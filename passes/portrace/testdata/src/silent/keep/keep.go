// Package keep holds its sockets in structs, closures and slices while their
// ports are in use.
package keep

import (
	"context"
	"crypto/tls"
	"errors"
	"fmt"
	"io"
	"log"
	"net"
	"net/http"
	"os"
	"os/exec"
	"os/signal"
	"strconv"
	"sync"
	"testing"
	"time"
)

// The port and a function that closes, which is called after the use.
func reserve(t testing.TB) (port int, free func()) {
	t.Helper()
	l, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		t.Fatal(err)
	}
	return l.Addr().(*net.TCPAddr).Port, func() { l.Close() }
}

func reservedDuringTest(t *testing.T) {
	port, free := reserve(t)
	t.Cleanup(free)
	if err := exec.Command("server", "--port", strconv.Itoa(port)).Run(); err == nil {
		t.Error("bound twice")
	}
}

func reservedUntilEnd(t *testing.T) {
	port, free := reserve(t)
	if _, err := net.Listen("tcp", fmt.Sprintf("127.0.0.1:%d", port)); err == nil {
		t.Error("bound twice")
	}
	free()
}

// The port and the method that closes.
func reserveMethod() (string, func() error) {
	l, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		panic(err)
	}
	return l.Addr().String(), l.Close
}

func usesReserveMethod() error {
	addr, free := reserveMethod()
	defer free()
	return exec.Command("client", "--not-on", addr).Run()
}

// The port and an io.Closer.
func reserveCloser() (int, io.Closer, error) {
	l, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		return 0, nil, err
	}
	return l.Addr().(*net.TCPAddr).Port, l, nil
}

func usesReserveCloser(t *testing.T) {
	port, c, err := reserveCloser()
	if err != nil {
		t.Fatal(err)
	}
	defer c.Close()
	t.Setenv("TAKEN", strconv.Itoa(port))
	exec.Command("server").Run()
}

// The port and its listener.
func portAndListener() (int, net.Listener) {
	l, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		log.Fatal(err)
	}
	return l.Addr().(*net.TCPAddr).Port, l
}

func servesPortAndListener() error {
	port, l := portAndListener()
	os.Setenv("PORT", strconv.Itoa(port))
	srv := http.Server{Addr: fmt.Sprintf("127.0.0.1:%d", port)}
	return srv.Serve(l)
}

// Closers run at the end.
type env struct {
	closers []func() error
	addrs   map[string]string
}

func (e *env) add(name string) error {
	l, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		return err
	}
	e.closers = append(e.closers, l.Close)
	e.addrs[name] = l.Addr().String()
	go http.Serve(l, nil)
	return nil
}

func (e *env) close() {
	for _, c := range e.closers {
		c()
	}
}

func usesEnv() error {
	e := &env{addrs: map[string]string{}}
	defer e.close()
	if err := e.add("api"); err != nil {
		return err
	}
	return exec.Command("client", e.addrs["api"]).Run()
}

// The same in one function, without a server.
func closersAtEnd() error {
	var closers []func() error
	defer func() {
		for i := len(closers) - 1; i >= 0; i-- {
			closers[i]()
		}
	}()
	l, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		return err
	}
	closers = append(closers, l.Close)
	return exec.Command("client", "--avoid", l.Addr().String()).Run()
}

// Sub-tests run while the deferred Close waits.
func subTests(t *testing.T) {
	l, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		t.Fatal(err)
	}
	defer l.Close()
	addr := l.Addr().String()
	go http.Serve(l, nil)
	for _, path := range []string{"/", "/healthz"} {
		t.Run(path, func(t *testing.T) {
			t.Setenv("ADDR", addr)
			if out, err := exec.Command("curl", "-sf", "http://"+addr+path).CombinedOutput(); err != nil {
				t.Errorf("%v: %s", err, out)
			}
		})
	}
}

// Held, though nobody serves: each sub-test must fail to bind.
func subTestsOfConflict(t *testing.T) {
	l, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		t.Fatal(err)
	}
	defer l.Close()
	port := l.Addr().(*net.TCPAddr).Port
	t.Run("http", func(t *testing.T) {
		if err := http.ListenAndServe(fmt.Sprintf("127.0.0.1:%d", port), nil); err == nil {
			t.Error("bound twice")
		}
	})
	t.Run("process", func(t *testing.T) {
		if err := exec.Command("server", "--port", strconv.Itoa(port)).Run(); err == nil {
			t.Error("bound twice")
		}
	})
}

// Started and awaited with a WaitGroup.
func waitGroup(h http.Handler) error {
	l, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		return err
	}
	srv := &http.Server{Handler: h}
	var wg sync.WaitGroup
	wg.Add(1)
	go func() {
		defer wg.Done()
		if err := srv.Serve(l); !errors.Is(err, http.ErrServerClosed) {
			log.Print(err)
		}
	}()
	err = exec.Command("client", l.Addr().String()).Run()
	srv.Close()
	wg.Wait()
	return err
}

// Closed once, whoever comes first.
type once struct {
	l    net.Listener
	addr string
	stop sync.Once
	done chan struct{}
}

func newOnce() (*once, error) {
	l, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		return nil, err
	}
	o := &once{l: l, addr: l.Addr().String(), done: make(chan struct{})}
	go o.loop()
	return o, nil
}

func (o *once) loop() {
	defer close(o.done)
	for {
		c, err := o.l.Accept()
		if err != nil {
			return
		}
		go io.Copy(io.Discard, c)
	}
}

func (o *once) Close() error {
	o.stop.Do(func() { o.l.Close() })
	<-o.done
	return nil
}

func (o *once) Addr() string { return o.addr }

func usesOnce(t *testing.T) {
	o, err := newOnce()
	if err != nil {
		t.Fatal(err)
	}
	defer o.Close()
	t.Setenv("UPSTREAM", o.Addr())
	exec.Command("client", o.addr).Run()
}

// Bound the first time that it is asked for, and never closed.
var (
	shared     net.Listener
	sharedOnce sync.Once
)

func sharedAddr() string {
	sharedOnce.Do(func() {
		var err error
		if shared, err = net.Listen("tcp", "127.0.0.1:0"); err != nil {
			panic(err)
		}
		go http.Serve(shared, nil)
	})
	return shared.Addr().String()
}

func usesShared() error { return exec.Command("client", sharedAddr()).Run() }

var onceAddr = sync.OnceValue(func() string {
	l, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		panic(err)
	}
	go http.Serve(l, nil)
	return l.Addr().String()
})

func usesOnceAddr() error { return exec.Command("client", onceAddr()).Run() }

// Closed when the context is done, which the caller decides.
func untilDone(ctx context.Context) (string, error) {
	l, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		return "", err
	}
	go func() {
		<-ctx.Done()
		l.Close()
	}()
	go http.Serve(l, nil)
	return l.Addr().String(), nil
}

func usesUntilDone(ctx context.Context) error {
	ctx, cancel := context.WithCancel(ctx)
	defer cancel()
	addr, err := untilDone(ctx)
	if err != nil {
		return err
	}
	return exec.CommandContext(ctx, "client", addr).Run()
}

// The same without a server: it stays taken until the context is done.
func takenUntilDone(ctx context.Context) (int, error) {
	l, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		return 0, err
	}
	context.AfterFunc(ctx, func() { l.Close() })
	return l.Addr().(*net.TCPAddr).Port, nil
}

func usesTakenUntilDone(t *testing.T) {
	port, err := takenUntilDone(t.Context())
	if err != nil {
		t.Fatal(err)
	}
	if err := exec.Command("server", strconv.Itoa(port)).Run(); err == nil {
		t.Error("bound twice")
	}
}

// Until a signal comes.
func untilSignal() error {
	l, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		return err
	}
	stop := make(chan os.Signal, 1)
	signal.Notify(stop, os.Interrupt)
	go func() {
		<-stop
		l.Close()
	}()
	if err := os.WriteFile("port", []byte(l.Addr().String()), 0o644); err != nil {
		return err
	}
	return http.Serve(l, nil)
}

// A timer closes what nobody came for.
func forgotten() (string, *time.Timer) {
	l, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		panic(err)
	}
	go http.Serve(l, nil)
	return l.Addr().String(), time.AfterFunc(time.Hour, func() { _ = l.Close() })
}

func usesForgotten() error {
	addr, timer := forgotten()
	defer timer.Stop()
	return exec.Command("client", addr).Run()
}

// TLS over a socket that stays open.
func overTLS(config *tls.Config) error {
	inner, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		return err
	}
	l := tls.NewListener(inner, config)
	defer l.Close()
	go http.Serve(l, nil)
	return exec.Command("curl", "-k", "https://"+inner.Addr().String()).Run()
}

func tlsListener(config *tls.Config) (net.Listener, string) {
	inner, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		panic(err)
	}
	return tls.NewListener(inner, config), inner.Addr().String()
}

func usesTLSListener(config *tls.Config) error {
	l, addr := tlsListener(config)
	defer l.Close()
	os.Setenv("TLS_ADDR", addr)
	return http.Serve(l, nil)
}

// A listener of one's own kind, with a Close of its own.
type limited struct {
	net.Listener
	slots chan struct{}
	once  sync.Once
}

func limit(l net.Listener, n int) *limited {
	return &limited{Listener: l, slots: make(chan struct{}, n)}
}

func (l *limited) Accept() (net.Conn, error) {
	l.slots <- struct{}{}
	return l.Listener.Accept()
}

func (l *limited) Close() (err error) {
	l.once.Do(func() { err = l.Listener.Close() })
	return err
}

func servesLimited() error {
	inner, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		return err
	}
	l := limit(inner, 10)
	defer l.Close()
	go http.Serve(l, nil)
	return exec.Command("client", inner.Addr().String()).Run()
}

func limitedLater() *limited {
	l, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		panic(err)
	}
	return limit(l, 1)
}

func usesLimitedLater(t *testing.T) {
	l := limitedLater()
	defer l.Close()
	t.Setenv("ADDR", l.Addr().String())
	exec.Command("client").Run()
}

// A wrapper that is no net.Listener itself.
type acceptor struct {
	inner net.Listener
	conns chan net.Conn
}

func newAcceptor() *acceptor {
	l, _ := net.Listen("tcp", "127.0.0.1:0")
	a := &acceptor{inner: l, conns: make(chan net.Conn)}
	go a.run()
	return a
}

func (a *acceptor) run() {
	for {
		c, err := a.inner.Accept()
		if err != nil {
			close(a.conns)
			return
		}
		a.conns <- c
	}
}

func (a *acceptor) Port() int   { return a.inner.Addr().(*net.TCPAddr).Port }
func (a *acceptor) Stop() error { return a.inner.Close() }

func usesAcceptor() error {
	a := newAcceptor()
	defer a.Stop()
	return exec.Command("client", strconv.Itoa(a.Port())).Run()
}

// A UDP socket that is read until it is closed.
type sink struct {
	c    *net.UDPConn
	got  chan []byte
	port int
}

func newSink(t testing.TB) *sink {
	c, err := net.ListenUDP("udp", &net.UDPAddr{IP: net.IPv4(127, 0, 0, 1)})
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { c.Close() })
	s := &sink{c: c, got: make(chan []byte, 1), port: c.LocalAddr().(*net.UDPAddr).Port}
	go s.read()
	return s
}

func (s *sink) read() {
	buf := make([]byte, 1500)
	for {
		n, _, err := s.c.ReadFromUDP(buf)
		if err != nil {
			return
		}
		s.got <- append([]byte(nil), buf[:n]...)
	}
}

func usesSink(t *testing.T) {
	s := newSink(t)
	t.Setenv("STATSD_PORT", strconv.Itoa(s.port))
	exec.Command("client", "--statsd", fmt.Sprintf("localhost:%d", s.port)).Run()
	<-s.got
}

// Handed through a channel, and served at the other end.
func overChannel() error {
	ch := make(chan net.Listener, 1)
	go func() {
		l := <-ch
		defer l.Close()
		http.Serve(l, nil)
	}()
	l, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		return err
	}
	ch <- l
	return exec.Command("client", l.Addr().String()).Run()
}

// The address comes out of a channel, from a socket that goes on serving.
func addrOverChannel() error {
	addr := make(chan string)
	go func() {
		l, err := net.Listen("tcp", "127.0.0.1:0")
		if err != nil {
			close(addr)
			return
		}
		defer l.Close()
		addr <- l.Addr().String()
		http.Serve(l, nil)
	}()
	return exec.Command("client", <-addr).Run()
}

// A context's value is what serves.
type key struct{}

func inContext(ctx context.Context) error {
	l, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		return err
	}
	ctx = context.WithValue(ctx, key{}, l)
	go serveFrom(ctx)
	return exec.CommandContext(ctx, "client", l.Addr().String()).Run()
}

func serveFrom(ctx context.Context) error {
	l := ctx.Value(key{}).(net.Listener)
	defer l.Close()
	return http.Serve(l, nil)
}

// A pool that gives out listeners and takes them back.
type pool struct {
	mu sync.Mutex
	ls map[int]net.Listener
}

func (p *pool) get() (int, error) {
	l, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		return 0, err
	}
	p.mu.Lock()
	defer p.mu.Unlock()
	port := l.Addr().(*net.TCPAddr).Port
	p.ls[port] = l
	return port, nil
}

func (p *pool) put(port int) error {
	p.mu.Lock()
	defer p.mu.Unlock()
	l := p.ls[port]
	delete(p.ls, port)
	return l.Close()
}

func usesPool(p *pool) error {
	port, err := p.get()
	if err != nil {
		return err
	}
	defer p.put(port)
	return exec.Command("client", "--avoid", strconv.Itoa(port)).Run()
}
