package analyzer_test

import (
	"bytes"
	"fmt"
	"go/ast"
	"go/format"
	"go/types"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"golang.org/x/tools/go/analysis/checker"
	"golang.org/x/tools/go/packages"

	"github.com/sockvet/sockvet/analyzer"
)

const module = "github.com/sockvet/sockvet/"

// TestFitForOtherDrivers reads the code of the checks and of all that they import of
// this module: drivers that run many checks in one process want none of them to end
// it, or to do anything before it is asked to.
func TestFitForOtherDrivers(t *testing.T) {
	config := &packages.Config{Mode: packages.LoadSyntax | packages.NeedDeps | packages.NeedImports}
	roots, err := packages.Load(config, module+"passes/...")
	if err != nil {
		t.Fatal(err)
	}
	read := 0
	packages.Visit(roots, nil, func(p *packages.Package) {
		if !strings.HasPrefix(p.PkgPath, module) {
			return
		}
		for _, e := range p.Errors {
			t.Error(e)
		}
		read++
		for _, file := range p.Syntax {
			for n := range ast.Preorder(file) {
				if what := unfit(p.TypesInfo, n); what != "" {
					t.Errorf("%s: %s", p.Fset.Position(n.Pos()), what)
				}
			}
		}
	})
	if read < 5 {
		t.Errorf("only %d packages were read", read)
	}
}

// unfit says what is wrong with a piece of code; "" if nothing is.
func unfit(info *types.Info, n ast.Node) string {
	switch n := n.(type) {
	case *ast.FuncDecl:
		if n.Name.Name == "init" && n.Recv == nil {
			return "an init function"
		}
	case *ast.Ident:
		switch obj := info.Uses[n].(type) {
		case *types.Builtin:
			if obj.Name() == "panic" {
				return "a panic"
			}
		case *types.Func:
			name := obj.FullName()
			if name == "os.Exit" || name == "runtime.Goexit" || strings.HasPrefix(name, "log.Fatal") || strings.HasPrefix(name, "log.Panic") || name == "os.Getenv" {
				return "a call of " + name
			}
		}
	}
	return ""
}

// TestSyntaxStays runs the checks on code with all kinds of findings and fixes: they
// must not change the syntax trees that other checks get.
func TestSyntaxStays(t *testing.T) {
	for _, name := range []string{"sample", "fixes", "dirfixes"} {
		config := &packages.Config{Mode: packages.LoadAllSyntax, Dir: filepath.Join("..", "testdata", name), Tests: true}
		loaded, err := packages.Load(config, "./...")
		if err != nil {
			t.Fatal(err)
		}
		before := printed(t, loaded)
		graph, err := checker.Analyze(analyzer.All(), loaded, nil)
		if err != nil {
			t.Fatal(err)
		}
		found := 0
		for action := range graph.All() {
			if action.Err != nil {
				t.Error(action.Err)
			}
			if slices.Contains(analyzer.All(), action.Analyzer) {
				found += len(action.Diagnostics)
			}
		}
		if found == 0 {
			t.Errorf("nothing was found in %s", name)
		}
		if !slices.Equal(before, printed(t, loaded)) {
			t.Errorf("the syntax of %s has changed", name)
		}
	}
}

// printed returns the code of the files, and the positions of all that is in it.
func printed(t *testing.T, loaded []*packages.Package) []string {
	t.Helper()
	var all []string
	for _, p := range loaded {
		for _, file := range p.Syntax {
			var text bytes.Buffer
			if err := format.Node(&text, p.Fset, file); err != nil {
				t.Fatal(err)
			}
			for n := range ast.Preorder(file) {
				fmt.Fprint(&text, " ", n.Pos(), "-", n.End())
			}
			all = append(all, text.String())
		}
	}
	return all
}
