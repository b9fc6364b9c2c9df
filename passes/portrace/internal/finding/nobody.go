package finding

import (
	"go/ast"
	"go/token"
	"go/types"
	"slices"
	"sync"

	"github.com/sockvet/sockvet/internal/sockflow/handoff"
	"github.com/sockvet/sockvet/internal/sockflow/ports"
	"github.com/sockvet/sockvet/internal/syntax"
)

// ExpectsNobody reports whether somebody may dial the port while nobody is there: after it
// is free, at from, and before it is bound as u says. That may be the point of a test, which
// a socket that stays open would spoil: who dials it waits, and is served in the end.
//
// The port is dialled before the call that binds it, there or in a function that is called
// before it; or the call waits for something in a goroutine of its own, and the port is
// dialled meanwhile. In a test, code that can't be seen may dial it too.
func (f *Finding) ExpectsNobody(from token.Pos, u ports.Use) bool {
	file := syntax.FileAt(f.Pass.Files, u.Pos)
	decl := syntax.DeclarationAt(file, u.Pos)
	if decl == nil || decl.Body == nil {
		return false
	}
	g := &gap{
		Finding: f, decl: decl, from: decl.Body.Lbrace, use: u,
		test:    syntax.IsTest(f.Pass.Fset, file),
		bodies:  sync.OnceValue(func() *syntax.Bodies { return syntax.NewBodies(f.Pass) }),
		callees: map[token.Pos]map[*ast.FuncDecl]bool{},
	}
	if decl.Body.Lbrace < from && from < decl.Body.Rbrace {
		g.from = from
	}
	return g.dialled(g.isBefore) || g.isLate() && g.dialled(g.isMeanwhile)
}

// A gap is the time in which a port is free and not yet bound again.
type gap struct {
	*Finding
	decl   *ast.FuncDecl // in which the port is bound
	from   token.Pos
	use    ports.Use // which binds it
	test   bool
	bodies func() *syntax.Bodies

	callees map[token.Pos]map[*ast.FuncDecl]bool // by the end of the code that calls them
}

// dialled reports whether a use that may dial the port is one of those at which happens
// says that it matters.
func (g *gap) dialled(matters func(ports.Use) bool) bool {
	for _, u := range g.Endpoint.Uses {
		if (u.Role == handoff.Dial || u.Role == handoff.Unknown && g.test) && matters(u) {
			return true
		}
	}
	return false
}

// isBefore reports whether a use may happen before the port is bound.
func (g *gap) isBefore(u ports.Use) bool {
	if !g.contains(u.Pos) {
		return g.calls(u.Pos, g.use.Pos)
	}
	for _, pos := range g.moments(u.Pos) {
		if g.from < pos && pos < g.use.Pos {
			return true
		}
	}
	if u.Pos != g.use.Pos {
		return false
	}
	return g.contains(u.At) && u.At < g.use.At || !g.contains(u.At) && g.calls(u.At, g.use.At)
}

// isMeanwhile reports whether a use may happen while the goroutine that binds the port
// still waits.
func (g *gap) isMeanwhile(u ports.Use) bool {
	switch {
	case !g.contains(u.Pos):
		return g.calls(u.Pos, g.decl.End())
	case u.Pos == g.use.Pos:
		return false // it comes after the bind, in the same goroutine
	}
	return g.from < u.Pos
}

func (g *gap) contains(pos token.Pos) bool { return g.decl.Pos() <= pos && pos < g.decl.End() }

// calls reports whether the function calls that of the package which has pos in it, behind
// the start of the gap and before an end.
func (g *gap) calls(pos, end token.Pos) bool {
	for decl := range g.reached(end) {
		if decl.Pos() <= pos && pos < decl.End() {
			return true
		}
	}
	return false
}

// reached returns the functions of the package that the function calls behind the start of
// the gap and before an end, directly or not.
func (g *gap) reached(end token.Pos) map[*ast.FuncDecl]bool {
	if all, ok := g.callees[end]; ok {
		return all
	}
	all := map[*ast.FuncDecl]bool{}
	g.callees[end] = all
	ast.Inspect(g.decl.Body, func(n ast.Node) bool {
		call, ok := n.(*ast.CallExpr)
		if ok && g.from < call.End() && call.Pos() < end && (g.use.Pos < call.Pos() || call.End() <= g.use.Pos) {
			g.bodies().Reach(call, all)
		}
		return true
	})
	return all
}

// moments returns where the code at pos runs: where it stands, or, in a function literal
// that a variable holds, where the variable is used. What is deferred, or registered for the
// end of a test, runs nowhere before the bind.
func (g *gap) moments(pos token.Pos) []token.Pos {
	var moments []token.Pos
	later := false
	ast.PreorderStack(g.decl, nil, func(n ast.Node, stack []ast.Node) bool {
		if pos < n.Pos() || n.End() <= pos {
			return false
		}
		if n.Pos() < g.from || len(moments) > 0 || later {
			return true
		}
		switch n := n.(type) {
		case *ast.DeferStmt:
			later = true
		case *ast.CallExpr:
			fn := syntax.Callee(g.Pass.TypesInfo, n)
			later = fn != nil && fn.Name() == "Cleanup"
		case *ast.FuncLit:
			moments, later = g.held(n, stack)
		}
		return true
	})
	if len(moments) == 0 && !later {
		return []token.Pos{pos}
	}
	return moments
}

// held returns where a literal is used that a variable holds, and whether it is used nowhere.
// stack is what stands around it.
func (g *gap) held(literal *ast.FuncLit, stack []ast.Node) (uses []token.Pos, unused bool) {
	assign, ok := stack[len(stack)-1].(*ast.AssignStmt)
	if !ok || len(assign.Lhs) != len(assign.Rhs) {
		return nil, false
	}
	id, ok := assign.Lhs[slices.Index(assign.Rhs, ast.Expr(literal))].(*ast.Ident)
	if !ok {
		return nil, false
	}
	uses = g.usesOf(g.Pass.TypesInfo.ObjectOf(id), assign.End())
	return uses, len(uses) == 0
}

// usesOf returns where the function uses obj behind a position.
func (g *gap) usesOf(obj types.Object, behind token.Pos) []token.Pos {
	var all []token.Pos
	ast.Inspect(g.decl, func(n ast.Node) bool {
		if id, ok := n.(*ast.Ident); ok && id.Pos() > behind && obj != nil && g.Pass.TypesInfo.Uses[id] == obj {
			all = append(all, id.Pos())
		}
		return true
	})
	return all
}

// isLate reports whether the port is bound in a goroutine of its own, which waits before
// that: in a literal, or in a function of the package that the call leads to.
func (g *gap) isLate() bool {
	if !g.contains(g.use.At) {
		file := syntax.FileAt(g.Pass.Files, g.use.At)
		other := syntax.DeclarationAt(file, g.use.At)
		return other != nil && g.isSpawned() && g.waits(other.Body, g.use.At)
	}
	late := false
	ast.PreorderStack(g.decl, nil, func(n ast.Node, stack []ast.Node) bool {
		if g.use.At < n.Pos() || n.End() <= g.use.At {
			return false
		}
		if literal, ok := n.(*ast.FuncLit); ok && literal.Pos() > g.from {
			late = late || g.isTimer(stack) || g.waits(literal.Body, g.use.At)
		}
		return true
	})
	return late
}

// isSpawned reports whether the call that leads to the bind is that of a go statement, or
// within a literal.
func (g *gap) isSpawned() bool {
	spawned := false
	ast.PreorderStack(g.decl, nil, func(n ast.Node, _ []ast.Node) bool {
		if g.use.Pos < n.Pos() || n.End() <= g.use.Pos {
			return false
		}
		switch n.(type) {
		case *ast.GoStmt, *ast.FuncLit:
			spawned = true
		}
		return true
	})
	return spawned
}

// isTimer reports whether a literal is given to time.AfterFunc. stack is what stands around
// it.
func (g *gap) isTimer(stack []ast.Node) bool {
	call, ok := stack[len(stack)-1].(*ast.CallExpr)
	if !ok {
		return false
	}
	fn := syntax.Callee(g.Pass.TypesInfo, call)
	return fn != nil && fn.FullName() == "time.AfterFunc"
}

// waits reports whether what stands before pos in a block may wait.
func (g *gap) waits(block *ast.BlockStmt, pos token.Pos) bool {
	waits := false
	ast.PreorderStack(block, nil, func(n ast.Node, _ []ast.Node) bool {
		if n.End() <= pos {
			_, isStmt := n.(ast.Stmt)
			waits = waits || isStmt && g.bodies().Waits(n)
			return false
		}
		return n.Pos() <= pos && !waits
	})
	return waits
}
