package sockflow

import (
	"go/ast"
	"go/types"

	"golang.org/x/tools/go/analysis"
	"golang.org/x/tools/go/ssa"

	"github.com/sockvet/sockvet/internal/sockapi"
)

// buildSSA builds the package of a pass. It does what the buildssa pass does,
// which is of no use here: it requires facts about every dependency, std included.
func buildSSA(pass *analysis.Pass) *ssa.Package {
	prog := ssa.NewProgram(pass.Fset, ssa.BuilderMode(0))
	prog.SetNoReturn(exits)
	for _, p := range pass.Pkg.Imports() {
		prog.CreatePackage(p, nil, nil, true)
	}
	pkg := prog.CreatePackage(pass.Pkg, pass.Files, pass.TypesInfo, false)
	pkg.Build()
	return pkg
}

// exits reports whether the table says that fn does not return.
func exits(fn *types.Func) bool {
	row := sockapi.Lookup(fn)
	return row.Has(sockapi.Exits) || row.Has(sockapi.Quits)
}

// sourceFuncs returns the functions of pkg that are written in its files, each
// followed by the function literals in it, and the package initializer, which
// holds the literals of package-level variables.
func sourceFuncs(pass *analysis.Pass, pkg *ssa.Package) []*ssa.Function {
	var funcs []*ssa.Function
	var add func(*ssa.Function)
	add = func(fn *ssa.Function) {
		funcs = append(funcs, fn)
		for _, literal := range fn.AnonFuncs {
			add(literal)
		}
	}
	for _, file := range pass.Files {
		for _, decl := range file.Decls {
			if decl, ok := decl.(*ast.FuncDecl); ok {
				if obj, ok := pass.TypesInfo.Defs[decl.Name].(*types.Func); ok {
					if fn := pkg.Prog.FuncValue(obj); fn != nil {
						add(fn)
					}
				}
			}
		}
	}
	if fn := pkg.Func("init"); fn != nil {
		add(fn)
	}
	return funcs
}

// returnsOf returns the instructions at which fn returns.
func returnsOf(fn *ssa.Function) []*ssa.Return {
	var all []*ssa.Return
	for _, block := range fn.Blocks {
		if ret, ok := lastOf(block).(*ssa.Return); ok {
			all = append(all, ret)
		}
	}
	return all
}

func lastOf(block *ssa.BasicBlock) ssa.Instruction { return block.Instrs[len(block.Instrs)-1] }
