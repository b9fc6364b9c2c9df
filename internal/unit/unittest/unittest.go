// Package unittest has what the tests of both drivers share: suites of simple
// analyzers, and modules to run them on.
package unittest

import (
	"go/ast"
	"go/types"
	"os"
	"path/filepath"
	"reflect"
	"testing"

	"golang.org/x/tools/go/analysis"
	"golang.org/x/tools/go/types/typeutil"
	"golang.org/x/tools/txtar"

	"github.com/sockvet/sockvet/internal/unit"
)

// Suite returns a suite that reports calls of functions of other packages that
// listen.
func Suite() unit.Suite {
	return unit.Suite{
		Analyzers: []*analysis.Analyzer{Listening},
		Trigger: func(fact analysis.Fact) (string, bool) {
			listens, ok := fact.(*Listens)
			return listens.Name, ok
		},
	}
}

// Listens is a fact on functions that call net.Listen, or a function that does.
type Listens struct{ Name string }

// AFact marks Listens as a fact.
func (*Listens) AFact() {}

func (*Listens) String() string { return "listens" }

// calls makes the facts; its result is the calls to report.
var calls = &analysis.Analyzer{
	Name:       "listencalls",
	Doc:        "find calls of functions that listen",
	Run:        findCalls,
	FactTypes:  []analysis.Fact{(*Listens)(nil)},
	ResultType: reflect.TypeFor[[]*ast.CallExpr](),
}

// Listening is the analyzer of the suite.
var Listening = &analysis.Analyzer{
	Name:     "listening",
	Doc:      "report calls of functions that listen",
	Run:      reportCalls,
	Requires: []*analysis.Analyzer{calls},
}

func findCalls(pass *analysis.Pass) (any, error) {
	var found []*ast.CallExpr
	for _, file := range pass.Files {
		for _, decl := range file.Decls {
			fn, ok := decl.(*ast.FuncDecl)
			if !ok {
				continue
			}
			for n := range ast.Preorder(fn) {
				if call, ok := n.(*ast.CallExpr); ok && listens(pass, call) {
					pass.ExportObjectFact(pass.TypesInfo.Defs[fn.Name], &Listens{fn.Name.Name})
					found = append(found, call)
				}
			}
		}
	}
	return found, nil
}

func listens(pass *analysis.Pass, call *ast.CallExpr) bool {
	fn, ok := typeutil.Callee(pass.TypesInfo, call).(*types.Func)
	return ok && (fn.FullName() == "net.Listen" || pass.ImportObjectFact(fn, new(Listens)))
}

func reportCalls(pass *analysis.Pass) (any, error) {
	for _, call := range pass.ResultOf[calls].([]*ast.CallExpr) {
		fn := typeutil.Callee(pass.TypesInfo, call)
		if fn.Pkg() != pass.Pkg && fn.Pkg().Path() != "net" {
			pass.Report(analysis.Diagnostic{Pos: call.Pos(), Message: fn.Name() + " listens"})
		}
	}
	return nil, nil
}

// Module writes the files of a txtar archive to a new folder and returns it.
func Module(t *testing.T, archive string) string {
	t.Helper()
	dir := t.TempDir()
	for _, file := range txtar.Parse([]byte(archive)).Files {
		name := filepath.Join(dir, filepath.FromSlash(file.Name))
		if err := os.MkdirAll(filepath.Dir(name), 0o777); err != nil {
			t.Fatal(err)
		}
		if err := os.WriteFile(name, file.Data, 0o666); err != nil {
			t.Fatal(err)
		}
	}
	return dir
}
