package portrace

import (
	"fmt"
	"go/ast"
	"go/token"
	"go/types"
	"slices"
	"strings"

	"golang.org/x/tools/go/analysis"

	"github.com/sockvet/sockvet/internal/fix"
	"github.com/sockvet/sockvet/internal/portflow"
)

// A report words one finding.
type report struct {
	pass     *analysis.Pass
	endpoint *portflow.Endpoint
	uses     []portflow.Use
	category string
	file     *ast.File // in which the finding is reported; nil if in none of the package's
	fix      *fix.Fix  // nil if there is none
}

func newReport(pass *analysis.Pass, e *portflow.Endpoint, uses []portflow.Use, category string) *report {
	return &report{pass: pass, endpoint: e, uses: uses, category: category, file: fileAt(pass, position(e))}
}

func (r *report) diagnostic() analysis.Diagnostic {
	d := analysis.Diagnostic{
		Pos:      position(r.endpoint),
		Category: r.category,
		Message:  r.message(),
		URL:      URL,
		Related:  r.related(),

		SuggestedFixes: r.fix.Suggested(),
	}
	if advice := r.advice(); advice != "" {
		d.Message += "; " + advice
	}
	if call := callAt(r.file, d.Pos); call != nil {
		d.Pos, d.End = call.Pos(), call.End()
	}
	return d
}

func (r *report) message() string {
	const danger = "another process can bind it first"
	port := "port of a socket"
	if name := r.socket(); name != "" {
		port = "port of " + name
	}
	after := " after it is closed"
	if closing := callAt(r.file, r.endpoint.Release); closing != nil && r.endpoint.Helper == "" {
		after = " after " + types.ExprString(closing.Fun)
		if _, literal := closing.Fun.(*ast.FuncLit); literal {
			after = " after it is closed"
		}
	}
	use := r.uses[0]
	switch {
	case r.endpoint.Helper != "" && use.Role == portflow.Exported:
		return fmt.Sprintf("%s returns a port that is no longer held (%s), and %s passes it on: %s", r.endpoint.Helper, r.endpoint.Origin, use.Name, danger)
	case r.endpoint.Helper != "":
		return fmt.Sprintf("%s returns a port that is no longer held (%s), and it is handed to %s: %s", r.endpoint.Helper, r.endpoint.Origin, handed(use), danger)
	case use.Role == portflow.Exported:
		return fmt.Sprintf("%s is returned by %s%s: another process can bind it before the caller does", port, use.Name, after)
	}
	return fmt.Sprintf("%s is handed to %s%s: %s", port, handed(use), after, danger)
}

// handed names who gets the port in a use.
func handed(u portflow.Use) string {
	if u.Sink == "" || u.Sink == u.Name {
		return u.Name
	}
	return u.Name + " (" + u.Sink + ")"
}

// socket returns the variable that holds the socket, as the code spells it, or "".
func (r *report) socket() string {
	file := fileAt(r.pass, r.endpoint.Bind)
	if file == nil {
		return ""
	}
	name := ""
	ast.Inspect(file, func(n ast.Node) bool {
		if n == nil || r.endpoint.Bind < n.Pos() || n.End() <= r.endpoint.Bind {
			return false
		}
		switch n := n.(type) {
		case *ast.AssignStmt:
			name = types.ExprString(n.Lhs[0])
		case *ast.ValueSpec:
			name = n.Names[0].Name
		case *ast.FuncLit:
			name = ""
		}
		return true
	})
	if name == "_" || name == "err" || len(name) > 40 || strings.ContainsAny(name, "\n(") {
		return ""
	}
	return name
}

// related lists the way of the port: where it is bound, read, released and
// handed over.
func (r *report) related() []analysis.RelatedInformation {
	var all []analysis.RelatedInformation
	add := func(pos token.Pos, format string, args ...any) {
		info := analysis.RelatedInformation{Pos: pos, Message: fmt.Sprintf(format, args...)}
		if pos.IsValid() && !slices.Contains(all, info) {
			all = append(all, info)
		}
	}
	e := r.endpoint
	if e.Helper != "" {
		add(e.Bind, "%s %s and closes the socket (%s)", e.Helper, helperBindings[e.Probe], e.Origin)
	} else {
		add(e.Bind, "%s", bindings[e.Probe])
		add(e.Read, "address read")
		add(e.Release, "closed")
	}
	for _, u := range r.uses {
		if u.Role == portflow.Exported {
			add(u.Pos, "returned by %s", u.Name)
			continue
		}
		add(u.Pos, "handed to %s", u.Name)
		if u.At != u.Pos && u.Sink != u.Name {
			add(u.At, "%s by %s", verbs[u.Role], u.Sink)
		}
	}
	return all
}

// The ways to find a free port: port 0, and by trying ports in turn.
var (
	bindings       = map[bool]string{false: "bound to port 0", true: "bound to see whether the port is free"}
	helperBindings = map[bool]string{false: "binds port 0, reads the port", true: "binds a port to see whether it is free"}
)

var verbs = map[portflow.Role]string{
	portflow.Bind:    "bound",
	portflow.Process: "passed to a process",
	portflow.Env:     "put into the environment",
	portflow.File:    "written to a file",
}

// fileAt returns the file of the package that pos is in, or nil.
func fileAt(pass *analysis.Pass, pos token.Pos) *ast.File {
	for _, file := range pass.Files {
		if file.FileStart <= pos && pos <= file.FileEnd {
			return file
		}
	}
	return nil
}

// callAt returns the call that go/ssa places at pos: that with its left
// parenthesis there, or that of the defer or go statement which starts there.
func callAt(file *ast.File, pos token.Pos) *ast.CallExpr {
	var found *ast.CallExpr
	if file == nil || !pos.IsValid() {
		return nil
	}
	ast.Inspect(file, func(n ast.Node) bool {
		if n == nil || pos < n.Pos() || n.End() <= pos {
			return false
		}
		switch n := n.(type) {
		case *ast.CallExpr:
			if n.Lparen == pos {
				found = n
			}
		case *ast.DeferStmt:
			if n.Defer == pos {
				found = n.Call
			}
		case *ast.GoStmt:
			if n.Go == pos {
				found = n.Call
			}
		}
		return true
	})
	return found
}
