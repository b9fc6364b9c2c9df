// Package field keeps directories in fields and variables, where others find them.
package field

import (
	"net"
	"os"
	"path"
	"path/filepath"
	"testing"
)

type Server struct {
	Dir  string
	path string
	l    net.Listener
}

func New() (*Server, error) {
	dir, err := os.MkdirTemp("", "x")
	if err != nil {
		return nil, err
	}
	s := &Server{Dir: dir, path: filepath.Join(dir, "s")}
	s.l, err = net.Listen("unix", s.path)
	return s, err
}

func (s *Server) Close() error {
	s.l.Close()
	return os.RemoveAll(s.Dir)
}

func TestServer(t *testing.T) {
	s, err := New()
	if err != nil {
		t.Fatal(err)
	}
	defer s.Close()
}

func TestServerCleanup(t *testing.T) {
	s, err := New()
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { s.Close() })
}

// Only the path of the socket is kept.
type fake struct{ path string }

func newFake() *fake {
	dir, _ := os.MkdirTemp("", "x")
	f := &fake{path.Join(dir, "s")}
	l, _ := net.Listen("unix", f.path)
	go l.Accept()
	return f
}

func (f *fake) stop() { os.RemoveAll(path.Dir(f.path)) }

func TestFake(t *testing.T) {
	f := newFake()
	defer f.stop()
}

// A suite.
type Suite struct {
	dir string
	l   net.Listener
}

func (s *Suite) SetupTest() {
	var err error
	if s.dir, err = os.MkdirTemp("", "x"); err != nil {
		panic(err)
	}
	if s.l, err = net.Listen("unix", filepath.Join(s.dir, "s")); err != nil {
		panic(err)
	}
}

func (s *Suite) TearDownTest() {
	s.l.Close()
	os.RemoveAll(s.dir)
}

// Removed if a flag says so.
type Socket struct {
	path  string
	rmdir bool
}

func NewSocket() (*Socket, error) {
	dir, err := os.MkdirTemp("", "x")
	if err != nil {
		return nil, err
	}
	path := filepath.Join(dir, "s")
	if _, err := net.Listen("unix", path); err != nil {
		return nil, err
	}
	return &Socket{path, true}, nil
}

func (s *Socket) Close() error {
	if !s.rmdir {
		return nil
	}
	return os.RemoveAll(filepath.Dir(s.path))
}

// A variable of the package.
var dir string

func TestMain(m *testing.M) {
	var err error
	if dir, err = os.MkdirTemp("", "x"); err != nil {
		panic(err)
	}
	if _, err := net.Listen("unix", filepath.Join(dir, "s")); err != nil {
		panic(err)
	}
	code := m.Run()
	tearDown()
	os.Exit(code)
}

func tearDown() { os.RemoveAll(dir) }

// A getter.
type Owner struct{ dir string }

func (o *Owner) Open() {
	o.dir, _ = os.MkdirTemp("", "x")
	net.Listen("unix", filepath.Join(o.dir, "s"))
}

func (o *Owner) Path() string { return o.dir }

func sweep(o *Owner) { os.RemoveAll(o.Path()) }

// A field of what another type has, which removes it; a goroutine captures the value.
type inner struct {
	dir, path string
	l         net.Listener
}

type outer struct{ in *inner }

func (o *outer) start() {
	o.in = &inner{}
	o.in.start()
}

func (o *outer) stop() { os.RemoveAll(o.in.dir) }

func (i *inner) start() {
	dir, err := os.MkdirTemp("", "x")
	if err != nil {
		panic(err)
	}
	i.dir = dir
	i.path = filepath.Join(dir, "s")
	if i.l, err = net.Listen("unix", i.path); err != nil {
		panic(err)
	}
	go func() { i.accept() }()
}

func (i *inner) accept() { i.l.Accept() }

func TestOuter(t *testing.T) {
	o := outer{}
	o.start()
	defer o.stop()
}

// In a list of such values.
type node struct {
	dir string
	l   net.Listener
}

type cluster struct{ nodes []*node }

func (n *node) run(done chan struct{}) error {
	var err error
	if n.dir, err = os.MkdirTemp("", "x"); err != nil {
		return err
	}
	if n.l, err = net.Listen("unix", filepath.Join(n.dir, "s")); err != nil {
		return err
	}
	go func() {
		<-done
		n.l.Close()
	}()
	return nil
}

func (c *cluster) down() {
	for _, n := range c.nodes {
		if err := os.RemoveAll(n.dir); err != nil {
			panic(err)
		}
	}
}

// A literal removes it.
func newNode(t *testing.T) *kept {
	n := &kept{}
	t.Cleanup(func() { os.RemoveAll(n.dir) })
	return n
}

type kept struct{ dir string }

func (k *kept) listen() (net.Listener, error) {
	var err error
	if k.dir, err = os.MkdirTemp("", "x"); err != nil {
		return nil, err
	}
	return net.Listen("unix", filepath.Join(k.dir, "s"))
}

func TestKept(t *testing.T) {
	l, err := newNode(t).listen()
	if err != nil {
		t.Fatal(err)
	}
	defer l.Close()
}
