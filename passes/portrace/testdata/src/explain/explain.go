// Package explain has a socket for every verdict that the check explains.
package explain

import (
	"fmt"
	"log"
	"net"
	"net/http"
	"os"
	"os/exec"
	"time"
)

type config struct{ cluster *cluster }

type cluster struct{ member *member }

type member struct{ listen *listen }

type listen struct{ on *on }

type on struct{ addr string }

func Deep(c *config) error { // want `explain: Deep \(explain.go:24\): not followed beyond 4 fields on the way to a value \(MaxSteps\)`
	return http.ListenAndServe(c.cluster.member.listen.on.addr, nil)
}

func Fault() error {
	l, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		return err
	}
	addr := l.Addr().String()
	l.Close() // want `explain: a fault of category bind: port bound by http.ListenAndServe` `port of l is handed to http.ListenAndServe`
	return http.ListenAndServe(addr, nil)
}

func Served() error {
	l, err := net.Listen("tcp", "127.0.0.1:0") // want `explain: no fault: the socket is served or kept`
	if err != nil {
		return err
	}
	return http.Serve(l, nil)
}

func Open() string {
	l, err := net.Listen("tcp", "127.0.0.1:0") // want `explain: no fault: the socket is not closed in sight`
	if err != nil {
		return ""
	}
	open = l
	return l.Addr().String()
}

var open net.Listener

func Held() error {
	l, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		return err
	}
	defer l.Close() // want `explain: no fault: nobody in sight gets the port after the socket is closed on all paths`
	return exec.Command("client", l.Addr().String()).Run()
}

func Chosen() error {
	l, err := net.Listen("tcp", "127.0.0.1:8080") // want `explain: no fault: the socket is not known to be bound to port 0`
	if err != nil {
		return err
	}
	addr := l.Addr().String()
	l.Close()
	return http.ListenAndServe(addr, nil)
}

func Dialled() error {
	l, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		return err
	}
	l.Close() // want `explain: no fault: the port is dialled and not known to be bound`
	_, err = net.Dial("tcp", l.Addr().String())
	return err
}

func Retried() error {
	for {
		l, err := net.Listen("tcp", "127.0.0.1:0")
		if err != nil {
			return err
		}
		addr := l.Addr().String()
		l.Close()                              // want `explain: mitigated: when the hand-off fails, a fresh port is tried`
		server, err := net.Listen("tcp", addr) // want `explain: no fault: the socket is not known to be bound to port 0`
		if err == nil {
			return http.Serve(server, nil)
		}
	}
}

func Brief() error {
	l, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		return err
	}
	cmd := exec.Command("server", "--listen", l.Addr().String())
	if err := l.Close(); err != nil { // want `explain: mitigated: the socket is held until right before the process starts`
		return err
	}
	return cmd.Start()
}

func BriefLogged() error {
	l, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		return err
	}
	addr := l.Addr().String()
	cmd := exec.Command("server", "--listen", addr)
	l.Close() // want `explain: mitigated: the socket is held until right before the process starts`
	log.Printf("starting %s at %v", fmt.Sprint("on ", addr), time.Now())
	return cmd.Start()
}

func notBrief() error {
	l, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		return err
	}
	addr := l.Addr().String()
	cmd := exec.Command("server", "--listen", addr)
	l.Close() // want `explain: a fault of category process` `port of l is handed to`
	os.MkdirAll("data", 0o700)
	return cmd.Start()
}

func Unseen(keep func(string)) error {
	l, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		return err
	}
	l.Close() // want `explain: no fault: the port is handed only to code that cannot be seen into`
	keep(l.Addr().String())
	return nil
}
