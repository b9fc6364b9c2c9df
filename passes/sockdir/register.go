package sockdir

import (
	"go/ast"
	"go/token"
	"go/types"
	"slices"
	"strings"

	"golang.org/x/tools/go/ast/inspector"

	"github.com/sockvet/sockvet/internal/fix"
	"github.com/sockvet/sockvet/internal/sockflow/dirs"
	"github.com/sockvet/sockvet/internal/syntax"
)

// How a directory is removed in the end: by the test that makes it, or the function.

// register returns the statement by which fn is called with args, which is code, when all
// that needs the directory of p is done; "" if that is not known. takes says whether fn
// takes none, and returns nothing.
func (m *mender) register(p *place, d *fix.Draft, fn, args string, plain bool) string {
	call := fn + "(" + args + ")"
	t := m.testAt(p)
	switch {
	case isGinkgoNode(m.pass.TypesInfo, p.stmt):
		if !staysWithin(p.verdict.dir, dirs.Enclosing) {
			return ""
		}
		if args != "" {
			fn += ", " + args
		}
		return d.Qualifier(ginkgo) + "DeferCleanup(" + fn + ")"
	case !staysWithin(p.verdict.dir):
		return ""
	case t != "" && plain:
		return t + ".Cleanup(" + fn + ")"
	case t != "":
		return t + ".Cleanup(func() { " + call + " })"
	case p.ends():
		return "defer " + call
	}
	return ""
}

// ginkgo is the path of the version of Ginkgo that has DeferCleanup.
const ginkgo = "github.com/onsi/ginkgo/v2"

// nodes are the functions of Ginkgo whose function literals run as part of a spec, or of
// what sets it up, where DeferCleanup may be called. Source: core_dsl.go and table_dsl.go of
// Ginkgo v2.
var nodes = []string{
	"It", "Specify", "BeforeEach", "JustBeforeEach", "BeforeAll", "BeforeSuite", "SynchronizedBeforeSuite", "DescribeTable",
}

// isGinkgoNode reports whether the innermost function around c is a literal of a node.
func isGinkgoNode(info *types.Info, c inspector.Cursor) bool {
	for literal := range c.Enclosing((*ast.FuncLit)(nil), (*ast.FuncDecl)(nil)) {
		fn, ok := literal.Node().(*ast.FuncLit)
		if !ok || fn.Type.Results.NumFields() > 0 {
			return false
		}
		call, ok := literal.Parent().Node().(*ast.CallExpr)
		if !ok || !slices.Contains(call.Args, ast.Expr(fn)) {
			return false
		}
		callee := syntax.Callee(info, call)
		if callee == nil || callee.Pkg() == nil || callee.Pkg().Path() != ginkgo {
			return false
		}
		name := callee.Name()
		return slices.Contains(nodes, name) || slices.Contains(nodes, strings.TrimPrefix(name, "F"))
	}
	return false
}

// callDropped drafts that the function is called which removes the directory, and which its
// caller drops; nil if it is not certain which that is. Have:
//
//	path, _ := socketPath()
//
// Want:
//
//	path, cleanup := socketPath()
//	t.Cleanup(cleanup)
func (m *mender) callDropped(f *finding) *fix.Draft {
	if !f.dir.Offered {
		return nil
	}
	p := m.callOf(f)
	if p == nil {
		return nil
	}
	assign, ok := p.stmt.Node().(*ast.AssignStmt)
	if !ok || assign.Tok != token.DEFINE || len(assign.Rhs) != 1 || len(assign.Lhs) < 2 {
		return nil
	}
	call := ast.Unparen(assign.Rhs[0])
	results, ok := m.pass.TypesInfo.TypeOf(call).(*types.Tuple)
	if !ok || call != syntax.CallAt(f.file, f.dir.Make) || !m.succeeds(p, assign, results) {
		return nil
	}
	at := -1
	for i := range results.Len() {
		if sig, ok := results.At(i).Type().Underlying().(*types.Signature); ok {
			if at >= 0 || sig.Params().Len() > 0 || !syntax.IsBlank(assign.Lhs[i]) {
				return nil
			}
			at = i
		}
	}
	name := m.unused(p, "cleanup", "remove", "removeAll")
	if at < 0 || name == "" {
		return nil
	}
	d := m.Draft(p.file, "Call the function that removes the directory in the end")
	sig := results.At(at).Type().Underlying().(*types.Signature)
	_, named := results.At(at).Type().(*types.Named)
	statement := m.register(p, d, name, "", sig.Results().Len() == 0 && !named)
	if statement == "" {
		return nil
	}
	d.Replace(assign.Lhs[at], name)
	d.After(p.last.Node().(ast.Stmt), statement)
	return d
}

// succeeds reports whether the code behind p.last has what the call yields: it yields no
// error, or the function does not get there with one.
func (m *mender) succeeds(p *place, assign *ast.AssignStmt, results *types.Tuple) bool {
	last := results.Len() - 1
	if results.At(last).Type().String() != "error" {
		return true
	}
	next, ok := syntax.Next(p.stmt)
	if !ok || !p.fn.Checks(next.Node(), p.fn.Is(p.fn.Local(assign.Lhs[last]))) {
		return false
	}
	p.last = next
	switch check := next.Node().(type) {
	case *ast.IfStmt:
		return syntax.Ends(check.Body)
	case *ast.ExprStmt: // what package assert has goes on
		sel, ok := check.X.(*ast.CallExpr).Fun.(*ast.SelectorExpr)
		if !ok {
			return true
		}
		id, ok := sel.X.(*ast.Ident)
		return !ok || id.Name != "assert"
	}
	return false
}

// unused returns the first of the names that nothing in the function of p has, or its
// package; "" if all are taken.
func (m *mender) unused(p *place, names ...string) string {
	for _, name := range names {
		taken := m.pass.Pkg.Scope().Lookup(name) != nil
		for c := range p.fn.Root.Preorder((*ast.Ident)(nil)) {
			taken = taken || c.Node().(*ast.Ident).Name == name
		}
		if !taken {
			return name
		}
	}
	return ""
}
