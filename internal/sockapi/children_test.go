package sockapi_test

import (
	"os"
	"slices"
	"strings"
	"testing"

	"github.com/sockvet/sockvet/internal/sockapi"
)

func TestLookupChild(t *testing.T) {
	for _, test := range []struct {
		program string
		args    []string
		want    string // one of the options of the row, or "" for no row
	}{
		{"redis-server", nil, "--port 0 --unixsocket PATH"},
		{"/usr/local/bin/valkey-server", nil, "--port 0 --unixsocket PATH"},
		{`C:\pg\bin\postgres.exe`, nil, "-c listen_addresses= -c unix_socket_directories=DIR"},
		{"kubectl", []string{"port-forward", "svc/web"}, ":80, not PORT:80"},
		{"kubectl", []string{"proxy"}, "--unix-socket=PATH"},
		{"docker", []string{"run", "--rm", "-p"}, "-p 80, not -p PORT:80"},
		{"docker", []string{"run", "--publish=%d:80"}, "-p 80, not -p PORT:80"},
		{"podman", []string{"create", "-p%d:80"}, "-p 80, not -p PORT:80"},
		{"node", []string{"--inspect=%d", "app.js"}, "--inspect=127.0.0.1:0"},
		{"node", []string{"app.js"}, "server.listen({fd: N})"},
		{"vault", []string{"server", "-config", "x.hcl"}, `listener "unix" { address = "PATH" }`},
		{"python3", []string{"-m", "http.server"}, "-u -m http.server 0"},

		{"", nil, ""},
		{"server", nil, ""},
		{"redis-server-exporter", nil, ""},
		{"redis-cli", nil, ""},
		{"kubectl", []string{"get", "pods"}, ""},
		{"kubectl", []string{"port-forwards"}, ""},
		{"docker", []string{"run", "-e"}, ""},
		{"docker", []string{"run", "--privileged"}, ""},
		{"docker", []string{"port", "-p"}, ""},
		{"docker", nil, ""},
		{"ssh", []string{"-D"}, ""},
		{"vault", []string{"server", "-dev"}, ""},
		{"python3", []string{"app.py"}, ""},
	} {
		child := sockapi.LookupChild(test.program, test.args)
		if child == nil {
			child = &sockapi.Child{}
		}
		if test.want == "" && child.Programs != nil {
			t.Errorf("LookupChild(%q, %q) = %v, want none", test.program, test.args, child.Programs)
		}
		if !slices.Contains([]string{child.Unix, child.Zero, child.Fd}, test.want) {
			t.Errorf("LookupChild(%q, %q) = %+v, want one with %q", test.program, test.args, child, test.want)
		}
	}
}

// A client is no child that could do without a port, and a row that says nothing
// is of no use.
func TestChildren(t *testing.T) {
	for _, c := range sockapi.Children() {
		if len(c.Programs) == 0 || c.Unix == "" && c.Fd == "" && c.Zero == "" {
			t.Errorf("the row of %q says nothing", c.Programs)
		}
		if (c.Zero == "") != (c.Tells == "") {
			t.Errorf("%q: Zero is %q, and Tells %q", c.Programs, c.Zero, c.Tells)
		}
		if c.Abstract != "" && c.Unix == "" {
			t.Errorf("%q: an abstract socket, and no Unix socket", c.Programs)
		}
		for _, name := range c.Programs {
			if sockapi.IsClient(name, nil) {
				t.Errorf("%s is a client as well", name)
			}
		}
	}
}

// The documentation has the same table.
func TestChildrenAreDocumented(t *testing.T) {
	page, err := os.ReadFile("../../docs/portrace.md")
	if err != nil {
		t.Fatal(err)
	}
	lines := strings.Split(string(page), "\n")
	for _, c := range sockapi.Children() {
		if line := documented(c); !slices.Contains(lines, line) {
			t.Errorf("docs/portrace.md does not have the line\n%s", line)
		}
	}
}

// documented returns the row of the table in the documentation.
func documented(c sockapi.Child) string {
	name := c.Name
	if name == "" {
		name = strings.Join(c.Programs, ", ")
	}
	zero := code(c.Zero)
	if zero != "" {
		zero += ", " + c.Tells
	}
	unix := code(c.Unix)
	if c.Abstract != "" {
		unix += "; abstract: " + code(c.Abstract)
	}
	line := "|"
	for _, cell := range []string{name, unix, code(c.Fd), zero} {
		line += strings.TrimRight(" "+cell, " ") + " |"
	}
	return line
}

func code(text string) string {
	if text == "" {
		return ""
	}
	return "`" + text + "`"
}
