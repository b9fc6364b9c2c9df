package mend

import (
	"fmt"
	"go/ast"
	"go/types"
	"path/filepath"
	"slices"
	"strings"

	"github.com/sockvet/sockvet/internal/fix"
	"github.com/sockvet/sockvet/internal/sockflow/handoff"
	"github.com/sockvet/sockvet/internal/sockflow/ports"
	"github.com/sockvet/sockvet/internal/syntax"
	"github.com/sockvet/sockvet/passes/portrace/internal/finding"
)

// Which calls of a helper are findings of their own, since they can be fixed alone.

// Place returns findings about the calls that bind the port of f's helper and can be
// fixed for themselves, each with its fix, and the uses of the port that these do not
// cover.
func (m *Mender) Place(f *finding.Finding) (placed []*finding.Finding, rest []ports.Use) {
	release, ok := m.spotAt(f.File, f.Endpoint.Release)
	if f.Endpoint.Helper != "" || !ok {
		return nil, f.Endpoint.Uses
	}
	helper, _ := m.pass.TypesInfo.Defs[release.fn.Decl.Name].(*types.Func)
	host, _ := m.returnedHost(f, release.fn)
	got := map[ports.Use]*ast.CallExpr{}
	for _, u := range f.Endpoint.Uses {
		got[u] = m.gotAt(u, helper)
	}
	// What comes after the sink gets the number of a socket that is held, as it did before.
	covered := func(u ports.Use) bool { return m.taken[got[u]] }
	for _, u := range f.Endpoint.Uses {
		file := syntax.FileAt(m.pass.Files, u.Pos)
		sink, ok := m.sinkOf(file, u)
		if !ok || u.Role != handoff.Bind || finding.IsMitigated(u) || covered(u) || m.tests(file, helper) {
			continue
		}
		l := &late{Mender: m, fn: sink.fn, sink: sink, helper: helper, host: host}
		x, call := l.fix(file)
		if x == nil {
			x, call = m.hold(f, file, sink, helper, host)
			l.got = call
		}
		if x != nil {
			l.fixed = x
			m.placed = append(m.placed, l)
			m.taken[l.got] = true
			placed = append(placed, placedAt(call, f, u, file, x))
		}
	}
	return placed, slices.DeleteFunc(slices.Clone(f.Endpoint.Uses), covered)
}

// tests reports whether a file may be there to test helper, which then has to be
// called: it has tests of the helper's package.
func (m *Mender) tests(file *ast.File, helper *types.Func) bool {
	if helper == nil || !syntax.IsTest(m.pass.Fset, file) {
		return false
	}
	own := strings.TrimSuffix(m.pass.Pkg.Path(), "_test") == strings.TrimSuffix(helper.Pkg().Path(), "_test")
	declared := m.pass.Fset.Position(helper.Pos()).Filename
	return own && !strings.HasSuffix(declared, "_test.go")
}

// placedAt returns the finding that call, of the helper that f is about, yields a
// port which is bound again in the use u of file, and that x fixes it.
func placedAt(call *ast.CallExpr, f *finding.Finding, u ports.Use, file *ast.File, x *fix.Fix) *finding.Finding {
	freed := f.Pass.Fset.Position(finding.Position(f.Endpoint))
	e := &ports.Endpoint{
		Bind:    call.Lparen,
		Helper:  syntax.Callee(f.Pass.TypesInfo, call).Name(),
		Package: f.Pass.Pkg.Path(),
		Origin:  fmt.Sprintf("%s:%d", filepath.Base(freed.Filename), freed.Line),
		Uses:    []ports.Use{u},
		Proven:  true,
	}
	return &finding.Finding{Pass: f.Pass, Endpoint: e, Uses: e.Uses, Category: f.Category, File: file, Fix: x}
}

// gotAt returns the call of helper that yields the port which u uses; nil if there is none
// in sight.
func (m *Mender) gotAt(u ports.Use, helper *types.Func) *ast.CallExpr {
	use, ok := m.spotAt(syntax.FileAt(m.pass.Files, u.Pos), u.Pos)
	if !ok {
		return nil
	}
	way := &late{Mender: m, fn: use.fn, helper: helper}
	if !way.trace(use.call) {
		return nil
	}
	return way.got
}
