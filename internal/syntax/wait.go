package syntax

import (
	"go/ast"
	"go/token"
	"go/types"
	"slices"
	"strings"

	"golang.org/x/tools/go/analysis"

	"github.com/sockvet/sockvet/internal/bodies"
)

// Bodies finds the declarations of the functions of one package.
type Bodies struct {
	info  *types.Info
	typed *bodies.Bodies
	decls map[*types.Func]*ast.FuncDecl
}

// NewBodies returns the functions of the package of pass.
func NewBodies(pass *analysis.Pass) *Bodies {
	info := pass.TypesInfo
	b := &Bodies{info, bodies.Of(pass), map[*types.Func]*ast.FuncDecl{}}
	for _, file := range pass.Files {
		for _, decl := range file.Decls {
			if decl, ok := decl.(*ast.FuncDecl); ok && decl.Body != nil {
				if fn, ok := info.Defs[decl.Name].(*types.Func); ok {
					b.decls[fn] = decl
				}
			}
		}
	}
	return b
}

// body returns the body of a function, with its types.
func (b *Bodies) body(decl *ast.FuncDecl) *ast.BlockStmt {
	b.typed.Around(decl.Pos())
	return decl.Body
}

// Reach adds to reached the functions of the package that are called, directly or not, while
// the code at n runs, and in goroutines and function literals that it starts. With a method of
// an interface go all methods of that name.
func (b *Bodies) Reach(n ast.Node, reached map[*ast.FuncDecl]bool) {
	ast.Inspect(n, func(n ast.Node) bool {
		call, ok := n.(*ast.CallExpr)
		if !ok {
			return true
		}
		for _, decl := range b.called(call) {
			if !reached[decl] {
				reached[decl] = true
				b.Reach(b.body(decl), reached)
			}
		}
		return true
	})
}

// called returns the functions of the package that a call may call, as far as its name tells.
func (b *Bodies) called(call *ast.CallExpr) []*ast.FuncDecl {
	fn := Callee(b.info, call)
	if fn == nil {
		return nil
	}
	if decl := b.decls[fn.Origin()]; decl != nil {
		return []*ast.FuncDecl{decl}
	}
	if recv := fn.Signature().Recv(); recv == nil || !types.IsInterface(recv.Type()) {
		return nil
	}
	var all []*ast.FuncDecl
	for other, decl := range b.decls {
		if other.Name() == fn.Name() && decl.Recv != nil {
			all = append(all, decl)
		}
	}
	return all
}

// Waits reports whether the code at n may wait for a time, or for others, before it is done.
// What a deferred call or a function literal does comes later, unless the literal is called
// where it stands. A function that is chosen at run time may do anything.
func (b *Bodies) Waits(n ast.Node) bool { return b.waits(n, map[*ast.FuncDecl]bool{}) }

func (b *Bodies) waits(n ast.Node, seen map[*ast.FuncDecl]bool) bool {
	waits := false
	ast.Inspect(n, func(n ast.Node) bool {
		switch n := n.(type) {
		case *ast.DeferStmt, *ast.GoStmt, *ast.FuncLit:
			return false
		case *ast.SelectStmt, *ast.SendStmt:
			waits = true
		case *ast.UnaryExpr:
			waits = waits || n.Op == token.ARROW
		case *ast.RangeStmt:
			if t := b.info.TypeOf(n.X); t != nil {
				_, isChan := t.Underlying().(*types.Chan)
				waits = waits || isChan
			}
		case *ast.CallExpr:
			waits = waits || b.callWaits(n, seen)
		}
		return !waits
	})
	return waits
}

// waiting are what the names of functions begin with that wait.
var waiting = []string{"Sleep", "Wait", "Await", "Lock", "RLock", "Acquire", "Recv", "Receive", "Eventually", "Until"}

func (b *Bodies) callWaits(call *ast.CallExpr, seen map[*ast.FuncDecl]bool) bool {
	if literal, ok := ast.Unparen(call.Fun).(*ast.FuncLit); ok {
		return b.waits(literal.Body, seen)
	}
	fn := Callee(b.info, call)
	if fn == nil {
		kind := b.info.Types[call.Fun]
		return !kind.IsType() && !kind.IsBuiltin()
	}
	if decl := b.decls[fn.Origin()]; decl != nil {
		if seen[decl] {
			return false
		}
		seen[decl] = true
		return b.waits(b.body(decl), seen)
	}
	return slices.ContainsFunc(waiting, func(prefix string) bool { return strings.HasPrefix(fn.Name(), prefix) })
}
