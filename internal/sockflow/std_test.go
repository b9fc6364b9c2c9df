package sockflow

import (
	"go/ast"
	"go/parser"
	"go/token"
	"go/types"
	"os/exec"
	"slices"
	"strings"
	"testing"

	"golang.org/x/tools/go/analysis"
)

func TestStdRoots(t *testing.T) {
	out, err := exec.Command("go", "list", "std", "cmd").Output()
	if err != nil {
		t.Fatal(err)
	}
	for pkg := range strings.FieldsSeq(string(out)) {
		if first, _, _ := strings.Cut(pkg, "/"); !slices.Contains(stdRoots, first) {
			t.Errorf("%q is not in stdRoots", first)
		}
	}
}

func TestStandard(t *testing.T) {
	tests := []struct {
		path, module string
		files        []string
		want         bool
	}{
		{"net/http", "", []string{"/usr/local/go/src/net/http/server.go"}, true},
		{"net", "", []string{"/home/me/.cache/go-build/ab/_cgo_gotypes.go", "/opt/go/src/net/dial.go"}, true},
		{"vendor/golang.org/x/net/idna", "", []string{"/usr/local/go/src/vendor/golang.org/x/net/idna/go118.go"}, true},
		{"net/http", "std", []string{"/home/me/goroot/src/net/http/server.go"}, true},
		{"cmd/go", "cmd", []string{"/home/me/goroot/src/cmd/go/main.go"}, true},
		{"net/http", "net", []string{"/home/me/src/net/http/server.go"}, false},
		{"net/http", "", []string{"/home/me/net/http/server.go"}, false},
		{"github.com/me/net", "github.com/me/net", []string{"/home/me/src/github.com/me/net/net.go"}, false},
		{"a", "", []string{"/home/me/testdata/src/a/a.go"}, false},
		{"net", "", nil, false},
	}
	for _, test := range tests {
		fset := token.NewFileSet()
		var files []*ast.File
		for _, name := range test.files {
			file, err := parser.ParseFile(fset, name, "package p", 0)
			if err != nil {
				t.Fatal(err)
			}
			files = append(files, file)
		}
		pass := &analysis.Pass{
			Fset: fset, Files: files, Pkg: types.NewPackage(test.path, "p"),
			Module: &analysis.Module{Path: test.module},
		}
		if got := standard(pass); got != test.want {
			t.Errorf("standard(%s of module %q in %q) = %v", test.path, test.module, test.files, got)
		}
	}
}
