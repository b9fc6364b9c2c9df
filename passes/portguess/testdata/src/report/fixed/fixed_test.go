// Package fixed has tests that bind ports which outgoing connections may have.
package fixed

import (
	"context"
	"crypto/tls"
	"fmt"
	"net"
	"net/http"
	"net/netip"
	"strconv"
	"syscall"
	"testing"

	"example.com/server"
)

const named = 50001 // want `port 50001 is in the range of outgoing connections \(Linux: 32768 to 60999; macOS, Windows: 49152 to 65535\), any of which may have it: bind port 0, and ask the socket for its address`

var shared = "localhost:40001" // want `port 40001 is in the range of outgoing connections \(Linux: 32768 to 60999\), any of which`

func TestConstant(t *testing.T) {
	l, err := net.Listen("tcp", "127.0.0.1:50002") // want `port 50002 is`
	if err != nil {
		t.Fatal(err)
	}
	defer l.Close()
	net.Listen("tcp", ":61001")                                                  // want `port 61001 is in the range of outgoing connections \(macOS, Windows: 49152 to 65535\)`
	net.Listen("tcp", "[::1]:32768")                                             // want `port 32768 is`
	net.Listen("tcp", "0.0.0.0:65534")                                           // want `port 65534 is`
	net.Listen("tcp4", fmt.Sprintf("localhost:%d", named))                       //
	net.Listen("tcp", shared)                                                    //
	net.ListenPacket("udp", "127.0.0.1:50003")                                   // want `port 50003 is`
	new(net.ListenConfig).Listen(context.Background(), "tcp", "127.0.0.1:50004") // want `port 50004 is`
	tls.Listen("tcp", "127.0.0.1:50005", nil)                                    // want `port 50005 is`
	go http.ListenAndServe(":50006", nil)                                        // want `port 50006 is`
}

func TestParts(t *testing.T) {
	net.Listen("tcp", "127.0.0.1:"+"50011")                               // want `port 50011 is`
	net.Listen("tcp", "127.0.0.1:"+strconv.Itoa(50012))                   // want `port 50012 is`
	net.Listen("tcp", net.JoinHostPort("127.0.0.1", "50013"))             // want `port 50013 is`
	net.Listen("tcp", fmt.Sprintf("%s:%d", "127.0.0.1", 50_014))          // want `port 50014 is`
	net.Listen("tcp", fmt.Sprintf("127.0.0.1:%s", fmt.Sprint(1)+"0"))     //
	net.ListenTCP("tcp", &net.TCPAddr{IP: net.IPv6loopback, Port: 50015}) // want `port 50015 is`
	net.ListenUDP("udp", &net.UDPAddr{Port: 50016})                       // want `port 50016 is`
	addr, _ := net.ResolveTCPAddr("tcp", "127.0.0.1:50017")               // want `port 50017 is`
	net.ListenTCP("tcp", addr)
	net.ListenTCP("tcp", net.TCPAddrFromAddrPort(netip.MustParseAddrPort("127.0.0.1:50018"))) // want `port 50018 is`
	syscall.Bind(3, &syscall.SockaddrInet4{Port: 50019})                                      // want `port 50019 is`
}

func TestFields(t *testing.T) {
	srv := &http.Server{Addr: "127.0.0.1:50021"} // want `port 50021 is`
	go srv.ListenAndServe()
	other := http.Server{}
	other.Addr = ":50022" // want `port 50022 is`
	go func() { other.ListenAndServe() }()
}

func TestOtherPackage(t *testing.T) {
	s := server.New(server.Config{})
	go s.Listen(server.Config{Address: "localhost:50031"}) // want `port 50031 is`
	config := server.Config{
		Address: "localhost:50032", // want `port 50032 is`
		Peers:   []string{"localhost:50033"},
	}
	go func() {
		if err := s.Listen(config); err != nil {
			t.Errorf("failed to bind server: %s", err)
		}
	}()
	server.Serve(50034)               // want `port 50034 is`
	server.Join("localhost", "50035") // want `port 50035 is`
}

func TestTable(t *testing.T) {
	for _, network := range []string{"tcp", "tcp4"} {
		t.Run(network, func(t *testing.T) {
			l, err := net.Listen(network, "localhost:50041") // want `port 50041 is`
			if err != nil {
				t.Fatal(err)
			}
			l.Close()
		})
	}
}

// The second bind is to fail; the first is not.
func TestConflict(t *testing.T) {
	l, err := net.Listen("tcp", "localhost:50051") // want `port 50051 is`
	if err != nil {
		t.Fatal(err)
	}
	defer l.Close()
	if _, err := net.Listen("tcp", l.Addr().String()); err == nil {
		t.Fatal("bound twice")
	}
}

// Each round binds it anew, and none tries again.
func TestRounds(t *testing.T) {
	for range 3 {
		l, err := net.Listen("tcp", "localhost:50061") // want `port 50061 is`
		if err != nil {
			t.Fatal(err)
		}
		l.Close()
	}
}
