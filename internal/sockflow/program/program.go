package program

import (
	"go/ast"
	"go/types"

	"golang.org/x/tools/go/analysis"
	"golang.org/x/tools/go/ssa"

	"github.com/sockvet/sockvet/internal/sockapi"
	"github.com/sockvet/sockvet/internal/sockflow/budget"
	"github.com/sockvet/sockvet/internal/sockflow/extent"
	"github.com/sockvet/sockvet/internal/sockflow/origin"
	"github.com/sockvet/sockvet/internal/sockflow/ssacode"
	"github.com/sockvet/sockvet/internal/sockflow/summary"
)

// A Program is a package under analysis: its functions, who calls whom, and what
// variables hold.
type Program struct {
	*origin.Index
	Pass  *analysis.Pass
	SSA   *ssa.Package
	Funcs []*ssa.Function

	// Summary returns what a function of the package does, as far as it is known by now.
	Summary func(*ssa.Function) *summary.Summary

	implementations map[*types.Func][]*ssa.Function
	methods         map[string][]types.Type // the types that have a method, by its name; nil until it is needed
	externals       map[*types.Func]*summary.Summary
	callers         map[*ssa.Function][]*Site
	scopes          map[*ssa.Function]*Scope
	sites           map[ssa.CallInstruction]*Site
	orders          map[*ssa.Function]*ssacode.Order
	turns           map[*ssa.Alloc]*turns
	wanted          map[extent.Word]bool // see Want
	Budget          *budget.Budget
	Err             error // a fact that cannot be read
}

// New returns the program that a pass is over. Functions for which has is false have no
// bodies; nil is all have. Its Summary is for the caller to set.
func New(pass *analysis.Pass, has func(*ast.FuncDecl) bool) *Program {
	pkg := ssacode.Build(pass, exits, has)
	a := &Program{
		Index:           origin.NewIndex(),
		Pass:            pass,
		SSA:             pkg,
		Funcs:           ssacode.Functions(pass, pkg),
		implementations: map[*types.Func][]*ssa.Function{},
		externals:       map[*types.Func]*summary.Summary{},
		callers:         map[*ssa.Function][]*Site{},
		scopes:          map[*ssa.Function]*Scope{},
		sites:           map[ssa.CallInstruction]*Site{},
		orders:          map[*ssa.Function]*ssacode.Order{},
		turns:           map[*ssa.Alloc]*turns{},
		wanted:          map[extent.Word]bool{},
		Budget:          new(budget.Budget),
	}
	a.Identity = a.identity
	for _, fn := range a.Funcs {
		for _, block := range fn.Blocks {
			for _, instr := range block.Instrs {
				a.Note(instr)
			}
		}
	}
	return a
}

// exits reports whether the table says that fn does not return.
func exits(fn *types.Func) bool {
	row := sockapi.Lookup(fn)
	return row.Has(sockapi.Exits) || row.Has(sockapi.Quits)
}

// External returns the summary of a function of another package, or of an
// interface's method: its row in the table or the fact about it; nil if there
// is neither.
func (prog *Program) External(fn *types.Func) *summary.Summary {
	fn = fn.Origin()
	if s, ok := prog.externals[fn]; ok {
		return s
	}
	var s *summary.Summary
	if row := sockapi.Lookup(fn); row != nil {
		s = summary.OfRow(fn, row)
	} else if fn.Pkg() != nil && fn.Pkg() != prog.Pass.Pkg {
		s = prog.imported(fn, summary.ShortName(fn))
	}
	prog.externals[fn] = s
	return s
}

// Visible reports whether other packages can call the exported function fn:
// it is not in package main, and not in a test file, whose functions only the
// external tests of the package see.
func (prog *Program) Visible(fn *types.Func) bool {
	return prog.Pass.Pkg.Name() != "main" && !prog.isOfTest(fn)
}
