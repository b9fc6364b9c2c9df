package mend

import (
	"go/ast"
	"go/token"
	"go/types"
	"slices"

	"golang.org/x/tools/go/ast/inspector"

	"github.com/sockvet/sockvet/internal/fix"
	"github.com/sockvet/sockvet/internal/syntax"
)

// dropOrphans drafts that the definitions go of the variables in the code at
// gone, which is replaced, that are used for nothing else. What else is deleted
// there is told by deleted. It returns gone and these definitions.
func (m *Mender) dropOrphans(d *fix.Draft, fn *syntax.Function, gone inspector.Cursor, deleted func(inspector.Cursor) bool) []inspector.Cursor {
	dropped := []inspector.Cursor{gone}
	inside := func(use inspector.Cursor) bool {
		return deleted(use) || slices.ContainsFunc(dropped, func(c inspector.Cursor) bool { return c.Contains(use) })
	}
	for i := 0; i < len(dropped); i++ {
		for c := range dropped[i].Preorder((*ast.Ident)(nil)) {
			v := fn.Local(c.Node().(*ast.Ident))
			if v == nil || slices.ContainsFunc(fn.Uses(v), func(use inspector.Cursor) bool { return !inside(use) }) {
				continue
			}
			if stmt, ok := m.pureDefinition(fn, v); ok && !slices.Contains(dropped, stmt) {
				d.Delete(stmt.Node().(ast.Stmt))
				dropped = append(dropped, stmt)
			}
		}
	}
	return dropped
}

// pureDefinition returns the statement that defines v and nothing else, if it does
// no more than that.
func (m *Mender) pureDefinition(fn *syntax.Function, v *types.Var) (inspector.Cursor, bool) {
	all, whole := fn.Definitions(v)
	if !whole || len(all) != 1 || !isPure(fn.Info, all[0].Value) {
		return inspector.Cursor{}, false
	}
	assign, ok := all[0].Statement.Node().(*ast.AssignStmt)
	if !ok || assign.Tok != token.DEFINE {
		return inspector.Cursor{}, false
	}
	for _, e := range assign.Lhs {
		if fn.Local(e) != v && !syntax.IsBlank(e) {
			return inspector.Cursor{}, false
		}
	}
	return all[0].Statement, true
}

// pure are the functions that do no more than to make one value of another.
var pure = []string{
	"fmt.Sprintf", "fmt.Sprint", "strconv.Itoa", "strconv.FormatInt", "strconv.FormatUint", "strconv.Atoi",
	"net.JoinHostPort", "net.SplitHostPort", "net.ParseIP", "net.IPv4", "net.ResolveTCPAddr", "net.ResolveUDPAddr",
	"(net.Listener).Addr", "(*net.TCPListener).Addr", "(net.PacketConn).LocalAddr", "(*net.conn).LocalAddr",
	"(net.Addr).String", "(*net.TCPAddr).String", "(*net.UDPAddr).String",
}

// isPure reports whether e calls nothing but pure functions.
func isPure(info *types.Info, e ast.Expr) bool {
	clean := true
	ast.Inspect(e, func(n ast.Node) bool {
		switch n := n.(type) {
		case *ast.FuncLit:
			clean = false
		case *ast.CallExpr:
			callee := syntax.Callee(info, n)
			known := callee != nil && slices.Contains(pure, callee.FullName())
			clean = clean && (known || info.Types[n.Fun].IsType())
		case *ast.UnaryExpr:
			clean = clean && n.Op != token.ARROW
		}
		return clean
	})
	return clean
}
