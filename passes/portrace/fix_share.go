package portrace

import (
	"fmt"
	"go/ast"
	"go/constant"
	"go/types"
	"strings"

	"golang.org/x/tools/go/ast/edge"
	"golang.org/x/tools/go/ast/inspector"

	"github.com/sockvet/sockvet/internal/fix"
	"github.com/sockvet/sockvet/internal/portflow"
	"github.com/sockvet/sockvet/internal/sockapi"
	"github.com/sockvet/sockvet/internal/syntax"
)

// A sharing is the fix of a helper that finds a free port for functions which
// could use its socket. Have:
//
//	func freePort() (int, error) {
//		l, err := net.Listen("tcp", "127.0.0.1:0")
//		if err != nil {
//			return 0, err
//		}
//		defer l.Close()
//		return l.Addr().(*net.TCPAddr).Port, nil
//	}
//
// Want a helper that returns the socket, and callers that ask it for its port:
//
//	l, err := listenFree()
//	if err != nil { ... }
//	port := l.Addr().(*net.TCPAddr).Port
//	http.Serve(l, h)
type sharing struct {
	*mender
	r      *report
	fn     *syntax.Function
	obj    *types.Func
	socket *types.Var
	bound  string // the host that the socket is bound to
	name   string // of the new helper

	returnsAddress bool // and not a port
}

// share returns the fix that makes the helper of r return its socket, or nil. The
// helper is rewritten where nobody else can call it, in a test file; elsewhere the
// new one stands beside it.
func (m *mender) share(r *report) *fix.Fix {
	s := &sharing{mender: m, r: r}
	if r.endpoint.Helper != "" || !s.find() {
		return nil
	}
	// The shortest calls leave variables unused that the others keep.
	for _, pick := range []func(*sockapi.Sibling) string{first, last} {
		if d := s.attempt(pick); d != nil {
			if x := m.First(d); x != nil {
				return x
			}
		}
	}
	return nil
}

func first(s *sockapi.Sibling) string { return s.Calls[0] }
func last(s *sockapi.Sibling) string  { return s.Calls[len(s.Calls)-1] }

// attempt drafts the change of the helper and all its callers, with the calls of
// siblings that pick picks; nil if that cannot be.
func (s *sharing) attempt(pick func(*sockapi.Sibling) string) *fix.Draft {
	d := s.Draft(s.r.file, fmt.Sprintf("Let %s return the open socket", s.fn.Decl.Name.Name))
	callers := map[*ast.CallExpr]bool{}
	for _, u := range s.r.endpoint.Uses {
		if u.Role == portflow.Dial {
			continue
		}
		sink, ok := s.sinkOf(s.r.file, u)
		if u.Role != portflow.Bind || !ok {
			return nil
		}
		if callers[sink.call] {
			continue
		}
		callers[sink.call] = true
		c := &caller{supply: s.supply(), keeping: keeping{mender: s.mender, fn: sink.fn, sink: sink, file: s.r.file}}
		if !c.find() || !c.draft(d, pick) {
			return nil
		}
	}
	if !s.draft(d, s.isClosedWorld(len(callers))) {
		return nil
	}
	return d
}

// supply says that callers call the new helper.
func (s *sharing) supply() supply {
	return supply{
		helper:  s.obj,
		suits:   func(h host) bool { return h.own || h.name == s.bound },
		swap:    func(d *fix.Draft, call *ast.CallExpr, _ host) { d.Replace(call.Fun, s.name) },
		packet:  !hasMethod(s.socket.Type(), "Accept"),
		address: s.returnsAddress,
		kept:    s.cleanup() != "",
	}
}

// find fills in what the helper does, and reports whether that is just to find a
// free port: one socket, made, asked and closed.
func (s *sharing) find() bool {
	closing, ok := s.spotAt(s.r.file, s.r.endpoint.Release)
	bind, bound := s.spotAt(s.r.file, s.r.endpoint.Bind)
	if !ok || !bound || bind.fn.Decl != closing.fn.Decl {
		return false
	}
	s.fn = closing.fn
	s.obj, _ = s.pass.TypesInfo.Defs[s.fn.Decl.Name].(*types.Func)
	stmt, ok := syntax.Statement(bind.at)
	assign, isAssign := stmt.Node().(*ast.AssignStmt)
	if !ok || !isAssign || s.obj == nil || s.fn.Decl.Recv != nil || s.fn.Decl.Type.TypeParams != nil {
		return false
	}
	s.socket = s.fn.Local(assign.Lhs[0])
	if s.socket == nil || !s.private() || !s.returnsPort() {
		return false
	}
	s.bound = s.hostOf(bind.call)
	_, s.returnsAddress = s.returnedHost(s.r, s.fn)
	s.name = s.freshName()
	return s.name != ""
}

// private reports whether the helper does nothing with the socket but to ask for
// its address and to close it.
func (s *sharing) private() bool {
	all, whole := s.fn.Definitions(s.socket)
	if !whole || len(all) != 1 {
		return false
	}
	closings := 0
	for _, use := range s.fn.Uses(s.socket) {
		sel, ok := use.Parent().Node().(*ast.SelectorExpr)
		if !ok || use.Parent().ParentEdgeKind() != edge.CallExpr_Fun {
			return false
		}
		switch sel.Sel.Name {
		case "Addr", "LocalAddr":
		case "Close":
			closings++
		default:
			return false
		}
	}
	return closings == 1
}

// returnsPort reports whether the helper returns a port or an address, and with it
// at most an error. Named results would have to be read as well.
func (s *sharing) returnsPort() bool {
	results := s.fn.Decl.Type.Results
	if results == nil || len(results.List) > 2 {
		return false
	}
	for i, field := range results.List {
		t := s.pass.TypesInfo.TypeOf(field.Type)
		switch {
		case len(field.Names) > 0:
			return false
		case i == 0 && !isBasic(t, types.IsInteger|types.IsString):
			return false
		case i == 1 && t.String() != "error":
			return false
		}
	}
	return true
}

// hostOf returns the host that call binds, or "?" if that is not written there.
func (s *sharing) hostOf(call *ast.CallExpr) string {
	callee := syntax.Callee(s.fn.Info, call)
	if callee == nil {
		return "?"
	}
	i, ok := listens[callee.FullName()]
	if !ok {
		return "?"
	}
	text, ok := syntax.Constant(s.fn.Info, call.Args[i])
	h, whole := beforePort(strings.TrimSuffix(text, "0"))
	if !ok || !whole {
		return "?"
	}
	return h.name
}

// freshName returns a name for the new helper, made of that of the old one; "" if
// something has it already.
func (s *sharing) freshName() string {
	name := s.fn.Decl.Name.Name + "Listener"
	if !hasMethod(s.socket.Type(), "Accept") {
		name = s.fn.Decl.Name.Name + "Socket"
	}
	for c := range s.root.Preorder((*ast.Ident)(nil)) {
		if c.Node().(*ast.Ident).Name == name {
			return ""
		}
	}
	return name
}

// isClosedWorld reports whether the calls that are rewritten are all that can be:
// nobody imports the code of a test.
func (s *sharing) isClosedWorld(rewritten int) bool {
	uses := 0
	for _, obj := range s.pass.TypesInfo.Uses {
		if obj == s.obj {
			uses++
		}
	}
	return uses == rewritten && syntax.IsTest(s.pass.Fset, s.r.file)
}

// draft drafts the new helper, in the place of the old one or below it.
func (s *sharing) draft(d *fix.Draft, inPlace bool) bool {
	if inPlace {
		return s.rewrite(d)
	}
	beside := s.Draft(s.r.file, "")
	if !s.rewrite(beside) {
		return false
	}
	text, err := beside.Rewritten(s.fn.Decl)
	d.Below(s.fn.Decl, text)
	return err == nil
}

// rewrite drafts the change of the helper: another name and type, no closing, and
// the socket in the place of its port.
func (s *sharing) rewrite(d *fix.Draft) bool {
	decl := s.fn.Decl
	d.Replace(decl.Name, s.name)
	d.Replace(decl.Type.Results.List[0].Type, d.TypeString(s.socket.Type()))
	if decl.Doc != nil {
		d.Replace(decl.Doc, fmt.Sprintf("// %s returns an open socket on a free port.", s.name))
	}
	closed, ok := s.stopClosing(d)
	if !ok {
		return false
	}
	for c := range s.fn.Root.Preorder((*ast.ReturnStmt)(nil)) {
		ret := c.Node().(*ast.ReturnStmt)
		if s.inLiteral(c) || closed.Contains(c) {
			continue
		}
		if len(ret.Results) != len(decl.Type.Results.List) {
			return false
		}
		if v := s.pass.TypesInfo.Types[ret.Results[0]].Value; v != nil && v.Kind() != constant.Unknown {
			if !s.canFail(c, closed) {
				return false
			}
			d.Replace(ret.Results[0], "nil")
			continue
		}
		at, ok := c.FindNode(ret.Results[0])
		if !ok {
			return false
		}
		s.dropOrphans(d, s.fn, at, closed.Contains)
		d.Replace(ret.Results[0], s.socket.Name())
	}
	return true
}

// canFail reports whether a return without a port can do without a socket as well:
// the caller learns of it from the error, and no socket is left open.
func (s *sharing) canFail(ret, closed inspector.Cursor) bool {
	results := ret.Node().(*ast.ReturnStmt).Results
	told := len(results) == 2 && !s.pass.TypesInfo.Types[results[1]].IsNil()
	return told && (ret.Node().Pos() < closed.Node().Pos() || s.cleanup() != "")
}

func (s *sharing) inLiteral(c inspector.Cursor) bool {
	for literal := range c.Enclosing((*ast.FuncLit)(nil)) {
		return s.fn.Root.Contains(literal)
	}
	return false
}

// stopClosing drafts that the helper leaves the socket open. Where it has the test,
// that closes the socket in the end. It returns the statement that closed it.
func (s *sharing) stopClosing(d *fix.Draft) (inspector.Cursor, bool) {
	closing, ok := s.spotAt(s.r.file, s.r.endpoint.Release)
	if !ok {
		return inspector.Cursor{}, false
	}
	closed, ok := syntax.Statement(closing.at)
	if _, deferred := closed.Node().(*ast.DeferStmt); !deferred || !ok {
		k := keeping{mender: s.mender, fn: s.fn, closing: closing.at, closed: closed}
		last := closed
		if check, ok := k.checkOf(closed); ok {
			last = check
		}
		k.route.Statement, _ = syntax.Next(last)
		return closed, ok && s.cleanup() == "" && k.stopClosing(d)
	}
	if s.cleanup() == "" {
		d.Delete(closed.Node().(ast.Stmt))
	} else {
		d.Replace(closed.Node(), s.cleanup())
	}
	return closed, true
}

// cleanup returns the statement that has the test close the socket; "" if the
// helper has none.
func (s *sharing) cleanup() string {
	for _, field := range s.fn.Decl.Type.Params.List {
		for _, name := range field.Names {
			if hasMethod(s.pass.TypesInfo.TypeOf(field.Type), "Cleanup") && name.Name != "_" {
				return fmt.Sprintf("%s.Cleanup(func() { %s.Close() })", name.Name, s.socket.Name())
			}
		}
	}
	return ""
}
