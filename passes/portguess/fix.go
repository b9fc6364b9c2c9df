package portguess

import (
	"go/ast"
	"go/token"
	"go/types"
	"slices"
	"strconv"
	"strings"

	"golang.org/x/tools/go/analysis"

	"github.com/sockvet/sockvet/internal/fix"
	"github.com/sockvet/sockvet/internal/sockflow"
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
		if draft := m.bindZero(f); draft != nil {
			f.Fix = m.First(draft)
		}
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

// bindZero drafts that the kernel chooses the port of
//
//	l, err := net.Listen("tcp", "127.0.0.1:50123")
//
// and that the function asks the socket for its address wherever it has that text below. It is
// nil if other code has the number: it would look for the socket there.
func (m *mender) bindZero(f *finding) *fix.Draft {
	address, ok := f.Expr.(*ast.BasicLit)
	if !ok || address.Kind != token.STRING || f.Category != CategoryFixed {
		return nil
	}
	call := syntax.CallAt(f.File, f.Bind.Pos)
	fn := syntax.FunctionAround(m.pass.TypesInfo, f.File, f.Pos)
	if call == nil || fn == nil || !slices.Contains(call.Args, ast.Expr(address)) {
		return nil
	}
	socket, method := m.socketOf(fn, call)
	text, err := strconv.Unquote(address.Value)
	host, found := strings.CutSuffix(text, ":"+f.port.Text)
	if socket == nil || err != nil || !found {
		return nil
	}
	d := m.Draft(f.File, "Have the kernel choose the port")
	d.Replace(address, strconv.Quote(host+":0"))
	for _, lit := range m.others(address, f.port.Text) {
		if lit.Pos() < call.End() || fn.Decl.End() < lit.End() || !syntax.IsVisible(m.pass.Pkg, socket, lit.Pos()) || !m.read(d, lit, text, socket.Name()+"."+method+"().String()") {
			return nil
		}
	}
	return d
}

// addressOf are the functions whose first result is a socket, and the method that tells its
// address.
var addressOf = map[string]string{
	"net.Listen": "Addr", "(*net.ListenConfig).Listen": "Addr", "crypto/tls.Listen": "Addr",
	"net.ListenPacket": "LocalAddr", "(*net.ListenConfig).ListenPacket": "LocalAddr",
}

// socketOf returns the variable that gets the socket which call binds, and the method that
// tells its address; nil if there is none.
func (m *mender) socketOf(fn *syntax.Function, call *ast.CallExpr) (socket *types.Var, method string) {
	callee := syntax.Callee(m.pass.TypesInfo, call)
	at, ok := fn.Root.FindNode(call)
	if callee == nil || !ok {
		return nil, ""
	}
	assign, ok := at.Parent().Node().(*ast.AssignStmt)
	if !ok || len(assign.Lhs) != 2 || len(assign.Rhs) != 1 {
		return nil, ""
	}
	id, ok := assign.Lhs[0].(*ast.Ident)
	if !ok {
		return nil, ""
	}
	socket, _ = m.pass.TypesInfo.ObjectOf(id).(*types.Var)
	method = addressOf[callee.FullName()]
	if method == "" {
		return nil, ""
	}
	return socket, method
}

// others returns the literals of the package but one that have the number in them.
func (m *mender) others(but *ast.BasicLit, number string) []*ast.BasicLit {
	var all []*ast.BasicLit
	for _, file := range m.pass.Files {
		ast.Inspect(file, func(n ast.Node) bool {
			lit, ok := n.(*ast.BasicLit)
			if ok && lit != but && strings.Contains(strings.ReplaceAll(lit.Value, "_", ""), number) {
				all = append(all, lit)
			}
			return true
		})
	}
	return all
}

// read drafts that a text which has the address in it has that of the socket instead. It
// reports whether it could.
func (m *mender) read(d *fix.Draft, lit *ast.BasicLit, address, socket string) bool {
	text, err := strconv.Unquote(lit.Value)
	before, after, found := strings.Cut(text, address)
	if err != nil || !found || strings.HasPrefix(address, ":") || strings.Contains(after, address) {
		return false
	}
	if before != "" {
		socket = strconv.Quote(before) + " + " + socket
	}
	if after != "" {
		socket += " + " + strconv.Quote(after)
	}
	d.Replace(lit, socket)
	return true
}
