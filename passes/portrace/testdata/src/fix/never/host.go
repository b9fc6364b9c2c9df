package never

import (
	"fmt"
	"net"
	"net/http"
	"strings"
)

// All of the address is shown, so the socket cannot move to another host.
func wholeAddress(h http.Handler) (string, error) {
	l, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		return "", err
	}
	addr := l.Addr().String()
	port := l.Addr().(*net.TCPAddr).Port
	l.Close() // want "port of l"
	go http.ListenAndServe(fmt.Sprintf(":%d", port), h)
	return addr, nil
}

func hostOfParameter(h http.Handler, host string) error {
	l, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		return err
	}
	port := l.Addr().(*net.TCPAddr).Port
	l.Close() // want "port of l"
	return http.ListenAndServe(fmt.Sprintf("%s:%d", host, port), h)
}

// Where the socket is bound is not written here.
func addressOfParameter(h http.Handler, host string) error {
	l, err := net.Listen("tcp", host+":0")
	if err != nil {
		return err
	}
	port := l.Addr().(*net.TCPAddr).Port
	l.Close() // want "port of l"
	return http.ListenAndServe(fmt.Sprintf("127.0.0.1:%d", port), h)
}

func madeOver(h http.Handler) error {
	l, err := net.Listen("tcp", "[::]:0")
	if err != nil {
		return err
	}
	addr := strings.Replace(l.Addr().String(), "[::]", "127.0.0.1", 1)
	l.Close() // want "port of l"
	return http.ListenAndServe(addr, h)
}

func otherFamily(h http.Handler) (net.Listener, error) {
	l, err := net.Listen("tcp", ":0")
	if err != nil {
		return nil, err
	}
	port := l.Addr().(*net.TCPAddr).Port
	l.Close() // want "port of l"
	ln, err := net.Listen("tcp4", fmt.Sprintf(":%d", port))
	if err != nil {
		return nil, err
	}
	return ln, nil
}

func familyOfSocket(h http.Handler) error {
	l, err := net.Listen("tcp4", ":0")
	if err != nil {
		return err
	}
	port := l.Addr().(*net.TCPAddr).Port
	l.Close() // want "port of l"
	return http.ListenAndServe(fmt.Sprintf(":%d", port), h)
}

func packetOnPort() (net.PacketConn, error) {
	l, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		return nil, err
	}
	addr := l.Addr().String()
	l.Close() // want "port of l"
	conn, err := net.ListenPacket("udp", addr)
	if err != nil {
		return nil, err
	}
	return conn, nil
}

func changed(h http.Handler) error {
	l, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		return err
	}
	addr := l.Addr().String()
	l.Close() // want "port of l"
	addr = strings.ReplaceAll(addr, "127.0.0.1", "localhost")
	return http.ListenAndServe(addr, h)
}

// The address has too many colons, which net.Listen refuses.
func noBrackets() (net.Listener, error) {
	l, err := net.Listen("tcp", ":0")
	if err != nil {
		return nil, err
	}
	port := l.Addr().(*net.TCPAddr).Port
	l.Close() // want "port of l"
	return net.Listen("tcp", fmt.Sprintf("::1:%d", port))
}

func noBracketsInFormat() (net.Listener, error) {
	l, err := net.Listen("tcp", ":0")
	if err != nil {
		return nil, err
	}
	port := l.Addr().(*net.TCPAddr).Port
	l.Close() // want "port of l"
	return net.Listen("tcp", fmt.Sprintf("%s:%d", "::1", port))
}
