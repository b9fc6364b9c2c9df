// Package mend drafts the fixes of the findings of the check portrace.
//
// There are three: a socket that is closed and bound again in the same function is
// kept open (keep.go); a port that a helper found is chosen where it is bound, or
// where the helper is called (late.go, caller.go); and a helper returns its socket
// to its callers (share.go). Where what is right depends on what the code does not
// say, there is no fix.
package mend

import (
	"go/ast"

	"golang.org/x/tools/go/analysis"

	"github.com/sockvet/sockvet/internal/fix"
	"github.com/sockvet/sockvet/internal/syntax"
	"github.com/sockvet/sockvet/passes/portrace/internal/finding"
)

// A Mender drafts the fixes of one pass. Those that it returns have to be settled
// in the end.
type Mender struct {
	*fix.Fixer
	pass      *analysis.Pass
	functions map[*ast.FuncDecl]*syntax.Function // with findings
	wide      bool                               // change more than the statements between the closing and the bind
}

// New returns a Mender for the package of pass. One that is wide also changes
// helpers that return a port, their callers, and how servers are set up.
func New(pass *analysis.Pass, wide bool) *Mender {
	return &Mender{fix.New(pass), pass, map[*ast.FuncDecl]*syntax.Function{}, wide}
}

// Fix returns the fix for the finding f, or nil.
func (m *Mender) Fix(f *finding.Finding) *fix.Fix {
	switch e := f.Endpoint; {
	case e.Probe:
		return nil
	case e.Helper != "":
		return m.bindLate(f)
	}
	if x := m.keep(f); x != nil || !m.wide {
		return x
	}
	return m.share(f)
}
