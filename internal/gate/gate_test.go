package gate_test

import (
	"errors"
	"fmt"
	"go/ast"
	"go/parser"
	"go/token"
	"path/filepath"
	"strings"
	"testing"

	"github.com/sockvet/sockvet/internal/gate"
)

func TestMatters(t *testing.T) {
	tests := []struct {
		name    string
		imports []string
		facts   []string
		text    string
		want    bool
	}{
		{"empty", nil, nil, ``, false},
		{"listens", []string{"net"}, nil, `l, err := net.Listen("tcp", "")`, true},
		{"imports net, binds nothing", []string{"net"}, nil, `net.JoinHostPort(host, port)`, false},
		{"another package's Listen", []string{"example.com/net"}, nil, `net.ListenTCP("tcp", nil)`, false},
		{"renamed import", []string{"net"}, nil, "import n \"net\"\nvar _, _ = n.ListenTCP(`tcp`, nil)", true},
		{"renamed and not", []string{"net"}, nil, "import (n \"net\"; \"net\")\nvar _, _ = net.ListenTCP(`tcp`, nil)", true},
		{"another's function, name of its own", []string{"net"}, nil, "import n \"net\"\nvar _, _ = net.ListenTCP(`tcp`, nil)", false},
		{"imported in another file", []string{"net"}, nil, "import \"fmt\"\nvar _, _ = net.ListenTCP(`tcp`, nil)", false},
		{"no imports to be read", []string{"net"}, nil, "import net\nvar _, _ = net.ListenTCP(`tcp`, nil)", true},
		{"method with a function's name", []string{"os"}, nil, `stack.Remove("x")`, false},
		{"method with a function's name, called on a result", []string{"os"}, nil, `stack().Remove("x")`, true},
		{"dials", []string{"net"}, nil, `var d net.Dialer; d.DialContext(ctx, "tcp", addr); conn.LocalAddr()`, false},
		{"dials from", []string{"net"}, nil, `d := net.Dialer{LocalAddr: addr}`, true},
		{"dials from, set later", nil, nil, `pkg.Dialer.LocalAddr = addr`, true},
		{"opens a root", []string{"os"}, nil, `r, err := os.OpenRoot("x")`, true},
		{"gets a root", []string{"os"}, nil, `func clean(r *os.Root) { r.RemoveAll("x") }`, true},
		{"function on its own line", []string{"os"}, nil, "os.\n\t\tRemove(`x`)", true},
		{"version in the path", []string{"github.com/gofiber/fiber/v3"}, nil, `fiber.NewListener(x); app.Listen(":0")`, true},
		{"package whose name is not known", []string{"github.com/testcontainers/testcontainers-go"}, nil, `testcontainers.Run(ctx, image, opts)`, true},
		{"dot import", []string{"net"}, nil, "import . \"net\"\nvar _, _ = ListenUDP(``, nil)", true},
		{"dot import in a list", []string{"net"}, nil, "import (\n\t. \"net\"\n)\nvar _, _ = ListenUDP(``, nil)", true},
		{"dot import on one line", []string{"net"}, nil, "import(fmt`fmt`;.`net`)\nvar _, _ = ListenUDP(``, nil)", true},
		{"own function", []string{"net"}, nil, `x := ListenUDP("udp", nil)`, false},
		{"own method", []string{"net"}, nil, `func (s *server) Listen() {}`, false},
		{"comment", []string{"net"}, nil, `// Listen is not called.`, false},
		{"starts a process", []string{"os/exec"}, nil, `exec.Command("etcd").Run()`, true},
		{"sets the environment", []string{"os"}, nil, `os.Setenv("PORT", port)`, true},
		{"makes a directory", []string{"os"}, nil, `os.MkdirTemp("", "x")`, true},
		{"removes a directory", []string{"os"}, nil, `os.RemoveAll(dir)`, true},
		{"asks the environment", []string{"os"}, nil, `os.Getenv("HOME")`, true},
		{"makes a directory that stays", []string{"os"}, nil, `os.MkdirAll(dir, 0o700)`, false},
		{"writes a file", []string{"os"}, nil, `os.WriteFile(name, data, 0o600)`, true},
		{"method, without the import", nil, nil, `s.http.ListenAndServe()`, true},
		{"method value", nil, nil, "f := s.config.Listen\nf()", true},
		{"on its own line", nil, nil, "s.config. // a comment\n\t\tListen()", true},
		{"after a comment", nil, nil, "s.config./* why? */Listen()", true},
		{"part of a word", []string{"net"}, nil, `net.ListenTCPs() + aListenTCP()`, false},
		{"last word", []string{"net"}, nil, `var _ = net.ListenTCP`, true},
		{"comment for sockvet", nil, nil, `//sockvet:ignored portrace`, true},
		{"misspelt", nil, nil, `// Sockvet ignore`, true},
		{"name of a fact", nil, []string{"GetFreePort"}, `freeport.GetFreePort()`, true},
		{"name of no fact", nil, []string{"GetFreePort"}, `freeport.GetFreePorts(2)`, false},
		{"fact without a name", nil, []string{""}, ``, true},
		{"name outside ASCII", nil, []string{"Порт"}, `свободный.Порт()`, true},
		{"part of a name outside ASCII", nil, []string{"Порт"}, `свободный.ПортA()`, false},
	}
	for _, test := range tests {
		t.Run(test.name, func(t *testing.T) {
			p := gate.Package{Imports: test.imports, Files: []string{"a.go", "b.go"}, FactNames: test.facts,
				ReadFile: func(name string) ([]byte, error) {
					if name == "b.go" {
						return []byte("package p\n" + importing(test.imports, test.text)), nil
					}
					return []byte("package p\n"), nil
				}}
			if got := p.Matters(); got != test.want {
				t.Errorf("Matters() = %v, want %v", got, test.want)
			}
		})
	}
}

// importing returns text with imports, where it has none.
func importing(paths []string, text string) string {
	if strings.Contains(text, "import") {
		return text
	}
	head := ""
	for _, path := range paths {
		head += fmt.Sprintf("import %q\n", path)
	}
	return head + text
}

func TestUnreadableFileMatters(t *testing.T) {
	p := gate.Package{Files: []string{"a.go"}, ReadFile: func(string) ([]byte, error) {
		return nil, errors.New("no such file")
	}}
	if !p.Matters() {
		t.Error("Matters() = false for a file that can't be read")
	}
}

func TestReadsNoMoreThanNeeded(t *testing.T) {
	var read []string
	p := gate.Package{Imports: []string{"net"}, Files: []string{"a.go", "b.go"},
		ReadFile: func(name string) ([]byte, error) {
			read = append(read, name)
			return []byte("package p; import \"net\"; var _, _ = net.Listen(``, ``)"), nil
		}}
	if !p.Matters() || len(read) != 1 {
		t.Errorf("read %v, want a.go only", read)
	}
}

// TestFindsSelectors checks the scanner against the parser: whatever a file
// selects is found in its text.
func TestFindsSelectors(t *testing.T) {
	files, err := filepath.Glob("*.go")
	if err != nil || len(files) < 4 {
		t.Fatal(files, err)
	}
	for _, name := range files {
		file, err := parser.ParseFile(token.NewFileSet(), name, nil, 0)
		if err != nil {
			t.Fatal(err)
		}
		for n := range ast.Preorder(file) {
			if sel, ok := n.(*ast.SelectorExpr); ok {
				p := gate.Package{Files: []string{name}, FactNames: []string{sel.Sel.Name}}
				if !p.Matters() {
					t.Errorf("%s: %s not found", name, sel.Sel.Name)
				}
			}
		}
	}
}
