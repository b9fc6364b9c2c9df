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
	"path/filepath"
	"strconv"
)

// The port of result 0 is free.
func FreePort() int { // want FreePort:"^frees r0~.* at facts.go:22$"
	l, err := net.Listen("tcp", ":0")
	if err != nil {
		panic(err)
	}
	defer l.Close()
	return l.Addr().(*net.TCPAddr).Port
}

// The fault is that of FreePort: the origin says so.
func FreeAddr() string { // want FreeAddr:"^frees r0~ at facts.go:22$"
	return "localhost:" + strconv.Itoa(FreePort())
}

func FreePorts(n int) (ports []int, err error) { // want FreePorts:"^frees r0.\\[\\]~ at facts.go:22$"
	for range n {
		ports = append(ports, FreePort())
	}
	return ports, nil
}

type Config struct {
	HTTP struct{ Port int }
	Name string
}

func FreeConfig() *Config { // want FreeConfig:"^frees r0.HTTP.Port~ at facts.go:22$"
	c := &Config{Name: "test"}
	c.HTTP.Port = FreePort()
	return c
}

func (c *Config) Fill() { // want Fill:"^frees p0.HTTP.Port~ at facts.go:22$"
	c.HTTP.Port = FreePort()
}

// Whether the port is 0 is up to the caller.
func FreeOn(addr string) string { // want FreeOn:"^asks p0 anyhow at facts.go:59; binds p0 net.Listen; frees r0~.* if p0 at facts.go:59$"
	l, err := net.Listen("tcp", addr)
	if err != nil {
		return ""
	}
	defer l.Close()
	return l.Addr().String()
}

func FreeOnNetwork(network string) string { // want FreeOnNetwork:"^frees r0~.* at facts.go:65$"
	l, _ := net.Listen(network, "localhost:0")
	defer l.Close()
	return l.Addr().String()
}

// The socket is open, and the caller gets it.
func Listen() net.Listener { // want Listen:"^holds r0 at facts.go:71$"
	l, err := net.Listen("tcp", ":0")
	if err != nil {
		panic(err)
	}
	return l
}

// The caller gets the address, and a function that frees it.
func Reserve() (string, func() error) { // want Reserve:"^holds (r1! r0~|r0~ r1!) at facts.go:80$"
	l, _ := net.Listen("tcp", ":0")
	return l.Addr().String(), l.Close
}

func Close(c io.Closer) error { // want Close:"^releases p0; sweeps p0 Closer.Close$"
	return c.Close()
}

func CloseIf(l net.Listener, really bool) { // want CloseIf:"^may-release p0; sweeps p0 Listener.Close$"
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

func URL(addr string) string { // want URL:"^formats p0> r0$"
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
func IsFree(port int) bool { // want IsFree:"^asks p0 true at facts.go:156; binds p0 net.Listen$"
	l, err := net.Listen("tcp", ":"+strconv.Itoa(port))
	if err != nil {
		return false
	}
	l.Close()
	return true
}

// The search is in the package.
func Find() int { // want Find:"^finds r0~ at facts.go:156$"
	port := 8000
	for !IsFree(port) {
		port++
	}
	return port
}

var given = map[int]bool{}

// Nobody else in the process gets the port.
func Registered() int { // want Registered:"^frees r0~ registered at facts.go:22$"
	port := FreePort()
	given[port] = true
	return port
}

// A function in a variable.
var ListenAnew = net.Listen // want ListenAnew:"^binds p1 net.Listen on p0; carries p1@ r0; holds r0 if p1 on p0 at net.Listen$"

// An interface that one type implements.
type Starter interface {
	Serve(addr string) error // want Serve:"^binds p1 http.ListenAndServe$"
}

type starter struct{}

func (starter) Serve(addr string) error { // want Serve:"^binds p1 http.ListenAndServe$"
	return http.ListenAndServe(addr, nil)
}

// Whole returns all of the address, although the function may fail.
func Whole() (string, error) { // want Whole:"^frees r0~ of localhost:0 at facts.go:198$"
	l, err := net.Listen("tcp", "localhost:0")
	if err != nil {
		return "", err
	}
	defer l.Close()
	return l.Addr().String(), nil
}

// A directory, and what there is to know of it.
func TempDir() (string, error) { // want TempDir:"^makes r0 at facts.go:204$"
	return os.MkdirTemp("", "x")
}

func TempSocket() (string, func()) { // want TempSocket:"^makes r0\\^ r1- at facts.go:208$"
	dir, err := os.MkdirTemp("", "x")
	if err != nil {
		panic(err)
	}
	return dir + "/s", func() { os.RemoveAll(dir) }
}

// Where it is made is up to the caller, and it goes with that.
func TempDirIn(parent string) string { // want TempDirIn:"^formats p0 r0; makes r0 if p0 at facts.go:217$"
	dir, _ := os.MkdirTemp(parent, "x")
	return dir
}

// The caller has nothing to do.
func Removed() error {
	dir, err := os.MkdirTemp("", "x")
	if err != nil {
		return err
	}
	return os.RemoveAll(dir)
}

func Remove(dir string) error { // want Remove:"^removes p0$"
	return os.RemoveAll(dir)
}

func RemoveIf(dir string, really bool) { // want RemoveIf:"^may-remove p0$"
	if really {
		os.RemoveAll(dir)
	}
}

func RemoveEmpty(dir string) error { // want RemoveEmpty:"^unlinks p0$"
	return os.Remove(dir)
}

func RemoveParent(path string) error { // want RemoveParent:"^removes p0/$"
	return os.RemoveAll(filepath.Dir(path))
}

func RemoveSocket(dir string) error { // want RemoveSocket:"^unlinks p0\\^$"
	return os.Remove(filepath.Join(dir, "s"))
}

func Remover(dir string) func() error { // want Remover:"^carries p0- r0$"
	return func() error { return os.RemoveAll(dir) }
}

func Parent(path string) string { // want Parent:"^carries p0/ r0$"
	return filepath.Dir(path)
}

func ListenIn(dir string) (net.Listener, error) { // want ListenIn:"^binds p0\\^ net.Listen on any; carries p0@ r0$"
	return net.Listen("unix", filepath.Join(dir, "s"))
}

func SocketURL(dir string) string { // want SocketURL:"^formats p0 r0; names p0\\$$"
	return "unix://" + dir + "/s"
}

func RuntimeDir() string { // want RuntimeDir:"^carries e0.RUNTIME_DIR r0$"
	return os.Getenv("RUNTIME_DIR")
}

func ListenAtHome() (net.Listener, error) { // want ListenAtHome:"^binds e0.RUNTIME_DIR\\^ net.Listen.*"
	return ListenIn(RuntimeDir())
}

type Owner struct{ dir string }

func NewOwner() *Owner { // want NewOwner:"^makes r0.dir at facts.go:279$"
	dir, _ := os.MkdirTemp("", "x")
	return &Owner{dir}
}

func (o *Owner) Sweep() error { // want Sweep:"^removes p0.dir$"
	return os.RemoveAll(o.dir)
}

// The garbage collector closes the socket.
func Dropped() string { // want Dropped:"^frees r0~ of :0 dropped at facts.go:[0-9]+$"
	l, err := net.Listen("tcp", ":0")
	if err != nil {
		return ""
	}
	return l.Addr().String()
}
