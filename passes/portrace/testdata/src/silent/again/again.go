// Package again spells the retry with a fresh port in many ways. Each way has a
// helper of its own, since one retry is enough to excuse a helper.
package again

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
	"strings"
	"syscall"
	"time"
)

func listenOn(port int) (net.Listener, error) {
	return net.Listen("tcp", net.JoinHostPort("127.0.0.1", strconv.Itoa(port)))
}

// The attempts are counted by the loop.
func counted() (net.Listener, error) {
	const attempts = 5
	var last error
	for i := 1; i <= attempts; i++ {
		port, err := countedPort()
		if err != nil {
			return nil, err
		}
		l, err := listenOn(port)
		if err == nil {
			return l, nil
		}
		last = fmt.Errorf("attempt %d: %w", i, err)
	}
	return nil, last
}

func countedPort() (int, error) {
	l, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		return 0, err
	}
	defer l.Close()
	return l.Addr().(*net.TCPAddr).Port, nil
}

// The loop goes on where somebody has taken the port.
func continues() (net.Listener, error) {
	for {
		port, err := continuesPort()
		if err != nil {
			return nil, err
		}
		l, err := listenOn(port)
		if errors.Is(err, syscall.EADDRINUSE) {
			continue
		}
		return l, err
	}
}

func continuesPort() (int, error) {
	l, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		return 0, err
	}
	defer l.Close()
	return l.Addr().(*net.TCPAddr).Port, nil
}

// By the text of the error.
func byText() (net.Listener, error) {
	for {
		port, err := byTextPort()
		if err != nil {
			return nil, err
		}
		l, err := listenOn(port)
		if err != nil && strings.Contains(err.Error(), "address already in use") {
			continue
		}
		if err != nil {
			return nil, err
		}
		return l, nil
	}
}

func byTextPort() (int, error) {
	l, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		return 0, err
	}
	defer l.Close()
	return l.Addr().(*net.TCPAddr).Port, nil
}

// By the cause of the error.
func bySyscallError() (net.Listener, error) {
	for {
		port, err := bySyscallErrorPort()
		if err != nil {
			return nil, err
		}
		l, err := listenOn(port)
		if err == nil {
			return l, nil
		}
		var sys *os.SyscallError
		if !errors.As(err, &sys) || sys.Err != syscall.EADDRINUSE {
			return nil, err
		}
	}
}

func bySyscallErrorPort() (int, error) {
	l, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		return 0, err
	}
	defer l.Close()
	return l.Addr().(*net.TCPAddr).Port, nil
}

// With a pause that grows.
func backoff() (l net.Listener, err error) {
	wait := time.Millisecond
	for range 10 {
		var port int
		if port, err = backoffPort(); err != nil {
			return nil, err
		}
		if l, err = listenOn(port); err == nil {
			return
		}
		time.Sleep(wait)
		wait *= 2
	}
	return
}

func backoffPort() (int, error) {
	l, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		return 0, err
	}
	defer l.Close()
	return l.Addr().(*net.TCPAddr).Port, nil
}

// Until time is up.
func deadline() (net.Listener, error) {
	end := time.Now().Add(10 * time.Second)
	for {
		port, err := deadlinePort()
		if err != nil {
			return nil, err
		}
		l, err := listenOn(port)
		if err == nil {
			return l, nil
		}
		if time.Now().After(end) {
			return nil, err
		}
	}
}

func deadlinePort() (int, error) {
	l, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		return 0, err
	}
	defer l.Close()
	return l.Addr().(*net.TCPAddr).Port, nil
}

// Until the context is done.
func untilDone(ctx context.Context) (net.Listener, error) {
	for ctx.Err() == nil {
		port, err := untilDonePort()
		if err != nil {
			return nil, err
		}
		if l, err := listenOn(port); err == nil {
			return l, nil
		}
		select {
		case <-ctx.Done():
		case <-time.After(time.Millisecond):
		}
	}
	return nil, ctx.Err()
}

func untilDonePort() (int, error) {
	l, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		return 0, err
	}
	defer l.Close()
	return l.Addr().(*net.TCPAddr).Port, nil
}

// With break.
func breaks() (l net.Listener) {
	for {
		port, err := breaksPort()
		if err != nil {
			log.Fatal(err)
		}
		l, err = listenOn(port)
		if err == nil {
			break
		}
		log.Print(err)
	}
	return l
}

func breaksPort() (int, error) {
	l, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		return 0, err
	}
	defer l.Close()
	return l.Addr().(*net.TCPAddr).Port, nil
}

// With a label.
func labelled() (l net.Listener, err error) {
again:
	for tries := 0; tries < 3; tries++ {
		port, err := labelledPort()
		if err != nil {
			return nil, err
		}
		l, err = listenOn(port)
		switch {
		case err == nil:
			return l, nil
		case errors.Is(err, syscall.EADDRINUSE):
			continue again
		default:
			break again
		}
	}
	return nil, errors.New("no port")
}

func labelledPort() (int, error) {
	l, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		return 0, err
	}
	defer l.Close()
	return l.Addr().(*net.TCPAddr).Port, nil
}

// With goto.
func jumps() (net.Listener, error) {
	tries := 0
retry:
	port, err := jumpsPort()
	if err != nil {
		return nil, err
	}
	l, err := listenOn(port)
	if err != nil {
		if tries++; tries < 3 {
			goto retry
		}
		return nil, err
	}
	return l, nil
}

func jumpsPort() (int, error) {
	l, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		return 0, err
	}
	defer l.Close()
	return l.Addr().(*net.TCPAddr).Port, nil
}

// The loop is in the caller of what binds.
func once() (net.Listener, error) {
	port, err := oncePort()
	if err != nil {
		return nil, err
	}
	return listenOn(port)
}

func oncePort() (int, error) {
	l, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		return 0, err
	}
	defer l.Close()
	return l.Addr().(*net.TCPAddr).Port, nil
}

func callsOnce() (net.Listener, error) {
	var err error
	for range 3 {
		var l net.Listener
		if l, err = once(); err == nil {
			return l, nil
		}
	}
	return nil, err
}

// Servers.
func serve(h http.Handler) error {
	for {
		addr := serveAddr()
		log.Printf("trying %s", addr)
		if err := http.ListenAndServe(addr, h); !isInUse(err) {
			return err
		}
	}
}

func serveAddr() string {
	l, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		panic(err)
	}
	addr := l.Addr().String()
	l.Close()
	return addr
}

func isInUse(err error) bool {
	var errno syscall.Errno
	return errors.As(err, &errno) && errno == syscall.EADDRINUSE
}

// A child that could not bind leaves early.
func child(ctx context.Context) (*exec.Cmd, string, error) {
	var err error
	for range 3 {
		addr := childAddr()
		cmd := exec.CommandContext(ctx, "server", "--listen", addr)
		if err = cmd.Start(); err != nil {
			return nil, "", err
		}
		if err = ready(ctx, addr); err == nil {
			return cmd, addr, nil
		}
		cmd.Process.Kill()
		cmd.Wait()
	}
	return nil, "", err
}

func childAddr() string {
	l, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		panic(err)
	}
	defer l.Close()
	return l.Addr().String()
}

func ready(ctx context.Context, addr string) error {
	var d net.Dialer
	c, err := d.DialContext(ctx, "tcp", addr)
	if err != nil {
		return err
	}
	return c.Close()
}

// UDP first, TCP on its number.
func udpThenTCP() (net.PacketConn, net.Listener, error) {
	var errs []error
	for len(errs) < 10 {
		c, err := net.ListenPacket("udp", "127.0.0.1:0")
		if err != nil {
			return nil, nil, err
		}
		l, err := listenOn(c.LocalAddr().(*net.UDPAddr).Port)
		if err == nil {
			return c, l, nil
		}
		c.Close()
		errs = append(errs, err)
	}
	return nil, nil, errors.Join(errs...)
}
