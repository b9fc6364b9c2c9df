// Package sink has a fault for each way in which a freed port gets to somebody
// who binds it.
package sink

import (
	"bytes"
	"context"
	"encoding/json"
	"fmt"
	"net"
	"net/http"
	"os"
	"os/exec"
	"strconv"
	"testing"
	"text/template"
)

func listenAgain() (net.Listener, error) {
	l, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		return nil, err
	}
	addr := l.Addr().String()
	l.Close() // want "port of l is handed to net.Listen after l.Close"
	return net.Listen("tcp", addr)
}

func listenByNumber() (net.Listener, error) {
	l, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		return nil, err
	}
	port := l.Addr().(*net.TCPAddr).Port
	l.Close() // want "port of l is handed to net.Listen after l.Close"
	return net.Listen("tcp", fmt.Sprintf("127.0.0.1:%d", port))
}

func splitHostPort() {
	l, _ := net.Listen("tcp", "127.0.0.1:0")
	_, port, _ := net.SplitHostPort(l.Addr().String())
	l.Close() // want "port of l is handed to http.ListenAndServe"
	http.ListenAndServe("localhost:"+port, nil)
}

func goroutine() {
	l, _ := net.Listen("tcp", "127.0.0.1:0")
	addr := l.Addr().String()
	l.Close() // want "port of l is handed to"
	go http.ListenAndServe(addr, nil)
}

func goroutineLiteral() {
	l, _ := net.Listen("tcp", "127.0.0.1:0")
	addr := l.Addr().String()
	l.Close() // want "port of l is handed to"
	go func() {
		if err := http.ListenAndServe(addr, nil); err != nil {
			panic(err)
		}
	}()
}

// That somebody dials it as well makes it no less a fault.
func dialledToo() error {
	l, _ := net.Listen("tcp", "127.0.0.1:0")
	addr := l.Addr().String()
	l.Close() // want "port of l is handed to"
	go http.ListenAndServe(addr, nil)
	_, err := http.Get("http://" + addr)
	return err
}

func server() error {
	l, _ := net.Listen("tcp", "127.0.0.1:0")
	l.Close() // want "port of l is handed to Server.ListenAndServe"
	srv := &http.Server{Addr: l.Addr().String()}
	return srv.ListenAndServe()
}

func serverField() {
	l, _ := net.Listen("tcp", "127.0.0.1:0")
	srv := &http.Server{}
	srv.Addr = l.Addr().String()
	l.Close() // want "port of l is handed to"
	go func() { _ = srv.ListenAndServe() }()
}

func process(ctx context.Context) error {
	l, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		return err
	}
	port := l.Addr().(*net.TCPAddr).Port
	l.Close() // want "port of l is handed to exec.CommandContext"
	return exec.CommandContext(ctx, "redis-server", "--port", strconv.Itoa(port)).Run()
}

// The command is built while the socket is held, but started later.
func startedLater() error {
	l, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		return err
	}
	cmd := exec.Command("redis-server", "--port", strconv.Itoa(l.Addr().(*net.TCPAddr).Port))
	l.Close() // want "port of l is handed to Cmd.Start"
	cmd.Dir = os.TempDir()
	return cmd.Start()
}

func environment() error {
	l, _ := net.Listen("tcp", "127.0.0.1:0")
	l.Close() // want "port of l is handed to Cmd.Start"
	cmd := exec.Command("server")
	cmd.Env = append(os.Environ(), "LISTEN="+l.Addr().String())
	return cmd.Start()
}

func arguments() error {
	l, _ := net.Listen("tcp", "127.0.0.1:0")
	l.Close() // want "port of l is handed to Cmd.Run"
	cmd := exec.Command("server")
	cmd.Args = append(cmd.Args, fmt.Sprintf("--listen=%s", l.Addr()))
	return cmd.Run()
}

func argumentsInSlice() error {
	l, _ := net.Listen("tcp", "127.0.0.1:0")
	l.Close() // want "port of l is handed to exec.Command"
	args := []string{"--verbose"}
	args = append(args, "--listen", l.Addr().String())
	return exec.Command("server", args...).Run()
}

func setenv() {
	l, _ := net.Listen("tcp", "127.0.0.1:0")
	l.Close() // want "port of l is handed to os.Setenv"
	os.Setenv("APP_ADDR", l.Addr().String())
}

func testSetenv(t *testing.T) {
	l, _ := net.Listen("tcp", "127.0.0.1:0")
	l.Close() // want "port of l is handed to .*Setenv"
	t.Setenv("APP_ADDR", l.Addr().String())
}

func file() error {
	l, _ := net.Listen("tcp", "127.0.0.1:0")
	l.Close() // want "port of l is handed to os.WriteFile"
	return os.WriteFile("app.conf", []byte("listen = "+l.Addr().String()), 0o600)
}

var conf = template.Must(template.New("conf").Parse("listen {{.Port}};"))

func templated() error {
	l, _ := net.Listen("tcp", "127.0.0.1:0")
	port := l.Addr().(*net.TCPAddr).Port
	l.Close() // want "port of l is handed to os.WriteFile"
	var text bytes.Buffer
	if err := conf.Execute(&text, struct{ Port int }{port}); err != nil {
		return err
	}
	return os.WriteFile("nginx.conf", text.Bytes(), 0o600)
}

type config struct {
	Name   string
	Listen string
}

func asJSON() error {
	l, _ := net.Listen("tcp", "127.0.0.1:0")
	l.Close() // want "port of l is handed to os.WriteFile"
	text, err := json.Marshal(config{Name: "app", Listen: l.Addr().String()})
	if err != nil {
		return err
	}
	return os.WriteFile("app.json", text, 0o600)
}

func asMap() error {
	l, _ := net.Listen("tcp", "127.0.0.1:0")
	l.Close() // want "port of l is handed to os.WriteFile"
	text, err := json.MarshalIndent(map[string]any{"listen": l.Addr().String()}, "", "  ")
	if err != nil {
		return err
	}
	return os.WriteFile("app.json", text, 0o600)
}

// The address comes through a channel; nothing makes the receiver wait for the close.
func channel() {
	addrs := make(chan string, 1)
	go func() {
		l, _ := net.Listen("tcp", "127.0.0.1:0")
		defer l.Close() // want "port of l is handed to"
		addrs <- l.Addr().String()
	}()
	http.ListenAndServe(<-addrs, nil)
}
