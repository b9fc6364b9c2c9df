package never

import (
	"fmt"
	"net"
	"net/http"
	"testing"
	"time"
)

// Somebody finds nobody there at first, which a socket that stays open would hide.

func dials(addr string) error {
	c, err := net.Dial("tcp", addr)
	if err == nil {
		c.Close()
	}
	return err
}

type pinger interface{ Ping(addr string) error }

type pings struct{}

func (pings) Ping(addr string) error { return dials(addr) }

type asks struct{ addr string }

func (a *asks) get() error {
	_, err := http.Get("http://" + a.addr)
	return err
}

func TestFunction(t *testing.T) {
	l, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		t.Fatal(err)
	}
	addr := l.Addr().String()
	l.Close() // want "port of l"
	if dials(addr) == nil {
		t.Fatal("somebody is there")
	}
	http.ListenAndServe(addr, nil)
}

func TestGoroutine(t *testing.T) {
	l, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		t.Fatal(err)
	}
	addr := l.Addr().String()
	l.Close() // want "port of l"
	go func() {
		for dials(addr) != nil {
		}
	}()
	time.Sleep(time.Second)
	http.ListenAndServe(addr, nil)
}

func testInterface(t *testing.T, p pinger) {
	l, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		t.Fatal(err)
	}
	addr := l.Addr().String()
	l.Close() // want "port of l"
	if p.Ping(addr) == nil {
		t.Fatal("somebody is there")
	}
	http.ListenAndServe(addr, nil)
}

func testValue(t *testing.T, ping func(string) error) {
	l, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		t.Fatal(err)
	}
	addr := l.Addr().String()
	l.Close() // want "port of l"
	if ping(addr) == nil {
		t.Fatal("somebody is there")
	}
	http.ListenAndServe(addr, nil)
}

func TestField(t *testing.T) {
	l, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		t.Fatal(err)
	}
	addr := l.Addr().String()
	l.Close() // want "port of l"
	a := &asks{addr: addr}
	if a.get() == nil {
		t.Fatal("somebody is there")
	}
	http.ListenAndServe(addr, nil)
}

func TestLiteral(t *testing.T) {
	l, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		t.Fatal(err)
	}
	addr := l.Addr().String()
	l.Close() // want "port of l"
	up := func() bool { return dials(addr) == nil }
	if up() {
		t.Fatal("somebody is there")
	}
	http.ListenAndServe(addr, nil)
}

func TestSleeps(t *testing.T) {
	l, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		t.Fatal(err)
	}
	addr := l.Addr().String()
	l.Close() // want "port of l"
	go func() {
		time.Sleep(time.Second)
		late, err := net.Listen("tcp", addr)
		if err != nil {
			return
		}
		http.Serve(late, nil)
	}()
	for dials(addr) != nil {
	}
}

func TestReceives(t *testing.T) {
	l, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		t.Fatal(err)
	}
	addr := l.Addr().String()
	l.Close() // want "port of l"
	start := make(chan bool)
	go func() {
		if <-start {
			t.Log("starts")
		}
		http.ListenAndServe(addr, nil)
	}()
	a := &asks{addr}
	if a.get() == nil {
		t.Error("somebody is there")
	}
	start <- true
}

func pause() { time.Sleep(time.Second) }

func TestWaitsElsewhere(t *testing.T) {
	l, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		t.Fatal(err)
	}
	addr := l.Addr().String()
	l.Close() // want "port of l"
	go func() {
		pause()
		http.ListenAndServe(addr, nil)
	}()
	go dials(addr)
}

func TestDialsInTheGoroutine(t *testing.T) {
	l, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		t.Fatal(err)
	}
	addr := l.Addr().String()
	l.Close() // want "port of l"
	go func() {
		if dials(addr) == nil {
			t.Error("somebody is there")
		}
		http.ListenAndServe(addr, nil)
	}()
}

func dialledPort() (int, error) {
	l, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		return 0, err
	}
	defer l.Close() // want "port of l"
	return l.Addr().(*net.TCPAddr).Port, nil
}

func TestHelper(t *testing.T) {
	port, err := dialledPort()
	if err != nil {
		t.Fatal(err)
	}
	addr := fmt.Sprintf("127.0.0.1:%d", port)
	if dials(addr) == nil {
		t.Fatal("somebody is there")
	}
	go http.ListenAndServe(addr, nil)
}

func TestHelperAndSleep(t *testing.T) {
	port, err := dialledPort()
	if err != nil {
		t.Fatal(err)
	}
	go func() {
		time.Sleep(time.Second)
		http.ListenAndServe(fmt.Sprintf("127.0.0.1:%d", port), nil)
	}()
	dials(fmt.Sprintf("127.0.0.1:%d", port))
}
