package mend

import (
	"go/ast"
	"go/token"
	"go/types"
	"slices"
	"strconv"

	"golang.org/x/tools/go/ast/inspector"

	"github.com/sockvet/sockvet/internal/fix"
	"github.com/sockvet/sockvet/internal/sockapi"
	"github.com/sockvet/sockvet/internal/syntax"
	"github.com/sockvet/sockvet/passes/portrace/internal/finding"
)

// A caller is a function that gets a port from a helper and gives it to a server.
// Have:
//
//	port, err := freePort()
//	if err != nil { ... }
//	http.ListenAndServe(fmt.Sprintf(":%d", port), h)
//
// Want, with a call that yields a socket in the place of the helper's:
//
//	l, err := net.Listen("tcp", ":0")
//	if err != nil { ... }
//	port := l.Addr().(*net.TCPAddr).Port
//	http.Serve(l, h)
type caller struct {
	keeping
	found  *finding.Finding // about the helper
	supply supply
	port   step // that calls the helper
	host   host // of the address that the server binds
}

// A supply says where a caller gets a socket from instead of a port.
type supply struct {
	helper  *types.Func                                       // which returns the port
	suits   func(host) bool                                   // whether the socket is on that host
	swap    func(d *fix.Draft, call *ast.CallExpr, host host) // drafts the call that is made instead of one of the helper
	packet  bool                                              // it is one of packets
	address bool                                              // the helper returns an address and not a port
	kept    bool                                              // somebody else closes the socket in the end
}

// hold returns the fix that binds the port where sink's function calls a helper
// that tells of errors, and the call; nil if that is not certain. bound is the
// address that the helper binds, if it returns an address.
func (m *Mender) hold(f *finding.Finding, file *ast.File, sink spot, helper *types.Func, bound string) (*fix.Fix, *ast.CallExpr) {
	if helper == nil || helper.Signature().Results().Len() != 2 {
		return nil, nil
	}
	c := &caller{found: f, keeping: keeping{Mender: m, fn: sink.fn, sink: sink, file: file}}
	c.supply = supply{
		helper:  helper,
		suits:   func(h host) bool { return !h.own || bound != "" },
		swap:    func(d *fix.Draft, call *ast.CallExpr, h host) { d.Replace(call, c.listen(d, h, bound)) },
		address: bound != "",
	}
	if !c.find() {
		return nil, nil
	}
	call := c.port.def.Value.(*ast.CallExpr)
	var drafts []*fix.Draft
	for _, pick := range picks {
		if d := m.Draft(file, "Bind port 0 and serve on that"); c.draft(d, pick) {
			m.retire(d, file, helper, call)
			drafts = append(drafts, d)
		}
	}
	return m.First(drafts...), call
}

// listen returns the call that binds port 0 on the host of the sink, which is that
// of bound if it is the helper's own.
func (c *caller) listen(d *fix.Draft, h host, bound string) string {
	address := strconv.Quote(bound)
	if !h.own {
		address = h.zero(d)
	}
	return d.Qualifier("net") + "Listen(" + strconv.Quote(c.network(c.sink.call)) + ", " + address + ")"
}

// find fills in how the port gets to the server, and reports whether the socket
// can go with it.
func (c *caller) find() bool {
	callee := syntax.Callee(c.fn.Info, c.sink.call)
	address := c.sinkAddress()
	if callee == nil || address == nil || c.fn.Jumps() {
		return false
	}
	sibling := sockapi.LookupSibling(callee)
	if sibling == nil || sibling.Leaves || c.heeds(sibling) || (sibling.Listener == "net.PacketConn") != c.supply.packet {
		return false
	}
	way := &late{Mender: c.Mender, fn: c.fn, sink: c.sink, helper: c.supply.helper}
	if !way.trace(address) {
		return false
	}
	at := slices.IndexFunc(way.steps, func(s step) bool {
		call, ok := s.def.Value.(*ast.CallExpr)
		return ok && syntax.Callee(c.fn.Info, call) == c.supply.helper
	})
	if at < 0 {
		return false
	}
	c.port = way.steps[at]
	var ok bool
	c.host, ok = origin{fn: c.fn, helper: c.supply.helper}.host(address)
	return ok && c.supply.suits(c.host) && c.leads()
}

// leads reports whether the call of the helper leads straight to the sink, and
// names the socket.
func (c *caller) leads() bool {
	got := c.port.def.Statement
	assign, ok := got.Node().(*ast.AssignStmt)
	if !ok || assign.Tok != token.DEFINE || len(assign.Rhs) != 1 {
		return false
	}
	if c.closed = got; len(assign.Lhs) == 2 {
		if c.closed, ok = syntax.Next(got); !ok || !c.fn.Checks(c.closed.Node(), c.fn.Is(c.fn.Local(assign.Lhs[1]))) {
			return false
		}
		if check, ok := c.closed.Node().(*ast.IfStmt); ok && !syntax.Ends(check.Body) {
			return false
		}
	}
	if c.route, ok = syntax.Straight(c.fn.Info, c.closed, c.sink.at); !ok || c.route.Statement == c.closed {
		return false
	}
	c.route.Spawned = c.route.Spawned || c.sink.value
	if !c.supply.kept && c.exits() || c.found.ExpectsNobody(got.Node().Pos(), c.sink.use) {
		return false
	}
	for _, name := range []string{"l", "ln", "listener"} {
		if !c.isUsed(name) {
			c.name = name
			return true
		}
	}
	return false
}

// isUsed reports whether anything in the function, or that it can see, has a name.
func (c *caller) isUsed(name string) bool {
	return hasName(c.fn.Root, name) || c.pass.Pkg.Scope().Lookup(name) != nil
}

// draft drafts that the caller gets the socket, and gives it to the server.
func (c *caller) draft(d *fix.Draft, pick func(*sockapi.Sibling) string) bool {
	assign := c.port.def.Statement.Node().(*ast.AssignStmt)
	d.Replace(assign.Lhs[0], c.name)
	c.supply.swap(d, c.port.def.Value.(*ast.CallExpr), c.host)
	callee := syntax.Callee(c.fn.Info, c.sink.call)
	if !c.call(d, pick(sockapi.LookupSibling(callee)), callee) {
		return false
	}
	if !c.isNeeded() {
		return true
	}
	value := portOf(d, c.name, c.supply.packet, c.port.v.Type(), c.supply.address)
	d.After(c.closed.Node().(ast.Stmt), c.port.v.Name()+" := "+value)
	return value != ""
}

// isNeeded reports whether the port is used once the sink does without it.
func (c *caller) isNeeded() bool {
	for _, use := range c.fn.Uses(c.port.v) {
		if !slices.ContainsFunc(c.dropped, func(d inspector.Cursor) bool { return d.Contains(use) }) {
			return true
		}
	}
	return false
}
