package gate_test

import (
	"errors"
	"go/ast"
	"go/parser"
	"go/token"
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
		{"renamed import", []string{"net"}, nil, `n.ListenTCP("tcp", nil)`, true},
		{"dot import", []string{"net"}, nil, `ListenUDP("udp", nil)`, true},
		{"starts a process", []string{"os/exec"}, nil, `exec.Command("etcd").Run()`, true},
		{"sets the environment", []string{"os"}, nil, `os.Setenv("PORT", port)`, true},
		{"writes a file", []string{"os"}, nil, `os.WriteFile(name, data, 0o600)`, true},
		{"method, without the import", nil, nil, `s.http.ListenAndServe()`, true},
		{"method value", nil, nil, "f := s.config.Listen\nf()", true},
		{"part of a word", []string{"net"}, nil, `net.ListenTCPs() + aListenTCP()`, false},
		{"first and last word", []string{"net"}, nil, `ListenTCP`, true},
		{"name of a fact", nil, []string{"GetFreePort"}, `freeport.GetFreePort()`, true},
		{"name of no fact", nil, []string{"GetFreePort"}, `freeport.GetFreePorts(2)`, false},
		{"name outside ASCII", nil, []string{"Порт"}, `свободный.Порт()`, true},
		{"part of a name outside ASCII", nil, []string{"Порт"}, `свободный.ПортA()`, false},
	}
	for _, test := range tests {
		t.Run(test.name, func(t *testing.T) {
			p := gate.Package{Imports: test.imports, Files: []string{"a.go", "b.go"}, FactNames: test.facts,
				ReadFile: func(name string) ([]byte, error) {
					if name == "b.go" {
						return []byte("package p\n" + test.text), nil
					}
					return []byte("package p\n"), nil
				}}
			if got := p.Matters(); got != test.want {
				t.Errorf("Matters() = %v, want %v", got, test.want)
			}
		})
	}
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

// TestWordsAreIdentifiers checks the scanner against the parser: each
// identifier of a file is found in its text.
func TestWordsAreIdentifiers(t *testing.T) {
	for _, name := range []string{"gate.go", "words.go", "triggers.go", "gate_test.go"} {
		file, err := parser.ParseFile(token.NewFileSet(), name, nil, 0)
		if err != nil {
			t.Fatal(err)
		}
		ast.Inspect(file, func(n ast.Node) bool {
			if id, ok := n.(*ast.Ident); ok {
				p := gate.Package{Files: []string{name}, FactNames: []string{id.Name}}
				if !p.Matters() {
					t.Errorf("%s: %s not found", name, id.Name)
				}
			}
			return true
		})
	}
}
