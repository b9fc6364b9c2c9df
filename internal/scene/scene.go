// Package scene has the code that an address goes through on its way from where it is spelled
// to where it is bound, for the passes that judge addresses: who spells it, what is called on
// the way, and whether the bind is to fail; and what they make of that, a finding.
package scene

import (
	"go/ast"
	"go/constant"
	"go/token"
	"regexp"
	"slices"

	"golang.org/x/tools/go/analysis"

	"github.com/sockvet/sockvet/internal/bodies"
	"github.com/sockvet/sockvet/internal/sockflow/binds"
	"github.com/sockvet/sockvet/internal/syntax"
)

// A Scene is that code for one address.
type Scene struct {
	Pass     *analysis.Pass
	Bind     *binds.Bind
	Where    token.Pos   // as of a [binds.Text]
	Way      []token.Pos // the same
	Expr     ast.Expr    // that spells the address; nil if none was found
	File     *ast.File   // in which a finding is; nil if in none of the package's
	Pos, End token.Pos   // of that
}

// New returns the scene of an address that b binds, as a [binds.Text] or a piece of one has
// where it is from. is tells the constant that it is, and is nil if it is none. The functions
// that the address goes through have types then.
func New(pass *analysis.Pass, b *binds.Bind, where token.Pos, way []token.Pos, is func(constant.Value) bool) *Scene {
	typed := bodies.Of(pass)
	typed.Around(where, b.Pos)
	typed.Around(way...)
	s := &Scene{Pass: pass, Bind: b, Where: where, Way: way}
	s.At(where)
	if s.Expr = s.spelled(is); s.Expr != nil {
		s.Pos, s.End = s.Expr.Pos(), s.Expr.End()
		s.File = syntax.FileAt(pass.Files, s.Pos)
	}
	return s
}

// At has a finding be at pos: at the call there, if there is one.
func (s *Scene) At(pos token.Pos) {
	s.File = syntax.FileAt(s.Pass.Files, pos)
	s.Pos, s.End = pos, token.NoPos
	if call := syntax.CallAt(s.File, pos); call != nil {
		s.Pos, s.End = call.Pos(), call.End()
	}
}

// InTest reports whether a finding is in a test file.
func (s *Scene) InTest() bool { return syntax.IsTest(s.Pass.Fset, s.File) }

// Places returns where the path goes through.
func (s *Scene) Places() []token.Pos {
	return append([]token.Pos{s.Pos, s.Where, s.Bind.Pos}, s.Way...)
}

// Functions returns the functions that the path goes through.
func (s *Scene) Functions() []*ast.FuncDecl {
	var all []*ast.FuncDecl
	for _, pos := range s.Places() {
		decl := syntax.DeclarationAt(syntax.FileAt(s.Pass.Files, pos), pos)
		if decl != nil && !slices.Contains(all, decl) {
			all = append(all, decl)
		}
	}
	return all
}

// Calls reports whether a function that the path goes through calls one whose name matches.
func (s *Scene) Calls(names func() *regexp.Regexp) bool {
	return s.Any(func(n ast.Node) bool {
		call, ok := n.(*ast.CallExpr)
		return ok && names().MatchString(NameOf(call.Fun))
	})
}

// NameOf returns the last name of a function or variable.
func NameOf(e ast.Expr) string {
	switch e := ast.Unparen(e).(type) {
	case *ast.Ident:
		return e.Name
	case *ast.SelectorExpr:
		return e.Sel.Name
	}
	return ""
}

// Within reports whether code that the address goes through stands in a call of a function
// whose name matches: in a literal that it gets.
func (s *Scene) Within(names func() *regexp.Regexp) bool {
	found := false
	for _, pos := range s.Places() {
		file := syntax.FileAt(s.Pass.Files, pos)
		if file == nil {
			continue
		}
		var around *ast.CallExpr
		inspectAround(file, pos, func(n ast.Node) {
			switch n := n.(type) {
			case *ast.CallExpr:
				around = n
			case *ast.FuncLit:
				found = found || around != nil && slices.Contains(around.Args, ast.Expr(n)) && names().MatchString(NameOf(around.Fun))
			}
		})
	}
	return found
}

// Any reports whether is holds for something in the functions that the path goes through.
func (s *Scene) Any(is func(ast.Node) bool) bool {
	found := false
	for _, decl := range s.Functions() {
		ast.Inspect(decl, func(n ast.Node) bool {
			found = found || n != nil && is(n)
			return !found
		})
	}
	return found
}
