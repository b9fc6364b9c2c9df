// Package told tells other processes of addresses where nobody listens. What tells it
// says that they connect to them.
package told

import (
	"bytes"
	"encoding/json"
	"fmt"
	"io"
	"net"
	"net/url"
	"os"
	"os/exec"
	"strconv"
	"strings"
	"testing"
	"text/template"
)

func dead(t testing.TB) string {
	t.Helper()
	l, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		t.Fatal(err)
	}
	defer l.Close()
	return l.Addr().String()
}

func deadPort(t testing.TB) int {
	t.Helper()
	l, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		t.Fatal(err)
	}
	defer l.Close()
	return l.Addr().(*net.TCPAddr).Port
}

// URLs are for clients, of whatever scheme, and in whatever form they are put together.

func deadURL(t testing.TB) string { return "http://" + dead(t) }

func deadBroker(t testing.TB) string { return fmt.Sprintf("amqp://guest:guest@localhost:%d/", deadPort(t)) }

// DeadURL is for other packages.
func DeadURL(t testing.TB) string {
	t.Helper()
	l, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		t.Fatal(err)
	}
	defer l.Close()
	return "http://" + l.Addr().String()
}

func withScheme(scheme, addr string) string { return scheme + "://" + addr }

func database(addr string) string { return "postgres://u:p@" + addr + "/db?sslmode=disable" }

func urls(t *testing.T) {
	exec.Command("app", "--api", deadURL(t)).Run()
	exec.Command("app", deadBroker(t)).Run()
	exec.Command("app", "-v", database(dead(t))).Run()
	exec.Command("app", "-c", "redis://:secret@"+dead(t)+"/0").Run()
	exec.Command("app", "-c", "mongodb://"+dead(t)).Run()
	exec.Command("app", "-c", fmt.Sprintf("nats://%s", dead(t))).Run()
	exec.Command("app", "-c", string(fmt.Appendf(nil, "mysql://%s/db", dead(t)))).Run()
	exec.Command("app", "-c", "root:pw@tcp("+dead(t)+")/db").Run()
	exec.Command("app", "-c", fmt.Sprintf("host=localhost port=%d user=u dbname=d", deadPort(t))).Run()
	exec.Command("app", "-c", withScheme("http", dead(t))).Run()
	exec.Command("app", "-c", fmt.Sprintf("%s://%s/x", os.Args[0], dead(t))).Run()
	u := &url.URL{Scheme: "kafka", Host: dead(t)}
	exec.Command("app", "-c", u.String()).Run()
	u = &url.URL{Scheme: "http"}
	u.Host = dead(t)
	exec.Command("app", "-c", u.JoinPath("v1").String()).Run()
	exec.Command("app", "-c", fmt.Sprint(u)).Run()
	exec.Command("app", "dns:///"+dead(t)).Run()
	exec.Command("app", "-c", (&url.URL{Scheme: "https", Host: dead(t), Path: "/v1"}).String()).Run()
	var b strings.Builder
	b.WriteString("ws://")
	b.WriteString(dead(t))
	exec.Command("app", "-c", b.String()).Run()
	exec.Command("app", "-c", strings.ReplaceAll("http://ADDR/x", "ADDR", dead(t))).Run()
	exec.Command("app", "-c", strings.Join([]string{"http://", dead(t)}, "")).Run()
}

// Variables whose names say that they are for clients.

func variables(t *testing.T) {
	cmd := exec.Command("app")
	cmd.Env = append(os.Environ(), "REDIS_ADDR="+dead(t), "UPSTREAM="+dead(t), fmt.Sprintf("DB_HOST=localhost:%d", deadPort(t)))
	cmd.Env = append(cmd.Env, "DB_PORT="+strconv.Itoa(deadPort(t)))
	cmd.Env = append(cmd.Env, fmt.Sprintf("%s=%s", "FOO", deadURL(t)))
	cmd.Env = append(cmd.Env, "API_ENDPOINT="+dead(t), "SEARCH_URI="+dead(t), "VAULT_ADDR="+deadURL(t), "HTTP_PROXY="+dead(t))
	if err := cmd.Start(); err != nil {
		t.Fatal(err)
	}
	cmd.Wait()
}

func ownEnvironment(t *testing.T) {
	t.Setenv("BROKER_ADDR", dead(t))
	t.Setenv("DATABASE_URL", database(dead(t)))
	os.Setenv("SITE", deadURL(t))
	exec.Command("app").Run()
}

func setRedis(t *testing.T, addr string) { t.Setenv("REDIS_ADDR", addr) }

func ownHelper(t *testing.T) {
	setRedis(t, dead(t))
	exec.Command("app").Run()
}

// A name beside the value: a key, or an argument.

type runner struct{ env []string }

func (r *runner) set(name, value string) *runner {
	r.env = append(r.env, name+"="+value)
	return r
}

func (r *runner) run(args ...string) error {
	cmd := exec.Command("app", args...)
	cmd.Env = append(os.Environ(), r.env...)
	return cmd.Run()
}

func pairs(t *testing.T) {
	new(runner).set("REDIS_ADDR", dead(t)).run()
	cmd := exec.Command("app")
	for name, value := range map[string]string{"DATABASE_URL": dead(t), "PORT": "0"} {
		cmd.Env = append(cmd.Env, name+"="+value)
	}
	cmd.Run()
	data, _ := json.Marshal(map[string]any{"listen": ":0", "upstream": map[string]any{"port": deadPort(t)}})
	os.WriteFile("pairs", data, 0o600)
}

// Flags whose names say so.

func flags(t *testing.T) {
	exec.Command("app", "--server", dead(t)).Run()
	exec.Command("app", "-server="+dead(t)).Run()
	exec.Command("app", "--broker-addr", dead(t), "--db-port", strconv.Itoa(deadPort(t))).Run()
	exec.Command("app", "--endpoint", fmt.Sprintf("localhost:%d", deadPort(t))).Run()
	exec.Command("app", fmt.Sprintf("--backend=127.0.0.1:%d", deadPort(t))).Run()
	exec.Command("app", "--join", dead(t)).Run()
	args := []string{"--listen", "127.0.0.1:0"}
	args = append(args, "--target", dead(t))
	exec.Command("app", args...).Run()
	run(t, "app", "--upstream", dead(t))
	runLine(t, "app --upstream "+dead(t))
}

func run(t *testing.T, name string, args ...string) {
	if err := exec.Command(name, args...).Run(); err == nil {
		t.Error("somebody answers")
	}
}

func runLine(t *testing.T, line string) { run(t, "sh", "-c", line) }

// Programs that are clients.

func programs(t *testing.T) {
	port := strconv.Itoa(deadPort(t))
	exec.Command("redis-cli", "-p", port).Run()
	exec.Command("psql", "-h", "localhost", "-p", port).Run()
	exec.Command("timeout", "5", "curl", dead(t)).Run()
	exec.Command("nc", "-z", "localhost", port).Run()
	exec.Command("ssh", "-p", port, "localhost").Run()
	exec.Command("kubectl", "--server", dead(t), "get", "pods").Run()
	exec.Command("sh", "-c", "curl -sf "+dead(t)).Run()
	exec.Command("bash", "-c", fmt.Sprintf("sleep 1; redis-cli -p %d ping", deadPort(t))).Run()
	cmd := exec.Command("psql")
	cmd.Env = append(os.Environ(), "PGPORT="+port)
	cmd.Run()
}

// Files: the keys say it.

var configuration = template.Must(template.New("app").Parse("listen: 127.0.0.1:0\nupstream:\n  addr: {{.Addr}}\n"))

type settings struct {
	Listen   string
	Upstream struct{ Addr string }
	Database string `json:"db"`
}

func files(t *testing.T) {
	os.WriteFile("a", []byte("endpoint: "+dead(t)), 0o600)
	os.WriteFile("b", fmt.Appendf(nil, "redis:\n  addr: %s\n", dead(t)), 0o600)
	os.WriteFile("c", []byte(fmt.Sprintf(`{"listen": "127.0.0.1:0", "upstreams": [{"addr": %q}]}`, dead(t))), 0o600)
	os.WriteFile("d", []byte("upstream app {\n  server "+dead(t)+";\n}\n"), 0o600)
	os.WriteFile("e", []byte("[upstream]\naddr = \""+dead(t)+"\"\n"), 0o600)
	var out bytes.Buffer
	if err := configuration.Execute(&out, map[string]string{"Addr": dead(t)}); err != nil {
		t.Fatal(err)
	}
	os.WriteFile("f", out.Bytes(), 0o600)
	var s settings
	s.Upstream.Addr = dead(t)
	s.Database = dead(t)
	data, _ := json.Marshal(s)
	os.WriteFile("g", data, 0o600)
	f, err := os.Create("h")
	if err != nil {
		t.Fatal(err)
	}
	defer f.Close()
	fmt.Fprintf(f, "upstream: %s\n", dead(t))
	io.WriteString(f, "broker: ")
	io.WriteString(f, dead(t))
	f.WriteString("url: " + deadURL(t))
	f.WriteString("upstream: ")
	f.WriteString(dead(t))
}

type fixture struct{ url string }

func (f *fixture) setUp(t *testing.T) { f.url = deadURL(t) }

func (f *fixture) run() { exec.Command("app", "get", f.url).Run() }

func TestNamedByFormat(t *testing.T) {
	cmd := exec.Command("app")
	cmd.Env = []string{fmt.Sprintf("%s=%s", "UPSTREAM_ADDR", dead(t))}
	cmd.Run()
	exec.Command("app", fmt.Sprintf("--%s=%s:%d", "upstream-url", "localhost", deadPort(t))).Run()
}

func TestLookedUp(t *testing.T) {
	mysql, err := exec.LookPath("mysql")
	if err != nil {
		t.Skip(err)
	}
	exec.Command(mysql, "-P", fmt.Sprint(deadPort(t))).Run()
}

// A Caddyfile whose server is told where nobody listens.
func upstreamOfSite() error {
	l, _ := net.Listen("tcp", "127.0.0.1:0")
	l.Close()
	text := fmt.Sprintf("http://localhost:8080 {\n\treverse_proxy http://localhost:%d {\n\t}\n}\n", l.Addr().(*net.TCPAddr).Port)
	return os.WriteFile("Caddyfile", []byte(text), 0o600)
}

func urlAlone() error {
	l, _ := net.Listen("tcp", "127.0.0.1:0")
	l.Close()
	return os.WriteFile("urls", fmt.Appendf(nil, "http://localhost:%d\n", l.Addr().(*net.TCPAddr).Port), 0o600)
}
