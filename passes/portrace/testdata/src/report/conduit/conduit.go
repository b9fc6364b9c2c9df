// Package conduit hands ports to functions of another package, which hand them on.
package conduit

import (
	"bytes"
	"encoding/json"
	"fake/conduit"
	"fmt"
	"net"
	"net/http"
	"os"
	"os/exec"
	"testing"
)

func bind(n int) error { return http.ListenAndServe(conduit.Local(conduit.Dec(n)), nil) }

func generic() {
	l, err := net.Listen("tcp", "localhost:0")
	port := l.Addr().(*net.TCPAddr).Port
	l.Close() // want `handed to bind.* after l.Close`
	bind(conduit.Get(port, err))
}

func generic2() {
	l, err := net.Listen("tcp", "localhost:0")
	port := l.Addr().(*net.TCPAddr).Port
	l.Close() // want `handed to bind.* after l.Close`
	a, _ := conduit.Get2(port, "", err)
	bind(a)
}

func result() {
	l, err := net.Listen("tcp", "localhost:0")
	port := l.Addr().(*net.TCPAddr).Port
	l.Close() // want `handed to bind.* after l.Close`
	bind(conduit.Again(port, err))
}

func plain() {
	l, err := net.Listen("tcp", "localhost:0")
	port := l.Addr().(*net.TCPAddr).Port
	l.Close() // want `handed to bind.* after l.Close`
	bind(conduit.Int(port, err))
}

func first() {
	l, _ := net.Listen("tcp", "localhost:0")
	port := l.Addr().(*net.TCPAddr).Port
	l.Close() // want `handed to bind.* after l.Close`
	bind(conduit.Pick(port, 80))
}

func pointer() {
	l, _ := net.Listen("tcp", "localhost:0")
	port := l.Addr().(*net.TCPAddr).Port
	l.Close() // want `handed to bind.* after l.Close`
	bind(*conduit.Ptr(port))
}

func pointed() {
	l, _ := net.Listen("tcp", "localhost:0")
	port := l.Addr().(*net.TCPAddr).Port
	l.Close() // want `handed to bind.* after l.Close`
	bind(conduit.Deref(&port, 80))
}

func element() {
	l, _ := net.Listen("tcp", "localhost:0")
	port := l.Addr().(*net.TCPAddr).Port
	l.Close() // want `handed to bind.* after l.Close`
	bind(conduit.List(80, port)[1])
}

func nonZero() {
	l, _ := net.Listen("tcp", "localhost:0")
	port := l.Addr().(*net.TCPAddr).Port
	l.Close() // want `handed to bind.* after l.Close`
	bind(conduit.Or(0, port))
}

func stored() {
	l, _ := net.Listen("tcp", "localhost:0")
	port := l.Addr().(*net.TCPAddr).Port
	l.Close() // want `handed to bind.* after l.Close`
	var m int
	conduit.Into(&m, port)
	bind(m)
}

func boxed() {
	l, _ := net.Listen("tcp", "localhost:0")
	port := l.Addr().(*net.TCPAddr).Port
	l.Close() // want `handed to bind.* after l.Close`
	bind(conduit.NewBox(port).Get())
}

func set() {
	l, _ := net.Listen("tcp", "localhost:0")
	port := l.Addr().(*net.TCPAddr).Port
	l.Close() // want `handed to bind.* after l.Close`
	var b conduit.Box[int]
	b.Set(port)
	bind(b.Get())
}

func number() {
	l, _ := net.Listen("tcp", "localhost:0")
	port := l.Addr().(*net.TCPAddr).Port
	l.Close() // want `handed to bind.* after l.Close`
	bind(conduit.Num(conduit.Dec(port)))
}

func joined() {
	l, _ := net.Listen("tcp", "localhost:0")
	port := l.Addr().(*net.TCPAddr).Port
	l.Close() // want `handed to http[.]ListenAndServe.* after l.Close`
	http.ListenAndServe(conduit.Join("localhost", conduit.Dec(port)), nil)
}

func formatted() {
	l, _ := net.Listen("tcp", "localhost:0")
	port := l.Addr().(*net.TCPAddr).Port
	l.Close() // want `handed to http[.]ListenAndServe.* after l.Close`
	http.ListenAndServe(conduit.Textf("localhost:%d", port), nil)
}

func told() {
	l, _ := net.Listen("tcp", "localhost:0")
	port := l.Addr().(*net.TCPAddr).Port
	l.Close() // want `handed to Cmd.Run.* after l.Close`
	cmd := exec.Command("server")
	cmd.Env = append(os.Environ(), conduit.Textf("LISTEN_URL=http://localhost:%d", port))
	cmd.Run()
}

func method(t *testing.T) {
	l, err := net.Listen("tcp", "localhost:0")
	addr := l.Addr().String()
	l.Close() // want `handed to http[.]ListenAndServe after l.Close`
	http.ListenAndServe(conduit.Checker{T: t}.Text(addr, err), nil)
}

// textf is such a function of this package.
func textf(format string, args ...any) string { return fmt.Sprintf(format, args...) }

func own() {
	l, _ := net.Listen("tcp", "localhost:0")
	l.Close() // want `handed to http[.]ListenAndServe after l.Close`
	http.ListenAndServe(textf("localhost:%d", l.Addr().(*net.TCPAddr).Port), nil)
}

// inbound is a message of a configuration. Its server binds the port.
type inbound struct{ Range []portRange }

type portRange struct{ From, To uint32 }

func (inbound) Kind() string { return "inbound" }

type config struct{ Inbound []*conduit.Typed }

// The port is dialled, too, but it is no dead endpoint.
func typed() {
	l, _ := net.Listen("tcp", "localhost:0")
	port := uint32(l.Addr().(*net.TCPAddr).Port)
	l.Close() // want `handed to start .Cmd.Start. after l.Close`
	start(&config{Inbound: []*conduit.Typed{conduit.ToTyped(inbound{Range: []portRange{{port, port}}})}})
	net.Dial("tcp", fmt.Sprintf("localhost:%d", port))
}

func start(c *config) {
	text, err := json.Marshal(c)
	if err != nil {
		panic(err)
	}
	cmd := exec.Command("server", "-config=stdin:")
	cmd.Stdin = bytes.NewReader(text)
	cmd.Start()
}

func parsed() {
	l, _ := net.Listen("tcp", "localhost:0")
	port := l.Addr().(*net.TCPAddr).Port
	l.Close() // want `handed to bind.* after l.Close`
	s, _ := conduit.Parse([]byte(fmt.Sprintf(`{"Second": %d}`, port)))
	go bind(s.Second)
	net.Dial("tcp", fmt.Sprintf("localhost:%d", port))
}

func decoded() {
	l, _ := net.Listen("tcp", "localhost:0")
	port := l.Addr().(*net.TCPAddr).Port
	l.Close() // want `handed to bind.* after l.Close`
	text, _ := json.Marshal(conduit.Settings{First: port})
	var s conduit.Settings
	conduit.Decode(text, &s)
	bind(s.First)
}
