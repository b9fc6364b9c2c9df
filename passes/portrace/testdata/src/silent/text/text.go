// Package text writes the ports of open sockets into files, templates,
// environments and arguments.
package text

import (
	"bytes"
	"encoding/json"
	"fmt"
	"io"
	"net"
	"net/http"
	"net/http/httptest"
	"net/url"
	"os"
	"os/exec"
	"path/filepath"
	"strconv"
	"strings"
	"testing"
	"text/template"
)

func listen(t testing.TB) net.Listener {
	t.Helper()
	l, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { l.Close() })
	return l
}

var config = template.Must(template.New("config").Parse("upstream: {{.}}\n"))

// A client's configuration names a server that runs.
func executesTemplate(t *testing.T) {
	l := listen(t)
	go http.Serve(l, nil)
	f, err := os.Create(filepath.Join(t.TempDir(), "config.yaml"))
	if err != nil {
		t.Fatal(err)
	}
	defer f.Close()
	if err := config.Execute(f, l.Addr().String()); err != nil {
		t.Fatal(err)
	}
	exec.Command("client", "--config", f.Name()).Run()
}

// The same in memory first.
func buffers(t *testing.T) {
	l := listen(t)
	go http.Serve(l, nil)
	var b bytes.Buffer
	fmt.Fprintf(&b, "server=%s\n", l.Addr())
	name := filepath.Join(t.TempDir(), "rc")
	if err := os.WriteFile(name, b.Bytes(), 0o600); err != nil {
		t.Fatal(err)
	}
	exec.Command("client", "-f", name).Run()
}

// JSON for a client.
func encodes(t *testing.T) {
	l := listen(t)
	go http.Serve(l, nil)
	f, err := os.Create(filepath.Join(t.TempDir(), "config.json"))
	if err != nil {
		t.Fatal(err)
	}
	defer f.Close()
	json.NewEncoder(f).Encode(map[string]any{"port": l.Addr().(*net.TCPAddr).Port, "tls": false})
}

// Told to the child's standard input.
func stdin(t *testing.T) {
	l := listen(t)
	go http.Serve(l, nil)
	cmd := exec.Command("client")
	cmd.Stdin = strings.NewReader(l.Addr().String())
	cmd.Run()
}

// In the environment, while it is served.
func environment(t *testing.T) {
	l := listen(t)
	go http.Serve(l, nil)
	host, port, err := net.SplitHostPort(l.Addr().String())
	if err != nil {
		t.Fatal(err)
	}
	t.Setenv("DB_HOST", host)
	t.Setenv("DB_PORT", port)
	cmd := exec.Command("client")
	cmd.Env = append(cmd.Environ(), "HTTP_PROXY=http://"+l.Addr().String())
	cmd.Run()
}

// In arguments of all sorts.
func arguments(t *testing.T) {
	l := listen(t)
	go http.Serve(l, nil)
	u := url.URL{Scheme: "http", Host: l.Addr().String(), Path: "/healthz"}
	for _, args := range [][]string{
		{"curl", "-sf", u.String()},
		{"wget", "-O", "-", "http://" + l.Addr().String()},
		{"nc", "-z", "127.0.0.1", strconv.Itoa(l.Addr().(*net.TCPAddr).Port)},
		{"sh", "-c", fmt.Sprintf("curl http://%s | grep ok", l.Addr())},
	} {
		if err := exec.Command(args[0], args[1:]...).Run(); err != nil {
			t.Error(err)
		}
	}
}

// A handler tells its own server's address.
func tells(t *testing.T) {
	l := listen(t)
	mux := http.NewServeMux()
	mux.HandleFunc("/port", func(w http.ResponseWriter, _ *http.Request) {
		json.NewEncoder(w).Encode(struct{ Port int }{l.Addr().(*net.TCPAddr).Port})
	})
	mux.HandleFunc("/addr", func(w http.ResponseWriter, _ *http.Request) {
		io.WriteString(w, l.Addr().String())
	})
	go http.Serve(l, mux)
	http.Get("http://" + l.Addr().String() + "/port")
}

// A test server in use, closed at the end.
func testServer(t *testing.T) {
	srv := httptest.NewServer(http.NotFoundHandler())
	defer srv.Close()
	t.Setenv("API_URL", srv.URL)
	if err := os.WriteFile(filepath.Join(t.TempDir(), "url"), []byte(srv.URL), 0o600); err != nil {
		t.Fatal(err)
	}
	exec.Command("client", srv.URL, srv.Listener.Addr().String()).Run()
}

// A test server from a helper that closes it with the test.
func newAPI(t testing.TB) string {
	srv := httptest.NewServer(http.NotFoundHandler())
	t.Cleanup(srv.Close)
	return srv.URL
}

func usesAPI(t *testing.T) {
	t.Setenv("API_URL", newAPI(t))
	exec.Command("client", newAPI(t)).Run()
}

// A test server on a listener of one's own.
func testServerOn(t *testing.T) {
	srv := httptest.NewUnstartedServer(http.NotFoundHandler())
	srv.Listener.Close()
	srv.Listener = listen(t)
	srv.Start()
	defer srv.Close()
	exec.Command("client", srv.URL).Run()
}

// A file says where the server is; it goes away with the server.
func portFile() error {
	l, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		return err
	}
	defer l.Close()
	f, err := os.CreateTemp("", "port")
	if err != nil {
		return err
	}
	defer os.Remove(f.Name())
	fmt.Fprintln(f, l.Addr().(*net.TCPAddr).Port)
	if err := f.Close(); err != nil {
		return err
	}
	return http.Serve(l, nil)
}

// The flags of a client, put together piece by piece.
func flags(t *testing.T, verbose bool) {
	l := listen(t)
	go http.Serve(l, nil)
	args := []string{"--server=" + l.Addr().String()}
	if verbose {
		args = append(args, "-v")
	}
	var b strings.Builder
	for i, a := range args {
		if i > 0 {
			b.WriteByte(' ')
		}
		b.WriteString(strconv.Quote(a))
	}
	exec.Command("sh", "-c", "client "+b.String()).Run()
}
