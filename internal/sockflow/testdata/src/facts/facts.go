// Package facts has exported functions; the comments say what their callers in
// other packages learn of them.
package facts

import (
	"fmt"
	"io"
	"net"
	"net/http"
	"os"
	"os/exec"
	"strconv"
)

// The port of result 0 is free.
func FreePort() int { // want FreePort:"^frees r0~.* at facts.go:21$"
	l, err := net.Listen("tcp", ":0")
	if err != nil {
		panic(err)
	}
	defer l.Close()
	return l.Addr().(*net.TCPAddr).Port
}

// The fault is that of FreePort: the origin says so.
func FreeAddr() string { // want FreeAddr:"^frees r0~ at facts.go:21$"
	return "localhost:" + strconv.Itoa(FreePort())
}

func FreePorts(n int) (ports []int, err error) { // want FreePorts:"^frees r0.\\[\\]~ at facts.go:21$"
	for range n {
		ports = append(ports, FreePort())
	}
	return ports, nil
}

type Config struct {
	HTTP struct{ Port int }
	Name string
}

func FreeConfig() *Config { // want FreeConfig:"^frees r0.HTTP.Port~ at facts.go:21$"
	c := &Config{Name: "test"}
	c.HTTP.Port = FreePort()
	return c
}

func (c *Config) Fill() { // want Fill:"^frees p0.HTTP.Port~ at facts.go:21$"
	c.HTTP.Port = FreePort()
}

// Whether the port is 0 is up to the caller.
func FreeOn(addr string) string { // want FreeOn:"^asks p0 anyhow at facts.go:58; binds p0 net.Listen; frees r0~.* if p0 at facts.go:58$"
	l, err := net.Listen("tcp", addr)
	if err != nil {
		return ""
	}
	defer l.Close()
	return l.Addr().String()
}

func FreeOnNetwork(network string) string { // want FreeOnNetwork:"^frees r0~.* at facts.go:64$"
	l, _ := net.Listen(network, "localhost:0")
	defer l.Close()
	return l.Addr().String()
}

// The socket is open, and the caller gets it.
func Listen() net.Listener { // want Listen:"^holds r0 at facts.go:70$"
	l, err := net.Listen("tcp", ":0")
	if err != nil {
		panic(err)
	}
	return l
}

// The caller gets the address, and a function that frees it.
func Reserve() (string, func() error) { // want Reserve:"^holds (r1! r0~|r0~ r1!) at facts.go:79$"
	l, _ := net.Listen("tcp", ":0")
	return l.Addr().String(), l.Close
}

func Close(c io.Closer) error { // want Close:"^releases p0$"
	return c.Close()
}

func CloseIf(l net.Listener, really bool) { // want CloseIf:"^may-release p0$"
	if really {
		l.Close()
	}
}

func Serve(l net.Listener) error { // want Serve:"^serves p0$"
	return http.Serve(l, nil)
}

func Bind(port int) error { // want Bind:"^binds p0 http.ListenAndServe$"
	return http.ListenAndServe(fmt.Sprintf(":%d", port), nil)
}

type Server struct{ Addr string }

func (s *Server) Run() error { // want Run:"^binds p0.Addr http.ListenAndServe$"
	return http.ListenAndServe(s.Addr, nil)
}

func New(addr string) *Server { // want New:"^carries p0 r0.Addr$"
	return &Server{Addr: addr}
}

func URL(addr string) string { // want URL:"^(carries|formats) p0 r0$"
	return "http://" + addr + "/"
}

func Start(args ...string) error { // want Start:"starts p0 exec.Command"
	return exec.Command("server", args...).Run()
}

func Configure(addr string) { // want Configure:"^sets p0 os.Setenv$"
	os.Setenv("ADDR", addr)
}

func Save(addr string) error { // want Save:"^writes p0 os.WriteFile$"
	return os.WriteFile("addr", []byte(addr), 0o600)
}

func With(use func(net.Listener)) { // want With:"^calls p0$"
	use(nil)
}

// Dialling harms nobody: there is nothing to know.
func Dial(addr string) error {
	_, err := net.Dial("tcp", addr)
	return err
}

// Nor is there of what closes its own socket and keeps the port to itself.
func Probe() bool {
	l, err := net.Listen("tcp6", "[::1]:0")
	if err != nil {
		return false
	}
	return l.Close() == nil
}

// Not exported: other packages cannot call it.
func freePort() int { return FreePort() }

// The caller asks about a port of its own.
func IsFree(port int) bool { // want IsFree:"^asks p0 true at facts.go:155; binds p0 net.Listen$"
	l, err := net.Listen("tcp", ":"+strconv.Itoa(port))
	if err != nil {
		return false
	}
	l.Close()
	return true
}

// The search is in the package.
func Find() int { // want Find:"^finds r0~ at facts.go:155$"
	port := 8000
	for !IsFree(port) {
		port++
	}
	return port
}

var given = map[int]bool{}

// Nobody else in the process gets the port.
func Registered() int { // want Registered:"^frees r0~ registered at facts.go:21$"
	port := FreePort()
	given[port] = true
	return port
}

// A function in a variable.
var ListenAnew = net.Listen // want ListenAnew:"^binds p1 net.Listen; carries p1@ r0; holds r0 if p1 on p0 at net.Listen$"

// An interface that one type implements.
type Starter interface {
	Serve(addr string) error // want Serve:"^binds p1 http.ListenAndServe$"
}

type starter struct{}

func (starter) Serve(addr string) error { // want Serve:"^binds p1 http.ListenAndServe$"
	return http.ListenAndServe(addr, nil)
}

// Whole returns all of the address, although the function may fail.
func Whole() (string, error) { // want Whole:"^frees r0~ of localhost:0 at facts.go:197$"
	l, err := net.Listen("tcp", "localhost:0")
	if err != nil {
		return "", err
	}
	defer l.Close()
	return l.Addr().String(), nil
}
