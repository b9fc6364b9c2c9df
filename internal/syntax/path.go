package syntax

import (
	"go/ast"
	"go/token"
	"go/types"
	"slices"

	"golang.org/x/tools/go/ast/edge"
	"golang.org/x/tools/go/ast/inspector"
)

// Statement returns the statement around c that stands in a list of statements:
// that of an if, not the one before its condition.
func Statement(c inspector.Cursor) (inspector.Cursor, bool) {
	for ; c.Node() != nil; c = c.Parent() {
		switch c.ParentEdgeKind() {
		case edge.BlockStmt_List, edge.CaseClause_Body, edge.CommClause_Body:
			return c, true
		case edge.Invalid:
			return c, false
		}
	}
	return c, false
}

// Next returns the statement behind one in the same list.
func Next(stmt inspector.Cursor) (inspector.Cursor, bool) {
	next, ok := stmt.NextSibling()
	return next, ok && next.ParentEdgeKind() == stmt.ParentEdgeKind()
}

// A Route says how control gets from a list of statements to code inside one of
// them.
type Route struct {
	Statement inspector.Cursor // the one in the list
	Spawned   bool             // by way of another goroutine
}

// Straight returns the route from the list in which stmt stands to the code at c,
// if it is one that control takes each time, and just once: c is in stmt itself or
// in a statement behind it, and under no condition and in no loop below the list.
// A function literal is part of a route if it is called where it is written.
func Straight(info *types.Info, stmt, c inspector.Cursor) (Route, bool) {
	var r Route
	for {
		if c.Parent() == stmt.Parent() && c.ParentEdgeKind() == stmt.ParentEdgeKind() {
			r.Statement = c
			return r, c.ParentEdgeIndex() >= stmt.ParentEdgeIndex()
		}
		kind := c.ParentEdgeKind()
		parent := c.Parent()
		switch kind {
		case edge.Invalid:
			return r, false
		case edge.FuncLit_Body:
			spawned, ok := calledInPlace(info, parent)
			if !ok {
				return r, false
			}
			r.Spawned = r.Spawned || spawned
		case edge.GoStmt_Call:
			r.Spawned = true
		case edge.BinaryExpr_Y:
			if op := parent.Node().(*ast.BinaryExpr).Op; op == token.LAND || op == token.LOR {
				return r, false
			}
		case edge.IfStmt_Body, edge.IfStmt_Else, edge.DeferStmt_Call,
			edge.ForStmt_Init, edge.ForStmt_Cond, edge.ForStmt_Post, edge.ForStmt_Body, edge.RangeStmt_X, edge.RangeStmt_Body,
			edge.CaseClause_List, edge.CaseClause_Body, edge.CommClause_Comm, edge.CommClause_Body, edge.LabeledStmt_Stmt:
			return r, false
		}
		c = parent
	}
}

// runners are the functions that call a function they are given, once.
var runners = map[string]bool{ // whether in another goroutine, which may go on when they are back
	"(*golang.org/x/sync/errgroup.Group).Go": true,
	"(*sync.WaitGroup).Go":                   true,
	"(*testing.T).Run":                       true, // it may call Parallel
}

// IsRunner reports whether call calls a function that calls another one that it is given,
// once, in another goroutine, and takes one that returns an error.
func IsRunner(info *types.Info, call *ast.CallExpr) bool {
	fn := Callee(info, call)
	return fn != nil && fn.FullName() == "(*golang.org/x/sync/errgroup.Group).Go"
}

// calledInPlace reports whether a function literal is called where it is written,
// and just there, and if so whether in another goroutine.
func calledInPlace(info *types.Info, literal inspector.Cursor) (spawned, ok bool) {
	for literal.ParentEdgeKind() == edge.ParenExpr_X {
		literal = literal.Parent()
	}
	call := literal.Parent()
	switch literal.ParentEdgeKind() {
	case edge.CallExpr_Fun:
		return false, call.ParentEdgeKind() == edge.ExprStmt_X || call.ParentEdgeKind() == edge.GoStmt_Call
	case edge.CallExpr_Args:
		if fn := Callee(info, call.Node().(*ast.CallExpr)); fn != nil {
			spawned, ok = runners[fn.FullName()]
		}
	}
	return spawned, ok
}

// Between returns the statements of the list of from that stand between from and
// to, neither included.
func Between(from, to inspector.Cursor) []inspector.Cursor {
	var all []inspector.Cursor
	for next, ok := Next(from); ok && next != to; next, ok = Next(next) {
		all = append(all, next)
	}
	return all
}

// Jumps reports whether there is a goto in the function: then what is written
// once may happen twice.
func (fn *Function) Jumps() bool {
	for c := range fn.Root.Preorder((*ast.BranchStmt)(nil)) {
		if c.Node().(*ast.BranchStmt).Tok == token.GOTO {
			return true
		}
	}
	return false
}

// Leaves reports whether control can leave the function from within stmt.
func Leaves(stmt inspector.Cursor) bool {
	leaves := false
	stmt.Inspect([]ast.Node{(*ast.FuncLit)(nil), (*ast.ReturnStmt)(nil), (*ast.BranchStmt)(nil)}, func(c inspector.Cursor) bool {
		_, literal := c.Node().(*ast.FuncLit)
		leaves = leaves || !literal
		return !literal
	})
	return leaves
}

// Ends reports whether a block ends by leaving the function: with a return, a
// panic, or a call of a function that does not come back, as its name says.
func Ends(block *ast.BlockStmt) bool {
	if len(block.List) == 0 {
		return false
	}
	switch last := block.List[len(block.List)-1].(type) {
	case *ast.ReturnStmt:
		return true
	case *ast.ExprStmt:
		call, ok := last.X.(*ast.CallExpr)
		if !ok {
			return false
		}
		switch fun := call.Fun.(type) {
		case *ast.Ident:
			return fun.Name == "panic"
		case *ast.SelectorExpr:
			return slices.Contains([]string{"Fatal", "Fatalf", "Fatalln", "FailNow", "Exit", "Skip", "Skipf", "Panic", "Panicf"}, fun.Sel.Name)
		}
	}
	return false
}
