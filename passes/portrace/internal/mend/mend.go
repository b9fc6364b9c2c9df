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
	"slices"

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
	placed    []*late                            // that have fixes, of helpers of the package
	taken     map[*ast.CallExpr]bool             // the calls of helpers that these make needless
	bodies    *syntax.Bodies                     // see function
	spelled   map[string][]*ast.Ident            // see usesOf
	helpers   bool                               // wide fixes may be had
	wide      bool                               // the fix in hand may be one
	wides     map[*fix.Fix]bool                  // those that are
}

// New returns a Mender for the package of pass. With helpers, where there is no fix
// otherwise, it also changes more than the statements between the closing and the bind:
// helpers that return a port, their callers, and how servers are set up.
func New(pass *analysis.Pass, helpers bool) *Mender {
	return &Mender{
		Fixer: fix.New(pass), pass: pass, functions: map[*ast.FuncDecl]*syntax.Function{}, taken: map[*ast.CallExpr]bool{},
		helpers: helpers, wides: map[*fix.Fix]bool{},
	}
}

// Fix returns the fix for the finding f, or nil.
func (m *Mender) Fix(f *finding.Finding) *fix.Fix {
	x := m.fix(f)
	if x != nil || !m.helpers {
		return x
	}
	m.wide = true
	defer func() { m.wide = false }()
	if x = m.fix(f); x != nil {
		m.wides[x] = true
	}
	return x
}

func (m *Mender) fix(f *finding.Finding) *fix.Fix {
	switch e := f.Endpoint; {
	case e.Probe:
		return nil
	case e.Helper != "":
		return m.bindLate(f)
	}
	x := m.keep(f)
	if x == nil && m.wide {
		x = m.share(f)
	}
	if x == nil && m.wide {
		x = m.bindLater(f)
	}
	return x
}

// Rank puts the fixes that change more behind the others, to which they have to give way
// where not all can be had.
func (m *Mender) Rank(fixes []*fix.Fix) {
	rank := map[bool]int{true: 1}
	slices.SortStableFunc(fixes, func(a, b *fix.Fix) int { return rank[m.wides[a]] - rank[m.wides[b]] })
}
