package mend

import (
	"fmt"
	"go/ast"
	"go/types"
	"strings"

	"golang.org/x/tools/go/ast/edge"

	"github.com/sockvet/sockvet/internal/fix"
	"github.com/sockvet/sockvet/internal/sockapi"
	"github.com/sockvet/sockvet/internal/sockflow/handoff"
	"github.com/sockvet/sockvet/internal/syntax"
	"github.com/sockvet/sockvet/passes/portrace/internal/finding"
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
	*Mender
	found  *finding.Finding
	fn     *syntax.Function
	obj    *types.Func
	socket *types.Var
	bound  string // the host that the socket is bound to
	name   string // of the new helper

	returnsAddress bool // and not a port
}

// share returns the fix that makes the helper of f return its socket, or nil. The
// helper is rewritten where nobody else can call it, in a test file; elsewhere the
// new one stands beside it.
func (m *Mender) share(f *finding.Finding) *fix.Fix {
	s := &sharing{Mender: m, found: f}
	if f.Endpoint.Helper != "" || !s.find() {
		return nil
	}
	for _, pick := range picks {
		if d := s.attempt(pick); d != nil {
			if x := m.First(d); x != nil {
				return x
			}
		}
	}
	return nil
}

// attempt drafts the change of the helper and all its callers, with the calls of
// siblings that pick picks; nil if that cannot be.
func (s *sharing) attempt(pick func(*sockapi.Sibling) string) *fix.Draft {
	d := s.Draft(s.found.File, fmt.Sprintf("Let %s return the open socket", s.fn.Decl.Name.Name))
	callers := map[*ast.CallExpr]bool{}
	var calls []*ast.CallExpr
	for _, u := range s.found.Endpoint.Uses {
		if u.Role == handoff.Dial {
			continue
		}
		sink, ok := s.sinkOf(s.found.File, u)
		if u.Role != handoff.Bind || !ok {
			return nil
		}
		if callers[sink.call] {
			continue
		}
		callers[sink.call] = true
		c := &caller{found: s.found, supply: s.supply(), keeping: keeping{Mender: s.Mender, fn: sink.fn, sink: sink, file: s.found.File}}
		if !c.find() || !c.draft(d, pick) {
			return nil
		}
		calls = append(calls, c.port.def.Value.(*ast.CallExpr))
	}
	inPlace := s.isClosedWorld(len(callers))
	if !s.draft(d, inPlace) {
		return nil
	}
	if !inPlace && s.isOwn(s.obj) && s.isUnusedWithout(s.obj, calls) {
		d.Message += fmt.Sprintf(uncalled, s.obj.Name())
	}
	return d
}

// find fills in what the helper does, and reports whether that is just to find a
// free port: one socket, made, asked and closed.
func (s *sharing) find() bool {
	closing, ok := s.spotAt(s.found.File, s.found.Endpoint.Release)
	bind, bound := s.spotAt(s.found.File, s.found.Endpoint.Bind)
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
	_, s.returnsAddress = s.returnedHost(s.found, s.fn)
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
		case i == 0 && !syntax.IsBasic(t, types.IsInteger|types.IsString):
			return false
		case i == 1 && t.String() != "error":
			return false
		}
	}
	return true
}

// hostOf returns the host that call binds, or "?" if that is not written there.
func (s *sharing) hostOf(call *ast.CallExpr) string {
	address := boundAddress(s.fn.Info, call)
	if address == nil {
		return "?"
	}
	text, ok := syntax.Constant(s.fn.Info, address)
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
	if !syntax.HasMethod(s.socket.Type(), "Accept") {
		name = s.fn.Decl.Name.Name + "Socket"
	}
	taken := false
	for _, file := range s.pass.Files {
		ast.Inspect(file, func(n ast.Node) bool {
			id, ok := n.(*ast.Ident)
			taken = taken || ok && id.Name == name
			return !taken
		})
	}
	if taken {
		return ""
	}
	return name
}

// isClosedWorld reports whether the calls that are rewritten are all that can be:
// nobody imports the code of a test.
func (s *sharing) isClosedWorld(rewritten int) bool {
	return len(s.usesOf(s.obj)) == rewritten && syntax.IsTest(s.pass.Fset, s.found.File)
}

// supply says that callers call the new helper.
func (s *sharing) supply() supply {
	return supply{
		helper:  s.obj,
		suits:   func(h host) bool { return h.own || h.name == s.bound },
		swap:    func(d *fix.Draft, call *ast.CallExpr, _ host) { d.Replace(call.Fun, s.name) },
		packet:  !syntax.HasMethod(s.socket.Type(), "Accept"),
		address: s.returnsAddress,
		kept:    s.cleanup() != "",
	}
}
