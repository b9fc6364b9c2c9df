package ssacode

import (
	"go/ast"
	"go/types"

	"golang.org/x/tools/go/analysis"
	"golang.org/x/tools/go/ssa"

	"github.com/sockvet/sockvet/internal/bodies"
)

// Build builds the package of a pass. It does what the buildssa pass does,
// which is of no use here: it requires facts about every dependency, std included.
// Nothing runs after a call of a function for which noReturn holds. Functions for which has
// is false have no bodies; nil is all have.
func Build(pass *analysis.Pass, noReturn func(*types.Func) bool, has func(*ast.FuncDecl) bool) *ssa.Package {
	prog := ssa.NewProgram(pass.Fset, ssa.BuilderMode(0))
	prog.SetNoReturn(noReturn)
	for _, p := range pass.Pkg.Imports() {
		prog.CreatePackage(p, nil, nil, true)
	}
	files := pass.Files
	if has != nil {
		files = bodies.Bare(files, has)
	}
	pkg := prog.CreatePackage(pass.Pkg, files, pass.TypesInfo, false)
	pkg.Build()
	return pkg
}

// Functions returns the functions of pkg that are written in its files and have bodies, each
// followed by the function literals in it, and the package initializer, which
// holds the literals of package-level variables.
func Functions(pass *analysis.Pass, pkg *ssa.Package) []*ssa.Function {
	var funcs []*ssa.Function
	var add func(*ssa.Function)
	add = func(fn *ssa.Function) {
		if len(fn.Blocks) == 0 {
			return
		}
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

// Returns returns the instructions at which fn returns.
func Returns(fn *ssa.Function) []*ssa.Return {
	var all []*ssa.Return
	for _, block := range fn.Blocks {
		if ret, ok := Last(block).(*ssa.Return); ok {
			all = append(all, ret)
		}
	}
	return all
}

// OnlyResult returns what fn returns as result i wherever that is not nil; nil if it returns
// one of several values.
func OnlyResult(fn *ssa.Function, i int) ssa.Value {
	var only ssa.Value
	for _, ret := range Returns(fn) {
		if i >= len(ret.Results) || IsNil(ret.Results[i]) || ret.Results[i] == only {
			continue
		}
		if only != nil {
			return nil
		}
		only = ret.Results[i]
	}
	return only
}

// Last returns the instruction that ends block.
func Last(block *ssa.BasicBlock) ssa.Instruction { return block.Instrs[len(block.Instrs)-1] }
