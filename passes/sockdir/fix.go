package sockdir

import (
	"go/ast"
	"go/token"
	"go/types"
	"go/version"
	"slices"

	"golang.org/x/tools/go/analysis"
	"golang.org/x/tools/go/ast/edge"
	"golang.org/x/tools/go/ast/inspector"

	"github.com/sockvet/sockvet/internal/fix"
	"github.com/sockvet/sockvet/internal/sockflow"
	"github.com/sockvet/sockvet/internal/sockflow/dirs"
	"github.com/sockvet/sockvet/internal/syntax"
)

// A mender drafts the fixes of the findings of one pass.
type mender struct {
	*fix.Fixer
	pass   *analysis.Pass
	bodies *syntax.Bodies // see callOf
}

// mend gives findings their fixes, where there are any. They are among those that all has.
func (c *Config) mend(pass *analysis.Pass, flows *sockflow.Result, all, found []*finding) {
	m := &mender{Fixer: fix.New(pass), pass: pass}
	var fixes []*fix.Fix
	for _, f := range found {
		f.fix = m.fix(f)
		fixes = append(fixes, f.fix)
	}
	m.Settle(fixes, func(edited *analysis.Pass, fixes []*fix.Fix) bool { return c.gone(flows, all, edited, fixes) })
}

// gone reports whether the faults are gone that fixes mend, and no other has come, in the
// package as they leave it. all are the findings without the fixes, those too that are not
// reported. Lines have moved then: what tells a finding is the function that makes the
// directory.
func (c *Config) gone(flows *sockflow.Result, all []*finding, edited *analysis.Pass, fixes []*fix.Fix) bool {
	after, err := flows.Again(edited)
	if err != nil {
		return false
	}
	var allowed, left []string
	for _, f := range all {
		if f.Category != "" && !f.fix.In(fixes) {
			allowed = append(allowed, syntax.DeclaredAt(f.file, f.dir.Make))
		}
	}
	for _, f := range findings(edited, after.Dirs) {
		if f.Category != "" && (c.Strict || !f.strict) { // else nobody sees it
			left = append(left, syntax.DeclaredAt(f.file, f.dir.Make))
		}
	}
	return fix.NoMore(left, allowed)
}

// fix returns the fix for the finding f, or nil.
func (m *mender) fix(f *finding) *fix.Fix {
	p := m.placeOf(f)
	if p == nil {
		return m.First(slices.DeleteFunc([]*fix.Draft{m.callDropped(f)}, isNone)...)
	}
	var drafts []*fix.Draft
	switch f.Category {
	case CategorySocket:
		if m.saysPartly(p) {
			return nil
		}
		drafts = append(drafts, m.widen(p), m.cleanUp(p))
	case CategoryNever:
		drafts = append(drafts, m.cleanUp(p))
	case CategoryExit:
		drafts = append(drafts, m.returnFromMain(p))
	}
	return m.First(slices.DeleteFunc(drafts, isNone)...)
}

func isNone(d *fix.Draft) bool { return d == nil }

// A place is where a directory is made. Have:
//
//	dir, err := os.MkdirTemp("", "x")
type place struct {
	*finding
	fn   *syntax.Function
	dir  *types.Var       // a local variable, set just here
	stmt inspector.Cursor // the assignment
	last inspector.Cursor // what checks the error, or the assignment
}

// placeOf returns where the directory of f is made, or nil if there is no local
// variable for it, or one for something else too.
func (m *mender) placeOf(f *finding) *place {
	if !f.dir.Path {
		return nil
	}
	p := m.callOf(f)
	if p == nil {
		return nil
	}
	assign, ok := p.stmt.Node().(*ast.AssignStmt)
	if !ok || !p.fn.Yields(assign.Rhs[0], syntax.CallAt(f.file, f.dir.Make)) || !p.names(assign.Lhs[0]) {
		return nil
	}
	if len(assign.Lhs) == 2 {
		err := p.fn.Local(assign.Lhs[1])
		if next, ok := syntax.Next(p.stmt); ok && p.fn.Checks(next.Node(), p.fn.Is(err)) {
			p.last = next
		}
	}
	return p
}

// callOf returns the place of the call that makes the directory of f, or nil.
func (m *mender) callOf(f *finding) *place {
	call := syntax.CallAt(f.file, f.dir.Make)
	fn := syntax.FunctionAround(m.pass.TypesInfo, f.file, f.dir.Make)
	if call == nil || fn == nil {
		return nil
	}
	if m.bodies == nil {
		m.bodies = syntax.NewBodies(m.pass)
	}
	fn.Package = m.bodies
	p := &place{finding: f, fn: fn}
	at, ok := p.fn.Root.FindNode(call)
	if !ok {
		return nil
	}
	if p.stmt, ok = syntax.Statement(at); !ok {
		return nil
	}
	p.last = p.stmt
	return p
}

// names notes which variable e is, and reports whether it is a local one that
// nothing else is assigned to.
func (p *place) names(e ast.Expr) bool {
	if p.dir = p.fn.Local(e); p.dir == nil {
		return false
	}
	all, whole := p.fn.Definitions(p.dir)
	return whole && len(all) == 1
}

// cleanUp drafts the removal of the directory when the test or the function ends;
// nil if it may be needed after that.
func (m *mender) cleanUp(p *place) *fix.Draft {
	d := m.Draft(p.file, "Remove the directory in the end")
	statement := m.register(p, d, d.Qualifier("os")+"RemoveAll", p.dir.Name(), false)
	if statement == "" {
		return nil
	}
	d.After(p.last.Node().(ast.Stmt), statement)
	return d
}

// staysWithin reports whether the directory leaves the function that makes it by
// its results at most, or to others, and so with all who get it.
func staysWithin(d *dirs.Dir, others ...dirs.Whom) bool {
	return staysWithinUnless(d, others, map[*dirs.Dir]bool{})
}

// staysWithinUnless is staysWithin but for what was seen before.
func staysWithinUnless(d *dirs.Dir, others []dirs.Whom, seen map[*dirs.Dir]bool) bool {
	if seen[d] {
		return true
	}
	seen[d] = true
	for _, l := range d.Left {
		switch l.To {
		case dirs.Caller, dirs.Foreign, dirs.Nobody:
		default:
			if !slices.Contains(others, l.To) {
				return false
			}
		}
	}
	return !slices.ContainsFunc(d.Takers, func(taker *dirs.Dir) bool { return !staysWithinUnless(taker, others, seen) })
}

// testAt returns the expression that stands for the test which makes the directory: a
// parameter with the method Cleanup, of the function around, the nearest with one; or
// what the method T of its receiver yields, which is a suite. It returns "" if there
// is none, or no such method yet.
func (m *mender) testAt(p *place) string {
	if !m.since("go1.14") {
		return ""
	}
	for c := range p.stmt.Enclosing((*ast.FuncLit)(nil), (*ast.FuncDecl)(nil)) {
		params, suite := headOf(c.Node())
		if v := m.named(params, isTest); v != nil {
			return m.visible(v, p.last.Node().End())
		}
		if v := m.named(suite, isSuite); v != nil && m.visible(v, p.last.Node().End()) != "" {
			return v.Name() + ".T()"
		}
	}
	return ""
}

// headOf returns the parameters of a function, and its receiver; nil if it has none.
func headOf(fn ast.Node) (params, recv *ast.FieldList) {
	switch fn := fn.(type) {
	case *ast.FuncLit:
		return fn.Type.Params, nil
	case *ast.FuncDecl:
		return fn.Type.Params, fn.Recv
	}
	return nil, nil
}

// named returns the first variable of list with a type such that suits holds, or nil.
func (m *mender) named(list *ast.FieldList, suits func(types.Type) bool) *types.Var {
	if list == nil {
		return nil
	}
	for _, field := range list.List {
		for _, name := range field.Names {
			if v, ok := m.pass.TypesInfo.Defs[name].(*types.Var); ok && suits(v.Type()) {
				return v
			}
		}
	}
	return nil
}

// isSuite reports whether t has a method T that yields the test which runs.
func isSuite(t types.Type) bool {
	method := syntax.Method(t, "T")
	if method == nil || method.Signature().Params().Len() != 0 || method.Signature().Results().Len() != 1 {
		return false
	}
	return isTest(method.Signature().Results().At(0).Type())
}

// isTest reports whether t is *testing.T or one of its like, or an interface for
// them.
func isTest(t types.Type) bool {
	obj := syntax.TypeName(t)
	return obj != nil && obj.Pkg() != nil && obj.Pkg().Path() == "testing" && syntax.HasMethod(t, "Cleanup")
}

// visible returns the name of v if it stands for v at pos, else "".
func (m *mender) visible(v *types.Var, pos token.Pos) string {
	scope := m.pass.Pkg.Scope().Innermost(pos)
	if scope == nil {
		return ""
	}
	if _, obj := scope.LookupParent(v.Name(), pos); obj != v {
		return ""
	}
	return v.Name()
}

// since reports whether the module is for that version of Go at least.
func (m *mender) since(v string) bool {
	of := m.pass.Pkg.GoVersion()
	return of == "" || version.Compare(of, v) >= 0
}

// ends reports whether the directory may go when the function returns that makes
// it: it returns in the end, nothing leaves it, and the socket is closed by then, or
// the process ends. In a loop, what is deferred piles up.
func (p *place) ends() bool {
	d := p.verdict.dir
	if len(d.Left) > 0 || !slices.ContainsFunc(d.Leaks, func(l dirs.Leak) bool { return !l.Failed }) {
		return false
	}
	if slices.ContainsFunc(d.Leaks, func(l dirs.Leak) bool { return l.Quits && !l.Failed }) {
		return false
	}
	for c := range p.stmt.Enclosing((*ast.ForStmt)(nil), (*ast.RangeStmt)(nil), (*ast.FuncLit)(nil), (*ast.FuncDecl)(nil)) {
		switch c.Node().(type) {
		case *ast.ForStmt, *ast.RangeStmt:
			return false
		case *ast.FuncLit:
			return d.Closed
		}
		break
	}
	isMain := p.pass.Pkg.Name() == "main" && p.fn.Decl.Name.Name == "main" && p.fn.Decl.Recv == nil
	return d.Closed || isMain
}

// widen drafts that what removes the socket, or the directory if it is empty, removes
// the directory; nil if that is not certain to run, or the directory is not at hand.
func (m *mender) widen(p *place) *fix.Draft {
	for _, r := range p.partial {
		call := syntax.CallAt(p.file, r.Pos)
		if call == nil || len(call.Args) != 1 || !m.isRemoval(call) || m.visible(p.dir, call.Pos()) == "" {
			continue
		}
		at, ok := p.fn.Root.FindNode(call)
		if !ok || !m.runs(p, at) {
			continue
		}
		d := m.Draft(p.file, "Remove the directory with the socket")
		d.Replace(call, d.Qualifier("os")+"RemoveAll("+p.dir.Name()+")")
		return d
	}
	return nil
}

// isRemoval reports whether call is one of os.Remove or os.RemoveAll.
func (m *mender) isRemoval(call *ast.CallExpr) bool {
	fn := syntax.Callee(m.pass.TypesInfo, call)
	return fn != nil && (fn.FullName() == "os.Remove" || fn.FullName() == "os.RemoveAll")
}

// runs reports whether the code at c runs each time when the function of p has
// ended: it is deferred, or in a literal that is, or that is handed to a test or to
// the callers, and under no condition.
func (m *mender) runs(p *place, c inspector.Cursor) bool {
	for ; c.Node() != p.fn.Decl; c = c.Parent() {
		switch c.ParentEdgeKind() {
		case edge.IfStmt_Body, edge.IfStmt_Else, edge.CaseClause_Body, edge.CommClause_Body, edge.ForStmt_Body, edge.RangeStmt_Body:
			return false
		case edge.DeferStmt_Call:
			return c.Parent().Parent() == p.stmt.Parent()
		case edge.ReturnStmt_Results:
			return true
		case edge.CallExpr_Args:
			if fn := syntax.Callee(m.pass.TypesInfo, c.Parent().Node().(*ast.CallExpr)); fn != nil && fn.Name() == "Cleanup" {
				stmt, ok := syntax.Statement(c)
				return ok && stmt.Parent() == p.stmt.Parent()
			}
		}
	}
	return false
}
