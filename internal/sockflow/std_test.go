package sockflow

import (
	"go/ast"
	"go/token"
	"go/types"
	"os/exec"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"golang.org/x/tools/go/analysis"
)

// TestStandard asks about all packages of this Go distribution, and about others that
// are named like them, or are in such a folder.
func TestStandard(t *testing.T) {
	out, err := exec.Command("go", "list", "-f", "{{.ImportPath}} {{.Dir}}", "std", "cmd").Output()
	if err != nil {
		t.Fatal(err)
	}
	if !slices.Contains(strings.Fields(string(out)), "vendor/golang.org/x/net/idna") {
		t.Error("go list std cmd lists no vendored package")
	}
	cache, elsewhere := t.TempDir(), t.TempDir()
	for line := range strings.Lines(string(out)) {
		pkg, dir, _ := strings.Cut(strings.TrimSpace(line), " ")
		for _, test := range []struct {
			module string
			dirs   []string
			want   bool
		}{
			{"", []string{dir}, true},
			{"std", []string{dir}, true},
			{"cmd", []string{dir}, true},
			{"", []string{cache, dir}, true}, // a file that cgo made
			{"example.com/mine", []string{dir}, false},
			{"", []string{filepath.Join(elsewhere, "src", pkg)}, false},
			{"", []string{filepath.Join(dir, "testdata/src", pkg)}, false},
			{"", []string{filepath.Join(elsewhere, pkg)}, false},
			{"", []string{cache}, false},
			{"", nil, false},
		} {
			if got := standard(passIn(pkg, test.module, test.dirs)); got != test.want {
				t.Errorf("standard(%s of module %q in %q) = %v", pkg, test.module, test.dirs, got)
			}
		}
	}
}

// passIn returns a pass on a package with a file in each of dirs.
func passIn(pkg, module string, dirs []string) *analysis.Pass {
	pass := &analysis.Pass{
		Fset:   token.NewFileSet(),
		Pkg:    types.NewPackage(pkg, "p"),
		Module: &analysis.Module{Path: module},
	}
	for _, dir := range dirs {
		file := pass.Fset.AddFile(filepath.Join(dir, "p.go"), -1, 0)
		pass.Files = append(pass.Files, &ast.File{FileStart: token.Pos(file.Base())})
	}
	return pass
}
