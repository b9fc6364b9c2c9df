// Package held hands over addresses of sockets that are still open then, or
// the sockets themselves: there is no fault.
package held

import (
	"context"
	"fmt"
	"io"
	"log"
	"net"
	"net/http"
	"os"
	"os/exec"
	"strconv"
	"sync"
	"testing"
	"time"
)

func serve() error {
	l, err := net.Listen("tcp", ":0")
	if err != nil {
		return err
	}
	defer l.Close()
	log.Println(l.Addr())
	return http.Serve(l, nil)
}

func serveInGoroutine(t *testing.T) {
	l, err := net.Listen("tcp", ":0")
	if err != nil {
		t.Fatal(err)
	}
	defer l.Close()
	srv := &http.Server{Addr: l.Addr().String()}
	go srv.Serve(l)
	exec.Command("client", l.Addr().String()).Run()
}

func serverClosedAtEnd(t *testing.T) string {
	l, err := net.Listen("tcp", ":0")
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { l.Close() })
	go http.Serve(l, nil)
	return l.Addr().String()
}

func usesServer(t *testing.T) {
	exec.Command("client", serverClosedAtEnd(t)).Run()
	os.Setenv("SERVER", serverClosedAtEnd(t))
}

func accept() (string, error) {
	l, err := net.Listen("tcp", ":0")
	if err != nil {
		return "", err
	}
	go func() {
		defer l.Close()
		for {
			conn, err := l.Accept()
			if err != nil {
				return
			}
			conn.Close()
		}
	}()
	return l.Addr().String(), nil
}

func usesAccept() {
	addr, _ := accept()
	exec.Command("client", addr).Run()
}

// The caller gets the socket with its port.
func listen() (net.Listener, int) {
	l, err := net.Listen("tcp", ":0")
	if err != nil {
		panic(err)
	}
	return l, l.Addr().(*net.TCPAddr).Port
}

func usesListen() {
	l, port := listen()
	defer l.Close()
	exec.Command("client", strconv.Itoa(port)).Run()
}

// Exported, and the socket is returned.
func Listen() (net.Listener, string, error) {
	l, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		return nil, "", err
	}
	return l, l.Addr().String(), nil
}

// The socket is closed only where something fails.
func ListenChecked(check func(string) error) (l net.Listener, addr string, err error) {
	l, err = net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		return nil, "", err
	}
	if err = check(l.Addr().String()); err != nil {
		l.Close()
		return nil, "", err
	}
	return l, l.Addr().String(), nil
}

// The same, with the closing deferred.
func ListenDeferred(check func(string) error) (_ net.Listener, _ string, err error) {
	l, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		return nil, "", err
	}
	defer func() {
		if err != nil {
			l.Close()
		}
	}()
	if err := check(l.Addr().String()); err != nil {
		return nil, "", err
	}
	return l, l.Addr().String(), nil
}

// The caller frees the port when it wants to.
func Reserve() (addr string, release func()) {
	l, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		panic(err)
	}
	return l.Addr().String(), func() { l.Close() }
}

func reserves() {
	addr, release := Reserve()
	defer release()
	exec.Command("client", "--avoid", addr).Run()
}

// Held as long as the test runs: the number stays taken.
func Taken(t testing.TB) int {
	l, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { _ = l.Close() })
	return l.Addr().(*net.TCPAddr).Port
}

// A bind that must fail: the first socket is open.
func conflict(t *testing.T) {
	l, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		t.Fatal(err)
	}
	defer l.Close()
	if _, err := net.Listen("tcp", l.Addr().String()); err == nil {
		t.Error("bound twice")
	}
	if err := http.ListenAndServe(l.Addr().String(), nil); err == nil {
		t.Error("bound twice")
	}
}

func conflictWithCleanup(t *testing.T) {
	t.Setenv("PORT", strconv.Itoa(Taken(t)))
	exec.Command("server").Run()
}

// Closed after the child has come and gone.
func closedAfterUse() error {
	l, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		return err
	}
	err = exec.Command("client", l.Addr().String()).Run()
	l.Close()
	return err
}

func writtenWhileHeld() error {
	l, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		return err
	}
	if err := os.WriteFile("addr", []byte(l.Addr().String()), 0o600); err != nil {
		l.Close()
		return err
	}
	return http.Serve(l, nil)
}

// The child inherits the socket; this process's copy may be closed then.
func inherited() error {
	l, err := net.ListenTCP("tcp", &net.TCPAddr{})
	if err != nil {
		return err
	}
	f, err := l.File()
	if err != nil {
		return err
	}
	cmd := exec.Command("server", "--addr", l.Addr().String())
	cmd.ExtraFiles = []*os.File{f}
	l.Close()
	defer f.Close()
	return cmd.Run()
}

// The address of the parent's socket is in the child's environment.
func inheritedByEnvironment() error {
	l, err := net.Listen("tcp", ":0")
	if err != nil {
		return err
	}
	f, err := l.(*net.TCPListener).File()
	if err != nil {
		return err
	}
	l.Close()
	cmd := exec.Command("server")
	cmd.Env = append(os.Environ(), "ADDR="+l.Addr().String())
	cmd.ExtraFiles = append(cmd.ExtraFiles, f)
	return cmd.Start()
}

type server struct {
	l    net.Listener
	addr string
	wg   sync.WaitGroup
}

func newServer() (*server, error) {
	l, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		return nil, err
	}
	return &server{l: l, addr: l.Addr().String()}, nil
}

func (s *server) start() {
	s.wg.Go(func() { http.Serve(s.l, nil) })
}

func (s *server) stop() {
	s.l.Close()
	s.wg.Wait()
}

func usesNewServer(t *testing.T) {
	s, err := newServer()
	if err != nil {
		t.Fatal(err)
	}
	s.start()
	defer s.stop()
	exec.Command("client", s.addr).Run()
}

// Served by code that cannot be seen.
func servedByValue(serve func(net.Listener) error) string {
	l, _ := net.Listen("tcp", "127.0.0.1:0")
	addr := l.Addr().String()
	go serve(l)
	return addr
}

func usesServedByValue() {
	exec.Command("client", servedByValue(nil)).Run()
}

// The listener is closed on one branch only, which leaves.
func oneBranch(check bool) error {
	l, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		return err
	}
	addr := l.Addr().String()
	if check {
		l.Close()
		return nil
	}
	go http.Serve(l, nil)
	return exec.Command("client", addr).Run()
}

// A server that is stopped and started again on its address has clients that
// know it. It was served: it is no reservation.
func restart(t *testing.T) {
	l, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		t.Fatal(err)
	}
	addr := l.Addr().String()
	conn, err := l.Accept()
	if err != nil {
		t.Fatal(err)
	}
	conn.Close()
	l.Close()
	l, err = net.Listen("tcp", addr)
	if err != nil {
		t.Fatal(err)
	}
	l.Close()
}

func restartHTTP(t *testing.T) {
	l, _ := net.Listen("tcp", "127.0.0.1:0")
	srv := &http.Server{}
	go srv.Serve(l)
	srv.Shutdown(context.Background())
	l.Close()
	again, err := net.Listen("tcp", l.Addr().String())
	if err != nil {
		t.Fatal("not released", err)
	}
	again.Close()
}

// The other one is closed.
func otherClosed() error {
	kept, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		return err
	}
	other, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		return err
	}
	other.Close()
	go http.Serve(kept, nil)
	return exec.Command("client", kept.Addr().String()).Run()
}

func shadowed() error {
	l, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		return err
	}
	{
		l, err := net.Listen("tcp", "127.0.0.1:0")
		if err != nil {
			return err
		}
		l.Close()
	}
	defer l.Close()
	return exec.Command("client", l.Addr().String()).Run()
}

// Accepting inside a literal is serving too.
func accepting(t *testing.T) {
	l, _ := net.Listen("tcp", "127.0.0.1:0")
	defer l.Close()
	t.Run("client", func(t *testing.T) {
		go func() {
			conn, err := l.Accept()
			if err != nil {
				return
			}
			io.Copy(conn, conn)
		}()
		exec.Command("client", l.Addr().String()).Run()
	})
}

// A UDP socket that answers.
func echo() string {
	c, _ := net.ListenPacket("udp", "127.0.0.1:0")
	go func() {
		defer c.Close()
		buf := make([]byte, 1500)
		n, from, _ := c.ReadFrom(buf)
		c.WriteTo(buf[:n], from)
	}()
	return c.LocalAddr().String()
}

func usesEcho() { exec.Command("client", echo()).Run() }

// Released only when time is up.
func heldForAWhile() error {
	l, _ := net.Listen("tcp", "127.0.0.1:0")
	time.AfterFunc(time.Minute, func() { l.Close() })
	return exec.Command("client", l.Addr().String()).Run()
}

// The address of a wrapped socket that is served.
type counting struct {
	net.Listener
	n int
}

func (c *counting) Accept() (net.Conn, error) {
	c.n++
	return c.Listener.Accept()
}

func wrapped() error {
	l, _ := net.Listen("tcp", "127.0.0.1:0")
	c := &counting{Listener: l}
	go http.Serve(c, nil)
	defer c.Close()
	return exec.Command("client", c.Addr().String()).Run()
}

// The listeners live in a slice and are closed at the end.
func many(n int) error {
	var all []net.Listener
	defer func() {
		for _, l := range all {
			l.Close()
		}
	}()
	for range n {
		l, err := net.Listen("tcp", "127.0.0.1:0")
		if err != nil {
			return err
		}
		all = append(all, l)
	}
	return exec.Command("client", fmt.Sprint(all[0].Addr())).Run()
}

// The literal runs while the socket is open: its bind must fail.
func withHeldPort(use func(port int)) {
	l, _ := net.Listen("tcp", "localhost:0")
	defer l.Close()
	use(l.Addr().(*net.TCPAddr).Port)
}

func heldCallback() {
	withHeldPort(func(port int) {
		if _, err := net.Listen("tcp", fmt.Sprintf(":%d", port)); err == nil {
			panic("bound twice")
		}
	})
}

// A copy of the descriptor keeps the port for the child.
func handDown(cmd *exec.Cmd) error {
	l, err := net.Listen("tcp", "localhost:0")
	if err != nil {
		return err
	}
	f, err := l.(*net.TCPListener).File()
	if err != nil {
		return err
	}
	defer f.Close()
	addr := l.Addr().String()
	l.Close()
	cmd.ExtraFiles = append(cmd.ExtraFiles, f)
	cmd.Args = append(cmd.Args, addr)
	return cmd.Start()
}

// The literal closes what it is called with, at a time that cannot be told.
func withListener(use func(l net.Listener, port int)) {
	l, _ := net.Listen("tcp", "localhost:0")
	use(l, l.Addr().(*net.TCPAddr).Port)
}

func closingCallback() {
	withListener(func(l net.Listener, port int) {
		defer l.Close()
		http.Serve(l, nil)
	})
	withListener(func(l net.Listener, port int) { l.Close() })
}
