// Package told tells other processes of addresses that they bind, or may bind: what
// tells it does not say that they connect.
package told

import (
	"bytes"
	"encoding/json"
	"fmt"
	"net"
	neturl "net/url"
	"os"
	"os/exec"
	"strconv"
	"strings"
	"text/template"
)

func listen() net.Listener {
	l, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		panic(err)
	}
	return l
}

func listenURL() {
	l := listen()
	l.Close() // want "port of l is handed to exec.Command"
	exec.Command("app", "--listen-url", "http://"+l.Addr().String()).Run()
}

func advertiseURL() {
	l := listen()
	l.Close() // want "port of l is handed to exec.Command"
	exec.Command("app", "--advertise-url=http://"+l.Addr().String()).Run()
}

func url(addr string) string { return "http://" + addr }

func listenOwnURL() {
	l := listen()
	l.Close() // want "port of l is handed to exec.Command"
	exec.Command("app", "--listen", url(l.Addr().String())).Run()
}

func network() {
	l := listen()
	l.Close() // want "port of l is handed to exec.Command"
	exec.Command("app", "-H", "tcp://"+l.Addr().String()).Run()
}

func addr() {
	l := listen()
	l.Close() // want "port of l is handed to exec.Command"
	exec.Command("app", "--addr", l.Addr().String()).Run()
}

func serverPort() {
	l := listen()
	l.Close() // want "port of l is handed to exec.Command"
	exec.Command("app", "--server.address="+l.Addr().String()).Run()
}

func afterUpstream() {
	l := listen()
	l.Close() // want "port of l is handed to exec.Command"
	exec.Command("app", "--upstream", "example.com:80", l.Addr().String()).Run()
}

func appended(args []string) {
	l := listen()
	l.Close() // want "port of l is handed to exec.Command"
	args = append(args, "--upstream", "example.com:80", "--http", l.Addr().String())
	exec.Command("app", args...).Run()
}

func variable() {
	l := listen()
	l.Close() // want "port of l is handed to Cmd.Run"
	cmd := exec.Command("app")
	cmd.Env = append(os.Environ(), "UPSTREAM=example.com:80", "ADDR="+l.Addr().String())
	cmd.Run()
}

func listenVariable() {
	l := listen()
	l.Close() // want "port of l is handed to Cmd.Run"
	cmd := exec.Command("dotnet", "run")
	cmd.Env = append(os.Environ(), "ASPNETCORE_URLS=http://"+l.Addr().String())
	cmd.Run()
}

type runner struct{ env []string }

func (r *runner) set(name, value string) *runner {
	r.env = append(r.env, name+"="+value)
	return r
}

func (r *runner) run() error {
	cmd := exec.Command("app")
	cmd.Env = append(os.Environ(), r.env...)
	return cmd.Run()
}

func setAddr() error {
	l := listen()
	l.Close() // want "port of l is handed to"
	return new(runner).set("UPSTREAM", "example.com:80").set("APP_ADDR", l.Addr().String()).run()
}

func pairs() error {
	l := listen()
	l.Close() // want "port of l is handed to Cmd.Run"
	cmd := exec.Command("app")
	for name, value := range map[string]string{"UPSTREAM": "example.com:80", "LISTEN_URL": url(l.Addr().String())} {
		cmd.Env = append(cmd.Env, name+"="+value)
	}
	return cmd.Run()
}

func networkURL() {
	l := listen()
	l.Close() // want "port of l is handed to exec.Command"
	u := &neturl.URL{Scheme: "tcp", Host: l.Addr().String()}
	exec.Command("app", "-H", u.String()).Run()
}

// The database itself.
func database() {
	l := listen()
	port := strconv.Itoa(l.Addr().(*net.TCPAddr).Port)
	l.Close() // want "port of l is handed to Cmd.Run"
	cmd := exec.Command("/usr/bin/postgres", "-D", "data")
	cmd.Env = append(os.Environ(), "PGPORT="+port)
	cmd.Run()
}

// What publishes the database.
func compose() {
	l := listen()
	l.Close() // want "port of l is handed to Cmd.Run"
	cmd := exec.Command("docker", "compose", "up", "-d")
	cmd.Env = append(os.Environ(), fmt.Sprintf("POSTGRES_PORT=%d", l.Addr().(*net.TCPAddr).Port))
	cmd.Run()
}

// Clients that listen.
func netcat() {
	l := listen()
	port := strconv.Itoa(l.Addr().(*net.TCPAddr).Port)
	l.Close() // want "port of l is handed to exec.Command"
	exec.Command("nc", "-lk", port).Run()
}

func tunnel() {
	l := listen()
	port := l.Addr().(*net.TCPAddr).Port
	l.Close() // want "port of l is handed to exec.Command"
	exec.Command("ssh", "-N", "-L", fmt.Sprintf("%d:localhost:80", port), "example.com").Run()
}

func line() {
	l := listen()
	port := l.Addr().(*net.TCPAddr).Port
	l.Close() // want "port of l is handed to exec.Command"
	exec.Command("sh", "-c", fmt.Sprintf("curl -s example.com && app -p %d", port)).Run()
}

func file() error {
	l := listen()
	l.Close() // want "port of l is handed to os.WriteFile"
	return os.WriteFile("a", []byte("listen: http://"+l.Addr().String()), 0o600)
}

func receiver() error {
	l := listen()
	l.Close() // want "port of l is handed to os.WriteFile"
	text := "receivers:\n  otlp:\n    protocols:\n      grpc:\n        endpoint: " + l.Addr().String()
	return os.WriteFile("a", []byte(text), 0o600)
}

func objects() error {
	l := listen()
	l.Close() // want "port of l is handed to os.WriteFile"
	return os.WriteFile("a", fmt.Appendf(nil, `{"upstream": {"addr": "example.com:80"}, "port": %d}`, l.Addr().(*net.TCPAddr).Port), 0o600)
}

var configuration = template.Must(template.New("app").Parse("upstream: {{.Up}}\naddr: {{.Addr}}\n"))

func templates() error {
	l := listen()
	l.Close() // want "port of l is handed to os.WriteFile"
	var out bytes.Buffer
	if err := configuration.Execute(&out, map[string]string{"Up": "example.com:80", "Addr": l.Addr().String()}); err != nil {
		return err
	}
	return os.WriteFile("a", out.Bytes(), 0o600)
}

func marshals() error {
	l := listen()
	l.Close() // want "port of l is handed to os.WriteFile"
	data, err := json.Marshal(struct{ Upstream, Addr string }{Addr: l.Addr().String()})
	if err != nil {
		return err
	}
	return os.WriteFile("a", data, 0o600)
}

func builds() error {
	l := listen()
	l.Close() // want "port of l is handed to os.WriteFile"
	var b strings.Builder
	b.WriteString("upstream: example.com:80\n")
	b.WriteString("addr: ")
	b.WriteString(l.Addr().String())
	return os.WriteFile("a", []byte(b.String()), 0o600)
}

// One address, told to a client, and to the server.
func both() {
	l := listen()
	l.Close() // want "port of l is handed to exec.Command"
	exec.Command("app", "--listen", l.Addr().String()).Start()
	exec.Command("app", "--server", l.Addr().String()).Run()
}

// A URL that the program takes apart and binds.
func binds() error {
	l := listen()
	base := url(l.Addr().String())
	l.Close() // want "port of l is handed to net.Listen"
	_, err := net.Listen("tcp", strings.TrimPrefix(base, "http://"))
	return err
}

// URLAndAddr returns the address as it is, too.
func URLAndAddr() (string, string) {
	l := listen()
	defer l.Close() // want "port of l is returned by URLAndAddr"
	return url(l.Addr().String()), l.Addr().String()
}

func NamedByFormat() error {
	l := listen()
	addr := l.Addr().String()
	l.Close() // want "port of l is handed to exec.Command"
	return exec.Command("app", fmt.Sprintf("%s=%s", "--listen", addr)).Run()
}

func LookedUp() error {
	mysqld, err := exec.LookPath("mysqld")
	if err != nil {
		return err
	}
	l := listen()
	addr := l.Addr().String()
	l.Close() // want "port of l is handed to exec.Command"
	return exec.Command(mysqld, "--bind-address", addr).Run()
}

// The site of a Caddyfile is a URL that a server listens at.
func caddyfile() error {
	l, _ := net.Listen("tcp", "127.0.0.1:0")
	l.Close() // want "port of l is handed to os.WriteFile"
	return os.WriteFile("Caddyfile", fmt.Appendf(nil, "http://localhost:%d {\n\trespond ok\n}\n", l.Addr().(*net.TCPAddr).Port), 0o600)
}

func caddyfileOfURL() error {
	l, _ := net.Listen("tcp", "127.0.0.1:0")
	l.Close() // want "port of l is handed to os.WriteFile"
	site := "http://" + l.Addr().String()
	return os.WriteFile("Caddyfile", []byte(fmt.Sprintf("{\n\tadmin off\n}\n%s {\n\trespond ok\n}\n", site)), 0o600)
}
