// Command helperfixes serves with the package that its argument names. As in
// Command fixes, a port is freed before it is bound; the fixes are wider.
package main

import (
	"fmt"
	"io"
	"log"
	"log/slog"
	"net"
	"net/http"
	"os"

	"github.com/alicebob/miniredis/v2"
	"github.com/hashicorp/raft"
	echo4 "github.com/labstack/echo/v4"
	"github.com/miekg/dns"
)

var packages = map[string]func() error{
	"echo4":     serveEcho4,
	"dns":       serveDNS,
	"miniredis": serveMiniredis,
	"raft":      serveRaft,
}

func main() {
	if len(os.Args) != 2 || packages[os.Args[1]] == nil {
		log.Fatal("usage: helperfixes PACKAGE")
	}
	log.Fatal(packages[os.Args[1]]())
}

// announce tells the test where to ask. What packages print does not start so.
func announce(scheme, addr string) { fmt.Println("serving: " + scheme + "://" + addr) }

func serveEcho4() error {
	l, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		return err
	}
	addr := l.Addr().String()
	l.Close()
	e := echo4.New()
	e.HideBanner = true
	e.GET("/", func(c echo4.Context) error { return c.String(http.StatusOK, "hello") })
	announce("http", addr)
	return e.Start(addr)
}

func serveDNS() error {
	pc, err := net.ListenPacket("udp", "127.0.0.1:0")
	if err != nil {
		return err
	}
	addr := pc.LocalAddr().String()
	pc.Close()
	answer := dns.HandlerFunc(func(w dns.ResponseWriter, question *dns.Msg) {
		reply := new(dns.Msg)
		reply.SetReply(question)
		if err := w.WriteMsg(reply); err != nil {
			slog.Error("dns", "err", err)
		}
	})
	server := &dns.Server{Addr: addr, Net: "udp", Handler: answer}
	announce("dns", addr)
	return server.ListenAndServe()
}

func serveMiniredis() error {
	addr, err := freeAddr()
	if err != nil {
		return err
	}
	m := miniredis.NewMiniRedis()
	if err := m.StartAddr(addr); err != nil {
		return err
	}
	announce("redis", addr)
	select {}
}

func serveRaft() error {
	addr, err := otherAddr()
	if err != nil {
		return err
	}
	transport, err := raft.NewTCPTransport(addr, nil, 1, 0, io.Discard)
	if err != nil {
		return err
	}
	defer transport.Close()
	announce("tcp", addr)
	select {}
}

func freeAddr() (string, error) {
	l, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		return "", err
	}
	defer l.Close()
	return l.Addr().String(), nil
}

func otherAddr() (string, error) {
	l, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		return "", err
	}
	defer l.Close()
	return l.Addr().String(), nil
}
