// Package journey has the ways that ports travel in real code between the close
// of their socket and the next bind.
package journey

import (
	"crypto/tls"
	"fmt"
	"net"
	"net/http"
	"net/http/httptest"
	"net/netip"
	"net/url"
	"os"
	"os/exec"
	"strconv"
	"strings"
	"sync"
	"testing"
)

// Fields.

type listenConfig struct{ Address string }

type serverConfig struct {
	Name string
	HTTP struct{ Listen listenConfig }
}

func (c serverConfig) run() error { return http.ListenAndServe(c.HTTP.Listen.Address, nil) }

func nestedFields() error {
	l, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		return err
	}
	l.Close() // want `port of l is handed to serverConfig.run|port of l is handed to run \(http.ListenAndServe\)`
	var c serverConfig
	c.HTTP.Listen.Address = l.Addr().String()
	return c.run()
}

type options struct{ addr string }

func setAddr(o *options) error {
	l, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		return err
	}
	defer l.Close() // want `port of l is handed to http.ListenAndServe`
	o.addr = l.Addr().String()
	return nil
}

func throughPointer() error {
	var o options
	if err := setAddr(&o); err != nil {
		return err
	}
	return http.ListenAndServe(o.addr, nil)
}

type kept struct{ addr net.Addr }

func (k *kept) String() string { return k.addr.String() }

func keepsAddr() error {
	l, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		return err
	}
	k := &kept{addr: l.Addr()}
	l.Close() // want `port of l is handed to http.ListenAndServe`
	return http.ListenAndServe(k.String(), nil)
}

type holder struct {
	l    net.Listener
	port int
}

func (h *holder) open() error {
	l, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		return err
	}
	h.l, h.port = l, l.Addr().(*net.TCPAddr).Port
	return nil
}

func (h *holder) close() error { return h.l.Close() }

func closedByMethod() error {
	h := &holder{}
	if err := h.open(); err != nil {
		return err
	}
	if err := h.close(); err != nil { // want `is handed to http.ListenAndServe`
		return err
	}
	return http.ListenAndServe(fmt.Sprintf(":%d", h.port), nil)
}

// Collections.

func throughChannel() error {
	ports := make(chan int, 1)
	go func() {
		l, err := net.Listen("tcp", "127.0.0.1:0")
		if err != nil {
			panic(err)
		}
		l.Close() // want `port of l is handed to http.ListenAndServe`
		ports <- l.Addr().(*net.TCPAddr).Port
	}()
	return http.ListenAndServe(fmt.Sprintf(":%d", <-ports), nil)
}

func deferInLoop(n int) ([]int, error) {
	var ports []int
	for range n {
		l, err := net.Listen("tcp", "127.0.0.1:0")
		if err != nil {
			return nil, err
		}
		defer l.Close() // want `is handed to exec.Command`
		ports = append(ports, l.Addr().(*net.TCPAddr).Port)
	}
	return ports, nil
}

func startAll() error {
	ports, err := deferInLoop(3)
	if err != nil {
		return err
	}
	for _, port := range ports {
		if err := exec.Command("server", "--port", strconv.Itoa(port)).Start(); err != nil {
			return err
		}
	}
	return nil
}

func closedTogether() error {
	var listeners []net.Listener
	var addrs []string
	for range 2 {
		l, err := net.Listen("tcp", "127.0.0.1:0")
		if err != nil {
			return err
		}
		listeners = append(listeners, l)
		addrs = append(addrs, l.Addr().String())
	}
	for _, l := range listeners {
		l.Close() // want `is handed to http.ListenAndServe`
	}
	return http.ListenAndServe(addrs[1], nil)
}

// Closures and goroutines.

func calledTwice() error {
	getPort := func() int {
		l, err := net.Listen("tcp", "127.0.0.1:0")
		if err != nil {
			panic(err)
		}
		defer l.Close() // want `is handed to`
		return l.Addr().(*net.TCPAddr).Port
	}
	a, b := getPort(), getPort()
	go http.ListenAndServe(fmt.Sprintf(":%d", a), nil)
	return http.ListenAndServe(fmt.Sprintf(":%d", b), nil)
}

func reserve() (int, func(), error) {
	l, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		return 0, nil, err
	}
	return l.Addr().(*net.TCPAddr).Port, func() { l.Close() }, nil
}

func releasedBefore() error {
	port, release, err := reserve()
	if err != nil {
		return err
	}
	release() // want `is handed to http.ListenAndServe`
	return http.ListenAndServe(fmt.Sprintf(":%d", port), nil)
}

var (
	once     sync.Once
	oncePort int
)

func drawOnce() int {
	once.Do(func() {
		l, err := net.Listen("tcp", "127.0.0.1:0")
		if err != nil {
			panic(err)
		}
		defer l.Close() // want `is handed to http.ListenAndServe`
		oncePort = l.Addr().(*net.TCPAddr).Port
	})
	return oncePort
}

func usesOnce() error { return http.ListenAndServe(fmt.Sprintf(":%d", drawOnce()), nil) }

// Functions.

type suite struct{ port int }

// SetupTest and the test are called by a framework.
func (s *suite) SetupTest() {
	l, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		panic(err)
	}
	defer l.Close() // want `is handed to http.ListenAndServe`
	s.port = l.Addr().(*net.TCPAddr).Port
}

func (s *suite) TestServer() error {
	return http.ListenAndServe(fmt.Sprintf(":%d", s.port), nil)
}

var mainAddr string

func TestMain(m *testing.M) {
	l, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		panic(err)
	}
	mainAddr = l.Addr().String()
	l.Close() // want `is handed to http.ListenAndServe`
	os.Exit(m.Run())
}

func TestUsesMain(t *testing.T) {
	if err := http.ListenAndServe(mainAddr, nil); err != nil {
		t.Fatal(err)
	}
}

var initAddr = draw()

func draw() string {
	l, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		panic(err)
	}
	defer l.Close() // want `is handed to http.ListenAndServe`
	return l.Addr().String()
}

func usesInit() error { return http.ListenAndServe(initAddr, nil) }

func must[T any](v T, err error) T {
	if err != nil {
		panic(err)
	}
	return v
}

func generic() error {
	l := must(net.Listen("tcp", "127.0.0.1:0"))
	addr := must(net.ResolveTCPAddr("tcp", l.Addr().String()))
	l.Close() // want `is handed to net.ListenTCP`
	return http.Serve(must(net.ListenTCP("tcp", addr)), nil)
}

// Text.

type port uint16

func (p port) addr() string { return fmt.Sprintf("localhost:%d", p) }

func namedType() error {
	l, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		return err
	}
	p := port(l.Addr().(*net.TCPAddr).Port)
	l.Close() // want `is handed to http.ListenAndServe`
	return http.ListenAndServe(p.addr(), nil)
}

func lastIndex() error {
	l, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		return err
	}
	addr := l.Addr().String()
	l.Close() // want `is handed to exec.Command`
	return exec.Command("server", "-p", addr[strings.LastIndex(addr, ":")+1:]).Run()
}

func arithmetic() error {
	l, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		return err
	}
	p := l.Addr().(*net.TCPAddr).Port
	l.Close() // want `is handed to http.ListenAndServe`
	return http.ListenAndServe(fmt.Sprintf(":%d", p+1), nil)
}

func scanned() error {
	l, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		return err
	}
	l.Close() // want `is handed to http.ListenAndServe`
	var p int
	if _, err := fmt.Sscanf(l.Addr().String(), "127.0.0.1:%d", &p); err != nil {
		return err
	}
	return http.ListenAndServe(fmt.Sprintf(":%d", p), nil)
}

func parsedURL() error {
	l, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		return err
	}
	l.Close() // want `is handed to http.ListenAndServe`
	u, err := url.Parse("http://" + l.Addr().String() + "/path")
	if err != nil {
		return err
	}
	return http.ListenAndServe(u.Host, nil)
}

func addrPort() error {
	l, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		return err
	}
	l.Close() // want `is handed to net.ListenTCP`
	a, err := netip.ParseAddrPort(l.Addr().String())
	if err != nil {
		return err
	}
	again, err := net.ListenTCP("tcp", net.TCPAddrFromAddrPort(netip.AddrPortFrom(netip.IPv4Unspecified(), a.Port())))
	if err != nil {
		return err
	}
	return http.Serve(again, nil)
}

// Acquisitions.

func packetConn() error {
	c, err := net.ListenPacket("udp", "127.0.0.1:0")
	if err != nil {
		return err
	}
	addr := c.LocalAddr().String()
	c.Close() // want `is handed to net.ListenPacket`
	_, err = net.ListenPacket("udp", addr)
	return err
}

func overTLS(config *tls.Config) error {
	l, err := tls.Listen("tcp", "127.0.0.1:0", config)
	if err != nil {
		return err
	}
	l.Close() // want `is handed to tls.Listen`
	again, err := tls.Listen("tcp", l.Addr().String(), config)
	if err != nil {
		return err
	}
	return http.Serve(again, nil)
}

func closedServer() error {
	l, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		return err
	}
	s := &httptest.Server{Listener: l, Config: &http.Server{}}
	addr := s.Listener.Addr().String()
	s.Listener.Close() // want `is handed to exec.Command`
	return exec.Command("server", "--listen", addr).Run()
}
