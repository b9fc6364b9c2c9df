// Package advice has a fault for each advice on what to do instead in this
// process. The patterns match whole messages.
package advice

import (
	"fmt"
	"net"
	"net/http"
	"os"
	"strconv"

	"example.com/gate"
	"fake/freeport"
	"github.com/labstack/echo/v4"
)

func listen() net.Listener {
	l, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		panic(err)
	}
	return l
}

func again() (net.Listener, error) {
	l, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		return nil, err
	}
	l.Close() // want `^port of l is handed to net.Listen after l.Close: another process can bind it first; keep l open and use it instead of binding again$`
	return net.Listen("tcp", l.Addr().String())
}

func otherKind() (net.PacketConn, error) {
	l, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		return nil, err
	}
	l.Close() // want `first; let net.ListenPacket bind port 0, and ask the socket for its address$`
	return net.ListenPacket("udp", l.Addr().String())
}

func serve() error {
	l, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		return err
	}
	l.Close() // want `^port of l is handed to http.ListenAndServe after l.Close: another process can bind it first; keep l open and serve on it with http.Serve$`
	return http.ListenAndServe(l.Addr().String(), nil)
}

func serveTLS() error {
	ln, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		return err
	}
	ln.Close() // want `; keep ln open and serve on it with srv.ServeTLS$`
	srv := &http.Server{Addr: ln.Addr().String()}
	return srv.ListenAndServeTLS("", "")
}

// The variable is gone where the port is bound.
func outOfSight() error {
	var addr string
	{
		l, err := net.Listen("tcp", "127.0.0.1:0")
		if err != nil {
			return err
		}
		addr = l.Addr().String()
		l.Close() // want `; keep the listener open and serve on it with http.Serve$`
	}
	return http.ListenAndServe(addr, nil)
}

// The listener has no name here.
func unnamed() error {
	conn, err := net.ListenPacket("udp", "127.0.0.1:0")
	if err != nil {
		return err
	}
	conn.Close() // want `; listen on port 0 here, and serve on that with http.Serve$`
	return http.ListenAndServe(conn.LocalAddr().String(), nil)
}

func startServer(addr string) error { return http.ListenAndServe(addr, nil) }

func ownFunction() error {
	l, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		return err
	}
	l.Close() // want `^port of l is handed to startServer \(http.ListenAndServe\) after l.Close: another process can bind it first; keep l open and let startServer take it$`
	return startServer(l.Addr().String())
}

func inLiteral() {
	l, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		panic(err)
	}
	l.Close() // want `; keep l open and let startServer take it$`
	go func() { _ = startServer(l.Addr().String()) }()
}

func freeAddr() string {
	l := listen()
	defer l.Close() // want `; let freeAddr return the open listener, and serve on it with http.Serve$`
	return l.Addr().String()
}

func usesFreeAddr() error { return http.ListenAndServe(freeAddr(), nil) }

func freePort() int {
	l := listen()
	defer l.Close() // want `; let freePort return the open listener, and startServer take it$`
	return l.Addr().(*net.TCPAddr).Port
}

func usesFreePort() error { return startServer(fmt.Sprintf(":%d", freePort())) }

// What it returns is no port: the listener has to go another way.
type node struct{ addr string }

func (n *node) reserve() error {
	l, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		return err
	}
	n.addr = l.Addr().String()
	return l.Close() // want `; keep the listener open and let startServer take it$`
}

func (n *node) start() error { return startServer(n.addr) }

func newNode() error {
	n := &node{}
	if err := n.reserve(); err != nil {
		return err
	}
	return n.start()
}

func Free() string {
	l := listen()
	defer l.Close() // want `^port of l is returned by Free after l.Close: another process can bind it before the caller does; return the open listener instead of its port$`
	return l.Addr().String()
}

func FreeUDP() int {
	c, err := net.ListenUDP("udp", nil)
	if err != nil {
		panic(err)
	}
	defer c.Close() // want `; return the open socket instead of its port$`
	return c.LocalAddr().(*net.UDPAddr).Port
}

func FreeSome(n int) (ports []int) {
	for range n {
		l := listen()
		ports = append(ports, l.Addr().(*net.TCPAddr).Port)
		l.Close() // want `; return the open listeners instead of their ports$`
	}
	return ports
}

// Helpers of other packages.

func usesHelper() (net.Listener, error) {
	return net.Listen("tcp", ":"+strconv.Itoa(freeport.GetPort())) // want `handed to net.Listen: another process can bind it first; let net.Listen bind port 0, and ask the listener for its address$`
}

func usesHelperToServe() error {
	return http.ListenAndServe(":"+strconv.Itoa(freeport.GetPort()), nil) // want `; listen on port 0 here, and serve on that with http.Serve$`
}

func usesHelperToStart() error {
	return startServer(":" + strconv.Itoa(freeport.GetPort())) // want `; let startServer bind port 0 itself, or take an open listener$`
}

func PassesOn() int {
	return freeport.GetPort() // want `PassesOn passes it on: another process can bind it first; bind port 0 where the port is used$`
}

// Modules of others.

func withEcho(e *echo.Echo) error {
	l := listen()
	l.Close() // want `; echo takes an open listener: set Echo.Listener before Start$`
	return e.Start(l.Addr().String())
}

func besideIt(e *gate.Engine) error {
	l := listen()
	l.Close() // want `; keep the listener open and serve on it with e.RunListener$`
	return e.Run(l.Addr().String())
}

// That beside it speaks no TLS.
func besideItTLS(e *gate.Engine) error {
	l := listen()
	l.Close() // want `; see whether Engine.RunTLS can take an open listener, or bind port 0 and tell which$`
	return e.RunTLS(l.Addr().String())
}

func tellsIt() (*gate.Server, error) {
	l := listen()
	l.Close() // want `; let gate.Open bind port 0, and ask for its Addr$`
	return gate.Open(l.Addr().String())
}

func unknown() error {
	l := listen()
	l.Close() // want `; see whether gate.Block can take an open listener, or bind port 0 and tell which$`
	return gate.Block(l.Addr().String())
}

// It is the function that binds the port, and not Call.
func callback() error {
	l := listen()
	l.Close() // want `another process can bind it first; keep the listener open and serve on it with http.Serve$`
	return gate.Call(func() error { return http.ListenAndServe(l.Addr().String(), nil) })
}

func localAddress(to *net.TCPAddr) (net.Conn, error) {
	l := listen()
	l.Close() // want `; leave its local port 0, and ask the connection for its LocalAddr$`
	return net.DialTCP("tcp", l.Addr().(*net.TCPAddr), to)
}

// Readers that are not to be seen.

func variable() error {
	l := listen()
	l.Close() // want `; see whether the reader of APP_ADDR can bind port 0 and tell which$`
	return os.Setenv("APP_ADDR", l.Addr().String())
}

func unknownVariable(name string) error {
	l := listen()
	l.Close() // want `another process can bind it first$`
	return os.Setenv(name, l.Addr().String())
}

func file() error {
	l := listen()
	l.Close() // want `; see whether the reader of the file can bind port 0 and tell which, or take a Unix socket$`
	return os.WriteFile("app.conf", []byte("listen "+l.Addr().String()), 0o600)
}
