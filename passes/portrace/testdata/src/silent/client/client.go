// Package client hands dead addresses to all sorts of clients. Nobody binds them.
package client

import (
	"context"
	"crypto/tls"
	"database/sql"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"log/slog"
	"net"
	"net/http"
	"net/http/httptest"
	"net/http/httputil"
	"net/smtp"
	"net/url"
	"reflect"
	"strconv"
	"strings"
	"sync"
	"testing"
	"time"
)

func closedAddr(t testing.TB) string {
	t.Helper()
	l, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		t.Fatal(err)
	}
	addr := l.Addr().String()
	if err := l.Close(); err != nil {
		t.Fatal(err)
	}
	return addr
}

func closedPort(t testing.TB) int {
	t.Helper()
	l, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		t.Fatal(err)
	}
	defer l.Close()
	return l.Addr().(*net.TCPAddr).Port
}

// The remote address of a dial.
func dialTCP(t *testing.T) {
	_, err := net.DialTCP("tcp", nil, &net.TCPAddr{IP: net.IPv4(127, 0, 0, 1), Port: closedPort(t)})
	if err == nil {
		t.Error("somebody answers")
	}
}

func dialTCPFromHere(t *testing.T) {
	local := &net.TCPAddr{IP: net.IPv4(127, 0, 0, 1)}
	remote, err := net.ResolveTCPAddr("tcp", closedAddr(t))
	if err != nil {
		t.Fatal(err)
	}
	if _, err := net.DialTCP("tcp", local, remote); err == nil {
		t.Error("somebody answers")
	}
}

func dialUDP(t *testing.T) {
	c, err := net.DialUDP("udp", nil, &net.UDPAddr{IP: net.IPv4(127, 0, 0, 1), Port: closedPort(t)})
	if err != nil {
		t.Fatal(err)
	}
	c.Write([]byte("anybody?"))
	c.Close()
}

// A datagram to nobody, from a socket of its own.
func writeTo(t *testing.T) {
	c, err := net.ListenUDP("udp", &net.UDPAddr{IP: net.IPv4(127, 0, 0, 1)})
	if err != nil {
		t.Fatal(err)
	}
	defer c.Close()
	if _, err := c.WriteToUDP([]byte("x"), &net.UDPAddr{IP: net.IPv4(127, 0, 0, 1), Port: closedPort(t)}); err != nil {
		t.Log(err)
	}
	to, _ := net.ResolveUDPAddr("udp", closedAddr(t))
	c.WriteTo([]byte("x"), to)
}

func dialTLS(t *testing.T) {
	if _, err := tls.Dial("tcp", closedAddr(t), &tls.Config{InsecureSkipVerify: true}); err == nil {
		t.Error("somebody answers")
	}
	d := &tls.Dialer{NetDialer: &net.Dialer{Timeout: time.Second}}
	if _, err := d.Dial("tcp", closedAddr(t)); err == nil {
		t.Error("somebody answers")
	}
}

func mail(t *testing.T) {
	if _, err := smtp.Dial(closedAddr(t)); err == nil {
		t.Error("somebody answers")
	}
	if err := smtp.SendMail(closedAddr(t), nil, "a@example.com", nil, nil); err == nil {
		t.Error("somebody answers")
	}
}

// A data source name.
func dsn(t *testing.T) {
	db, err := sql.Open("postgres", "postgres://user:secret@"+closedAddr(t)+"/db?sslmode=disable")
	if err != nil {
		t.Fatal(err)
	}
	defer db.Close()
	if db.Ping() == nil {
		t.Error("somebody answers")
	}
}

func dsnWords(t *testing.T) {
	db, err := sql.Open("postgres", fmt.Sprintf("host=localhost port=%d connect_timeout=1", closedPort(t)))
	if err != nil {
		t.Fatal(err)
	}
	if err := db.PingContext(context.Background()); err == nil {
		t.Error("somebody answers")
	}
}

// The client dials what its transport says.
func transport(t *testing.T) {
	addr := closedAddr(t)
	c := &http.Client{
		Timeout: time.Second,
		Transport: &http.Transport{
			DialContext: func(ctx context.Context, network, _ string) (net.Conn, error) {
				var d net.Dialer
				return d.DialContext(ctx, network, addr)
			},
		},
	}
	if _, err := c.Get("http://example.com"); err == nil {
		t.Error("somebody answers")
	}
}

func transportProxy(t *testing.T) {
	u, err := url.Parse("http://" + closedAddr(t))
	if err != nil {
		t.Fatal(err)
	}
	c := http.Client{Transport: &http.Transport{Proxy: func(*http.Request) (*url.URL, error) { return u, nil }}}
	if _, err := c.Get("http://example.com"); err == nil {
		t.Error("somebody answers")
	}
}

// A gateway with nobody behind it, which is served in memory.
func reverseProxy(t *testing.T) {
	p := httputil.NewSingleHostReverseProxy(&url.URL{Scheme: "http", Host: closedAddr(t)})
	w := httptest.NewRecorder()
	p.ServeHTTP(w, httptest.NewRequest("GET", "/", nil))
	if w.Code != http.StatusBadGateway {
		t.Errorf("got %d", w.Code)
	}
}

// The gateway has a socket of its own.
func reverseProxyServed(t *testing.T) {
	u, _ := url.Parse("http://" + closedAddr(t))
	srv := httptest.NewServer(httputil.NewSingleHostReverseProxy(u))
	defer srv.Close()
	resp, err := http.Get(srv.URL)
	if err != nil {
		t.Fatal(err)
	}
	resp.Body.Close()
	if resp.StatusCode != http.StatusBadGateway {
		t.Error(resp.Status)
	}
}

// Functional options that set where a client connects to.
type conn struct {
	addr    string
	timeout time.Duration
	tries   int
}

type option func(*conn)

func withAddr(addr string) option         { return func(c *conn) { c.addr = addr } }
func withTimeout(d time.Duration) option  { return func(c *conn) { c.timeout = d } }
func withHostPort(h string, p int) option { return withAddr(net.JoinHostPort(h, strconv.Itoa(p))) }

func connect(opts ...option) (net.Conn, error) {
	c := conn{tries: 3}
	for _, o := range opts {
		o(&c)
	}
	return net.DialTimeout("tcp", c.addr, c.timeout)
}

func options(t *testing.T) {
	if _, err := connect(withAddr(closedAddr(t)), withTimeout(time.Second)); err == nil {
		t.Error("somebody answers")
	}
	if _, err := connect(withHostPort("localhost", closedPort(t))); err == nil {
		t.Error("somebody answers")
	}
}

// A builder.
type builder struct{ c conn }

func (b *builder) Addr(addr string) *builder { b.c.addr = addr; return b }
func (b *builder) Tries(n int) *builder      { b.c.tries = n; return b }
func (b *builder) Connect() (net.Conn, error) {
	var err error
	for range b.c.tries {
		var c net.Conn
		if c, err = net.Dial("tcp", b.c.addr); err == nil {
			return c, nil
		}
	}
	return nil, err
}

func builds(t *testing.T) {
	if _, err := new(builder).Addr(closedAddr(t)).Tries(2).Connect(); err == nil {
		t.Error("somebody answers")
	}
}

// A callback that only dials.
func withDead(t *testing.T, f func(addr string) error) {
	l, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		t.Fatal(err)
	}
	l.Close()
	if err := f(l.Addr().String()); err == nil {
		t.Error("somebody answers")
	}
}

func callbacks(t *testing.T) {
	withDead(t, func(addr string) error {
		_, err := net.Dial("tcp", addr)
		return err
	})
	withDead(t, func(addr string) error {
		_, err := http.Post("http://"+addr, "text/plain", strings.NewReader(""))
		return err
	})
	withDead(t, ping)
}

func ping(addr string) error {
	c, err := net.Dial("tcp", addr)
	if err != nil {
		return err
	}
	defer c.Close()
	_, err = io.WriteString(c, "PING\r\n")
	return err
}

// The client is an interface; all that implement it dial.
type pinger interface{ Ping(addr string) error }

type (
	tcpPinger  struct{}
	httpPinger struct{ path string }
)

func (tcpPinger) Ping(addr string) error { return ping(addr) }

func (p httpPinger) Ping(addr string) error {
	_, err := http.Head("http://" + addr + p.path)
	return err
}

func pingers(t *testing.T) {
	addr := closedAddr(t)
	for _, p := range []pinger{tcpPinger{}, httpPinger{"/"}} {
		if p.Ping(addr) == nil {
			t.Error("somebody answers")
		}
	}
}

// What a method value dials.
func methodValue(t *testing.T) {
	ping := httpPinger{"/healthz"}.Ping
	if ping(closedAddr(t)) == nil {
		t.Error("somebody answers")
	}
}

// Compared, measured, looked into.
func compares(t *testing.T) {
	a, b := closedAddr(t), closedAddr(t)
	if strings.HasSuffix(a, ":0") || len(b) == 0 {
		t.Errorf("got %q and %q", a, b)
	}
	if reflect.DeepEqual(a, b) {
		slog.Warn("the same twice", "addr", a)
	}
	switch port := closedPort(t); {
	case port == 80:
		t.Error("port 80")
	case port > 65535:
		t.Errorf("port %d", port)
	}
}

// The message of a failure names the address.
func message(t *testing.T) {
	addr := closedAddr(t)
	err := ping(addr)
	if want := "dial tcp " + addr; err == nil || !strings.Contains(err.Error(), want) {
		t.Errorf("got %v, want %s", err, want)
	}
	var op *net.OpError
	if !errors.As(err, &op) || op.Addr.String() != addr {
		t.Errorf("got %v, want %s", op, addr)
	}
}

// A response that tells the port, in memory.
func response(t *testing.T) {
	port := closedPort(t)
	w := httptest.NewRecorder()
	json.NewEncoder(w).Encode(map[string]int{"port": port})
	var got struct{ Port int }
	if err := json.Unmarshal(w.Body.Bytes(), &got); err != nil || got.Port != port {
		t.Errorf("got %+v, %v", got, err)
	}
}

// A body that tells it, too.
func webhook(t *testing.T) {
	body, _ := json.Marshal(struct {
		URL string `json:"url"`
	}{"http://" + closedAddr(t)})
	req, err := http.NewRequest("POST", "http://"+closedAddr(t), strings.NewReader(string(body)))
	if err != nil {
		t.Fatal(err)
	}
	req.Header.Set("X-Forwarded-Host", closedAddr(t))
	if _, err := http.DefaultClient.Do(req); err == nil {
		t.Error("somebody answers")
	}
}

// Many clients at once.
func concurrently(t *testing.T) {
	addr := closedAddr(t)
	var wg sync.WaitGroup
	for range 10 {
		wg.Add(1)
		go func() {
			defer wg.Done()
			if ping(addr) == nil {
				t.Error("somebody answers")
			}
		}()
	}
	wg.Wait()
}

// Dialled while a socket of another port is bound.
func beside(t *testing.T) {
	dead := closedAddr(t)
	l, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		t.Fatal(err)
	}
	defer l.Close()
	if l.Addr().String() == dead {
		t.Skip("drawn again")
	}
	go http.Serve(l, nil)
	for _, test := range []struct {
		addr string
		ok   bool
	}{{l.Addr().String(), true}, {dead, false}} {
		t.Run(test.addr, func(t *testing.T) {
			if _, err := net.Dial("tcp", test.addr); (err == nil) != test.ok {
				t.Error(err)
			}
		})
	}
}

// A cluster of which one member is down.
type cluster struct{ members []string }

func (c *cluster) first() (net.Conn, error) {
	for _, m := range c.members {
		if conn, err := net.Dial("tcp", m); err == nil {
			return conn, nil
		}
	}
	return nil, errors.New("all are down")
}

func failover(t *testing.T, up string) {
	c := &cluster{members: []string{closedAddr(t), up}}
	conn, err := c.first()
	if err != nil {
		t.Fatal(err)
	}
	conn.Close()
}

// A client that waits for a server which never comes.
func waits(t *testing.T) {
	addr := closedAddr(t)
	deadline := time.Now().Add(time.Second)
	for time.Now().Before(deadline) {
		if c, err := net.Dial("tcp", addr); err == nil {
			c.Close()
			t.Fatal("somebody answers")
		}
		time.Sleep(10 * time.Millisecond)
	}
}

// The URL of a server that has gone, in a field of a client.
func goneServer(t *testing.T) {
	gone := httptest.NewTLSServer(nil)
	base, err := url.Parse(gone.URL)
	if err != nil {
		t.Fatal(err)
	}
	c := gone.Client()
	gone.Close()
	if _, err := c.Get(base.JoinPath("a", "b").String()); err == nil {
		t.Error("somebody answers")
	}
	if _, err := net.Dial("tcp", base.Host); err == nil {
		t.Error("somebody answers")
	}
}
