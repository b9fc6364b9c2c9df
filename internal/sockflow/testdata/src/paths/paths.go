// Package paths has binds of Unix sockets. The comment behind each lists what its path can be.
package paths

import (
	"context"
	"fmt"
	"net"
	"os"
	"path/filepath"
	"strings"
	"syscall"
	"testing"
)

const name = "/tmp/named.sock"

var shared = "/tmp/shared.sock"

var Exported = filepath.Join(os.TempDir(), "exported.sock")

var config = struct{ Path string }{Path: "/tmp/config.sock"}

func plain(dir string, n int) {
	net.Listen("unix", "/tmp/a.sock")                                              // path: /tmp/a.sock
	net.Listen("unixpacket", name)                                                 // path: /tmp/named.sock
	net.ListenPacket("unixgram", shared)                                           // path: /tmp/shared.sock
	net.Listen("unix", Exported)                                                   // path: {os.TempDir}/exported.sock
	net.Listen("unix", config.Path)                                                // path: /tmp/config.sock
	net.Listen("unix", "/tmp/"+"a"+".sock")                                        // path: /tmp/a.sock
	net.Listen("unix", os.TempDir()+"/a.sock")                                     // path: {os.TempDir}/a.sock
	net.Listen("unix", filepath.Join("/tmp/", "", "x", "/a.sock"))                 // path: /tmp/x/a.sock
	net.Listen("unix", filepath.Join("/tmp", "..", "a.sock"))                      // path: {?}
	net.Listen("unix", fmt.Sprintf("/tmp/%s-%d.sock", "a", 7))                     // path: /tmp/a-7.sock
	net.Listen("unix", fmt.Sprintf("/tmp/a-%d.sock", n))                           // path: /tmp/a-{told}.sock
	net.Listen("unix", fmt.Sprintf("/tmp/a-%03d.sock", 7))                         // path: /tmp/a-{?}
	net.Listen("unix", fmt.Sprintf("/tmp/100%%.sock"))                             // path: /tmp/100%.sock
	net.Listen("unix", fmt.Sprintf("/tmp/a-%d.sock", os.Getpid()))                 // path: /tmp/a-{?}.sock
	net.Listen("unix", filepath.Join(dir, "a.sock"))                               // path: {told}/a.sock
	net.Listen("unix", strings.TrimPrefix("unix:///tmp/a.sock", "unix://"))        // path: /tmp/a.sock
	net.Listen("unix", strings.ReplaceAll("/tmp/a b.sock", " ", "_"))              // path: /tmp/a_b.sock
	net.Listen("unix", "@abstract")                                                // path: @abstract
	net.Listen("unix", "rel.sock")                                                 // path: rel.sock
	net.Listen("tcp", "/tmp/none.sock")                                            // of another network
	net.Listen("tcp", "127.0.0.1:0")                                               //
	new(net.ListenConfig).Listen(context.Background(), "unix", "/tmp/lc.sock")     // path: /tmp/lc.sock
	net.ListenUnix("unix", &net.UnixAddr{Name: "/tmp/addr.sock", Net: "unix"})     // path: /tmp/addr.sock
	net.ListenUnixgram("unixgram", &net.UnixAddr{Name: "/tmp/x", Net: "unixgram"}) // path: /tmp/x
	syscall.Bind(3, &syscall.SockaddrUnix{Name: "/tmp/raw.sock"})                  // path: /tmp/raw.sock
	syscall.Bind(3, &syscall.SockaddrInet4{Port: 80})                              //
	addr, _ := net.ResolveUnixAddr("unix", "/tmp/resolved.sock")
	net.ListenUnix("unix", addr) // path: /tmp/resolved.sock
}

func chosen(long bool) {
	path := "/tmp/short"
	if long {
		path = "/tmp/long"
	}
	net.Listen("unix", path) // path: /tmp/long | /tmp/short
	for i := 0; i < 2; i++ {
		path += "x"
	}
	net.Listen("unix", path) // path: /tmp/long | /tmp/short | {?}x
}

func made() {
	dir, err := os.MkdirTemp("", "x")
	if err != nil {
		return
	}
	net.Listen("unix", filepath.Join(dir, "a.sock")) // path: {new directory}/a.sock
}

// Through functions: each bind is where the API is called, whoever passes the path.

func listen(network, addr string) (net.Listener, error) {
	return net.Listen(network, addr) // path: /tmp/a.sock | /tmp/helper.sock
}

func callers() {
	listen("tcp", "localhost:80")
	listen("unix", "/tmp/helper.sock")
	listen("unix", socketPath("a"))
}

func socketPath(name string) string { return filepath.Join("/tmp", name+".sock") }

func captured() {
	path := "/tmp/captured.sock"
	listen := func() {
		net.Listen("unix", path) // path: /tmp/captured.sock
	}
	listen()
	go listen()
}

// Fields of values that are in sight.

type server struct {
	path string
	dirs struct{ run string }
}

func newServer(path string) *server { return &server{path: path} }

func (s *server) listen() {
	net.Listen("unix", s.path) // path: /tmp/one.sock | /tmp/three.sock | /tmp/two.sock
}

func (s *server) socket(name string) string { return filepath.Join(s.dirs.run, name) }

func (s *server) listenIn() {
	net.Listen("unix", s.socket("x.sock")) // path: /tmp/run/x.sock
}

func servers() {
	newServer("/tmp/one.sock").listen()
	s := &server{path: "/tmp/two.sock"}
	s.listen()
	var t server
	t.path = "/tmp/three.sock"
	t.listen()
	newServer("/tmp/never.sock")
	var u server
	u.dirs.run = "/tmp/run"
	u.listenIn()
}

func TestDirs(t *testing.T) {
	net.Listen("unix", filepath.Join(t.TempDir(), "a.sock")) // path: {TempDir of TestDirs}/a.sock
	net.Listen("unix", os.TempDir()+"/"+t.Name())            // path: {os.TempDir}/{name of TestDirs}
	t.Run("a sub test", func(t *testing.T) {
		net.Listen("unix", t.TempDir()+"/x") // path: {TempDir of TestDirs/a_sub_test}/x
		t.Run("deep", func(s *testing.T) {
			net.Listen("unix", t.TempDir()+"/x") // path: {TempDir of TestDirs/a_sub_test}/x
			net.Listen("unix", s.TempDir()+"/x") // path: {TempDir of TestDirs/a_sub_test/deep}/x
		})
	})
	for _, name := range []string{"a", "b"} {
		t.Run(name, func(t *testing.T) {
			net.Listen("unix", t.TempDir()+"/x") // path: {TempDir of a test}/x
		})
	}
	ofTest(t)
	t.Run("helped", ofTest)
}

func ofTest(t *testing.T) {
	net.Listen("unix", in(t, "x")) // path: {TempDir of TestDirs, TestDirs/helped, TestOther}/x
}

func TestOther(t *testing.T) { ofTest(t) }

func in(t testing.TB, name string) string { return filepath.Join(t.TempDir(), name) }
