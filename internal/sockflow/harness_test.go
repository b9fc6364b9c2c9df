package sockflow

import (
	"go/ast"
	"go/importer"
	"go/parser"
	"go/token"
	"go/types"
	"os"
	"path/filepath"
	"slices"
	"testing"

	"golang.org/x/tools/go/analysis"
	"golang.org/x/tools/go/ssa"

	"github.com/sockvet/sockvet/internal/bodies"
	"github.com/sockvet/sockvet/internal/sockflow/summary"
)

// readTestdata returns the source of a package of testdata, which has one file.
func readTestdata(t *testing.T, name string) string {
	t.Helper()
	src, err := os.ReadFile(filepath.Join("testdata", "src", name, name+".go"))
	if err != nil {
		t.Fatal(err)
	}
	return string(src)
}

// A facts map holds what a pass exports, by the names of the functions.
type facts map[string]string

// newPass returns a pass over the package that src is the only file of, and
// what the pass will export. Type errors are passed over. Facts about objects of other
// packages fail the test: drivers panic.
func newPass(t *testing.T, src string) (*analysis.Pass, facts) {
	t.Helper()
	fset := token.NewFileSet()
	file, err := parser.ParseFile(fset, "x.go", src, parser.ParseComments|parser.SkipObjectResolution)
	if err != nil {
		t.Fatal(err)
	}
	info := bodies.NewInfo()
	config := types.Config{Importer: importer.ForCompiler(fset, "gc", nil), Error: func(error) {}}
	pkg, _ := config.Check("x", fset, []*ast.File{file}, info)
	exported := facts{}
	return &analysis.Pass{
		Analyzer:  Analyzer,
		Fset:      fset,
		Files:     []*ast.File{file},
		Pkg:       pkg,
		TypesInfo: info,
		ReadFile:  func(string) ([]byte, error) { return []byte(src), nil },
		ExportObjectFact: func(obj types.Object, fact analysis.Fact) {
			if obj.Pkg() != pkg {
				t.Errorf("fact about %v, which is in another package", obj)
			}
			exported[obj.Name()] = fact.(*summary.Fact).Text
		},
		ImportObjectFact: func(types.Object, analysis.Fact) bool { return false },
		AllObjectFacts:   func() []analysis.ObjectFact { return nil },
	}, exported
}

// analyzed returns an analyzer that has summarized all functions of the package
// that src is the only file of.
func analyzed(t *testing.T, src string) *analyzer {
	t.Helper()
	pass, _ := newPass(t, src)
	a := newAnalyzer(pass, nil)
	for _, fn := range a.Funcs {
		a.summarize(fn)
	}
	return a
}

// marks calls f for each call of one of the named functions, which mark what a
// test expects where they are called.
func marks(a *analyzer, fn *ssa.Function, names []string, f func(name string, call *ssa.Call)) {
	for _, block := range fn.Blocks {
		for _, instr := range block.Instrs {
			call, ok := instr.(*ssa.Call)
			if !ok {
				continue
			}
			if callee := call.Call.StaticCallee(); callee != nil && slices.Contains(names, callee.Name()) && callee.Pkg == a.SSA {
				f(callee.Name(), call)
			}
		}
	}
}
