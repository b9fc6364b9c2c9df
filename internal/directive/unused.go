package directive

import (
	"go/ast"
	"go/token"
	"go/types"
	"path/filepath"
	"slices"

	"golang.org/x/tools/go/types/typeutil"

	"github.com/sockvet/sockvet/internal/bodies"
	"github.com/sockvet/sockvet/internal/sockapi"
	"github.com/sockvet/sockvet/internal/syntax"
)

// ReportUnused reports the comments that silence nothing: those with nothing on their
// lines that a finding can be about, and those with something for which Silences was
// not asked. The latter only if that is sure to be so in every run of the check,
// which it is not if other options, or files that this build leaves out, lead to
// other findings. Whether the check has its default options is for the caller to say.
func (f *Filter) ReportUnused(defaults bool) {
	if len(f.valid) == 0 {
		return
	}
	known := f.reach()
	for _, c := range f.valid {
		file := syntax.FileAt(f.pass.Files, c.Pos)
		if f.used[c] || syntax.IsGenerated(file) {
			continue
		}
		far := nothing
		for _, l := range f.lines(c) {
			far = max(far, known[l])
		}
		switch {
		case far == nothing:
			f.report(c.Pos, "%s %s silences nothing: there is no call on this line or the next that it could be about", prefix, f.check)
		case far == here && defaults && f.complete():
			f.report(c.Pos, "%s %s silences nothing: there is no finding on this line or the next", prefix, f.check)
		}
	}
}

// A reach says how much of a program decides whether there is a finding on a line.
type reach uint8

const (
	nothing  reach = iota // there is none
	here                  // the package
	anywhere              // other packages, which may differ from build to build
)

// reach returns the reach of the lines that comments are about, where they have something
// that a finding can be about.
func (f *Filter) reach() map[line]reach {
	known := map[line]reach{}
	typed := bodies.Of(f.pass)
	for _, file := range f.pass.Files {
		for n := range ast.Preorder(file) {
			switch n := n.(type) {
			case *ast.CallExpr:
				for _, at := range []token.Pos{n.Pos(), n.Lparen} {
					if l := f.at(at); len(f.comment[l]) > 0 {
						typed.Around(at)
						known[l] = max(known[l], f.reachOf(n))
					}
				}
			case *ast.FuncLit:
				known[f.at(n.Pos())] = max(known[f.at(n.Pos())], here)
			}
		}
	}
	return known
}

// reachOf returns the reach of a call.
func (f *Filter) reachOf(call *ast.CallExpr) reach {
	if f.pass.TypesInfo.Types[call.Fun].IsType() {
		return nothing
	}
	switch callee := typeutil.Callee(f.pass.TypesInfo, call).(type) {
	case *types.Builtin:
		return nothing
	case *types.Func:
		switch {
		case isHarmless(callee):
			return nothing
		case callee.Pkg() == nil || callee.Pkg() == f.pass.Pkg || inTable(callee.Pkg().Path()):
			return here
		}
	}
	return anywhere
}

// inTable reports whether the table tells of a package what all of it does: it is of
// the standard library. Of others it has what their code does not show.
func inTable(path string) bool { return syntax.IsStandard(path) && sockapi.Covers(path) }

// isHarmless reports whether no finding is about a call of fn, of a package in the
// table: it binds, closes, makes and calls nothing.
func isHarmless(fn *types.Func) bool {
	if fn.Pkg() == nil || !inTable(fn.Pkg().Path()) {
		return false
	}
	if row := sockapi.Lookup(fn); row != nil {
		return !slices.ContainsFunc(row.Effects, func(e sockapi.Effect) bool { return !slices.Contains(harmless, e.Role) })
	}
	if recv := fn.Signature().Recv(); recv != nil && types.IsInterface(recv.Type()) {
		return false
	}
	for p := range fn.Signature().Params().Variables() {
		if _, calls := p.Type().Underlying().(*types.Signature); calls {
			return false
		}
	}
	return true
}

// harmless are the roles that neither make nor release anything.
var harmless = []sockapi.Role{sockapi.Reads, sockapi.Gets, sockapi.Carries, sockapi.Formats, sockapi.Parents, sockapi.Quits, sockapi.Exits}

// complete reports whether the package has all files that it can have. Nogo does not
// tell of files, nor of the module.
func (f *Filter) complete() bool {
	return f.pass.Module != nil && !slices.ContainsFunc(f.pass.IgnoredFiles, func(name string) bool { return filepath.Ext(name) == ".go" })
}
