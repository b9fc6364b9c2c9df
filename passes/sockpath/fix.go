package sockpath

import (
	"go/ast"
	"go/token"
	"go/types"
	"go/version"
	"path"
	"slices"
	"strconv"
	"strings"

	"golang.org/x/tools/go/analysis"
	"golang.org/x/tools/go/ast/inspector"

	"github.com/sockvet/sockvet/internal/fix"
	"github.com/sockvet/sockvet/internal/scene"
	"github.com/sockvet/sockvet/internal/sockflow"
	"github.com/sockvet/sockvet/internal/sockflow/binds"
	"github.com/sockvet/sockvet/internal/syntax"
)

// A mender drafts the fixes of the findings of one pass.
type mender struct {
	*fix.Fixer
	pass *analysis.Pass
}

// mend gives findings their fixes, where there are any. They are among those that all has.
func (c *Config) mend(pass *analysis.Pass, flows *sockflow.Result, all, found []*finding) {
	m := &mender{Fixer: fix.New(pass), pass: pass}
	var fixes []*fix.Fix
	for _, f := range found {
		f.Fix = m.fix(f)
		fixes = append(fixes, f.Fix)
	}
	m.Settle(fixes, func(edited *analysis.Pass, fixes []*fix.Fix) bool { return c.gone(flows, all, edited, fixes) })
}

// gone reports whether the faults are gone that fixes mend, and no other has come, in the
// package as they leave it. all are the findings without the fixes, those too that are not
// reported. Lines have moved then: what tells a finding is the function that it is in.
func (c *Config) gone(flows *sockflow.Result, all []*finding, edited *analysis.Pass, fixes []*fix.Fix) bool {
	after, err := flows.Again(edited)
	if err != nil {
		return false
	}
	var allowed, left []string
	for _, f := range all {
		if f.Category != "" && !f.Fix.In(fixes) {
			allowed = append(allowed, f.Key())
		}
	}
	for _, f := range findings(edited, after.Binds) {
		if f.Category != "" && (c.Strict || !f.Strict) { // else nobody sees it
			left = append(left, f.Key())
		}
	}
	return fix.NoMore(left, allowed)
}

// fix returns the fix for the finding f, or nil.
func (m *mender) fix(f *finding) *fix.Fix {
	var drafts []*fix.Draft
	switch {
	case f.removal != nil && f.Category == CategoryPredictable:
		drafts = append(drafts, m.removeOne(f))
	case f.removal != nil:
	case f.Category == CategoryPredictable || f.Category == CategoryTooLong:
		drafts = append(drafts, m.moveToOwn(f))
	}
	return m.First(slices.DeleteFunc(drafts, func(d *fix.Draft) bool { return d == nil })...)
}

// moveToOwn drafts that a test binds its socket in a directory of its own, which is removed
// in the end; nil if what spells the path is in no test, or others spell it as well: they
// would not find the socket any more.
func (m *mender) moveToOwn(f *finding) *fix.Draft {
	if f.Expr == nil || !f.InTest() || !m.since("go1.16") || m.isSpelledElsewhere(f) {
		return nil
	}
	fn := syntax.FunctionAround(m.pass.TypesInfo, f.File, f.Pos)
	if fn == nil {
		return nil
	}
	at, ok := fn.Root.FindNode(f.Expr)
	if !ok {
		return nil
	}
	stmt, ok := syntax.Statement(at)
	test := m.testAt(at)
	if !ok || test == "" {
		return nil
	}
	dir, err := m.free(fn.Decl, "dir", "sockDir"), m.errorAt(stmt.Node().Pos(), fn.Decl)
	if dir == "" || err == "" {
		return nil
	}
	d := m.Draft(f.File, "Bind the socket in a directory of its own")
	osName := d.Qualifier("os")
	d.Before(stmt.Node().(ast.Stmt), dir+", "+err+" := "+osName+`MkdirTemp("", "sock")`+"\nif "+err+" != nil {\n"+test+".Fatal("+err+")\n}\n"+
		test+".Cleanup(func() { "+osName+"RemoveAll("+dir+") })")
	d.Replace(f.Expr, d.Qualifier("path/filepath")+"Join("+dir+", "+strconv.Quote(f.shortName())+")")
	return d
}

// maxShortName is how long the name of a socket may be to be kept: below a directory of
// os.MkdirTemp on macOS, a path has room for some 40 bytes more.
const maxShortName = 24

// shortName returns the name that the socket has in its directory: its own, if that is known
// and short.
func (f *finding) shortName() string {
	last := f.text.Parts[len(f.text.Parts)-1]
	name := path.Base(last.Text)
	if last.Kind == binds.Known && len(name) <= maxShortName && name != "/" && (len(f.text.Parts) == 1 || strings.Contains(last.Text, "/")) {
		return name
	}
	return "s.sock"
}

// isSpelledElsewhere reports whether another piece of code of the package's has the path, or the
// name of the socket, in a constant.
func (m *mender) isSpelledElsewhere(f *finding) bool {
	name := ""
	for _, p := range f.text.Parts {
		if base := path.Base(p.Text); p.Kind == binds.Known && base != "/" && base != "." {
			name = base
		}
	}
	if name == "" {
		return true
	}
	elsewhere := false
	for _, file := range m.pass.Files {
		ast.Inspect(file, func(n ast.Node) bool {
			if n == f.Expr || elsewhere {
				return false
			}
			if lit, ok := n.(*ast.BasicLit); ok && lit.Kind == token.STRING {
				text, err := strconv.Unquote(lit.Value)
				elsewhere = err == nil && strings.Contains(text, name)
			}
			return true
		})
	}
	return elsewhere
}

// testAt returns the parameter of the innermost function around c that stands for the test;
// "" if it has none, or another variable has its name.
func (m *mender) testAt(c inspector.Cursor) string {
	for fn := range c.Enclosing((*ast.FuncLit)(nil), (*ast.FuncDecl)(nil)) {
		params := paramsOf(fn.Node())
		for _, field := range params.List {
			for _, name := range field.Names {
				v, ok := m.pass.TypesInfo.Defs[name].(*types.Var)
				if ok && isTest(v.Type()) && syntax.IsVisible(m.pass.Pkg, v, c.Node().Pos()) {
					return v.Name()
				}
			}
		}
		break
	}
	return ""
}

func paramsOf(fn ast.Node) *ast.FieldList {
	if literal, ok := fn.(*ast.FuncLit); ok {
		return literal.Type.Params
	}
	return fn.(*ast.FuncDecl).Type.Params
}

// isTest reports whether t is *testing.T or one of its like, or an interface for them.
func isTest(t types.Type) bool {
	obj := syntax.TypeName(t)
	return obj != nil && obj.Pkg() != nil && obj.Pkg().Path() == "testing" && syntax.HasMethod(t, "Cleanup")
}

// errorAt returns a name for an error at pos, in decl, which hides none that is declared
// further out.
func (m *mender) errorAt(pos token.Pos, decl *ast.FuncDecl) string {
	scope := m.pass.Pkg.Scope().Innermost(pos)
	if scope == nil {
		return ""
	}
	if at, _ := scope.LookupParent("err", pos); at == nil || at == scope {
		return "err"
	}
	return m.free(decl, "mkdirErr")
}

// free returns the first of names that nothing in decl has, "" if all are taken.
func (m *mender) free(decl *ast.FuncDecl, names ...string) string {
	for _, name := range names {
		taken := m.pass.Pkg.Scope().Lookup(name) != nil
		ast.Inspect(decl, func(n ast.Node) bool {
			id, ok := n.(*ast.Ident)
			taken = taken || ok && id.Name == name
			return !taken
		})
		if !taken {
			return name
		}
	}
	return ""
}

// since reports whether the module is for that version of Go at least.
func (m *mender) since(v string) bool {
	of := m.pass.Pkg.GoVersion()
	return of == "" || version.Compare(of, v) >= 0
}

// removeOne drafts that only the socket is removed: os.Remove fails if there is none, which
// os.RemoveAll does not. It is nil where that makes a difference that it cannot mend. Have one
// of
//
//	os.RemoveAll(path)
//
//	if err := os.RemoveAll(path); err != nil {
//
//	err := os.RemoveAll(path)
//	if err != nil {
func (m *mender) removeOne(f *finding) *fix.Draft {
	call := syntax.CallAt(f.File, f.removal.Pos)
	fn := syntax.FunctionAround(m.pass.TypesInfo, f.File, f.Pos)
	if call == nil || fn == nil || len(call.Args) != 1 {
		return nil
	}
	callee := syntax.Callee(m.pass.TypesInfo, call)
	at, ok := fn.Root.FindNode(call)
	if callee == nil || callee.FullName() != "os.RemoveAll" || !ok {
		return nil
	}
	d := m.Draft(f.File, "Remove no more than the socket")
	d.Replace(call, d.Qualifier("os")+"Remove("+d.Text(call.Args[0])+")")
	switch parent := at.Parent().Node().(type) {
	case *ast.ExprStmt, *ast.DeferStmt:
		return d
	case *ast.AssignStmt:
		if syntax.IsBlank(parent.Lhs[0]) {
			return d
		}
		if check := checkOf(at.Parent()); check != nil && len(parent.Lhs) == 1 && check.Else == nil && isFailure(check.Cond, scene.NameOf(parent.Lhs[0])) {
			d.Replace(check.Cond, d.Text(check.Cond)+" && !"+d.Qualifier("os")+"IsNotExist("+scene.NameOf(parent.Lhs[0])+")")
			return d
		}
	}
	return nil
}

// checkOf returns the if statement that looks at what an assignment yields: that which it is
// the first part of, or the one behind it.
func checkOf(assign inspector.Cursor) *ast.IfStmt {
	if check, ok := assign.Parent().Node().(*ast.IfStmt); ok && check.Init == assign.Node() {
		return check
	}
	stmt, ok := syntax.Statement(assign)
	if !ok || stmt.Node() != assign.Node() {
		return nil
	}
	next, ok := syntax.Next(stmt)
	if !ok {
		return nil
	}
	check, _ := next.Node().(*ast.IfStmt)
	if check == nil || check.Init != nil {
		return nil
	}
	return check
}

// isFailure reports whether cond is "name != nil".
func isFailure(cond ast.Expr, name string) bool {
	cmp, ok := ast.Unparen(cond).(*ast.BinaryExpr)
	return ok && cmp.Op == token.NEQ && name != "" && scene.NameOf(cmp.X) == name && scene.NameOf(cmp.Y) == "nil"
}
