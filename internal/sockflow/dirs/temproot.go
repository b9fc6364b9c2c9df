package dirs

import (
	"slices"
	"strings"

	"golang.org/x/tools/go/ssa"

	"github.com/sockvet/sockvet/internal/sockapi"
	"github.com/sockvet/sockvet/internal/sockflow/program"
	"github.com/sockvet/sockvet/internal/sockflow/ssacode"
	"github.com/sockvet/sockvet/internal/sockflow/summary"
)

// tempParent tells whether the directory v is one that nobody removes, and so what
// is made in it stays: that for temporary files, or one with a constant name.
func (ds *Dirs) tempParent(v ssa.Value, depth int) program.Decision {
	if depth > 2*summary.MaxSteps {
		return program.Unknown
	}
	switch v := v.(type) {
	case *ssa.Const:
		return program.Yes
	case *ssa.Call:
		if ssacode.IsCall(v, "os.TempDir") {
			return program.Yes
		}
		return program.Unknown
	}
	return ds.ZeroFlow(v, depth, ds.tempParent)
}

// What a package does to the directory for temporary files as a whole: a test has
// another one, which goes with all that is in it, or somebody removes what is in it by
// its name.

// tempVariables are the environment variables that name the directory for temporary
// files (os.TempDir).
var tempVariables = []string{"TMPDIR", "TMP", "TEMP"}

// settleTemp notes which directories go with the one for temporary files, or are
// removed by their names.
func (ds *Dirs) settleTemp() {
	if len(ds.dirs) == 0 {
		return
	}
	moves := ds.tempMoves()
	sweeps := ds.tempSweeps()
	for key, d := range ds.dirs {
		if d.inTemp && slices.ContainsFunc(moves, func(m tempMove) bool { return m.covers(ds, key.instr) }) {
			d.Lost = true
			d.note(d.Make, "made in a directory for temporary files that the package chooses")
		}
		name := ds.sampleName(key.instr)
		if name != "" && slices.ContainsFunc(sweeps, func(matches func(string) bool) bool { return matches(name) }) {
			d.Lost = true
			d.note(d.Make, "of a name that the package looks for, to remove what has it")
		}
	}
}

// A tempMove is where a function has temporary files made in another directory.
type tempMove struct {
	instr ssa.Instruction
	roots map[*ssa.Function]bool // of that function
}

// tempMoves returns where functions of the package set the variable for the directory,
// but for where that is one that stays.
func (ds *Dirs) tempMoves() []tempMove {
	ds.Want(program.NamesOf(ds.Pass, sockapi.Sets)...)
	if !ds.namesTemp() {
		return nil
	}
	var all []tempMove
	for _, fn := range ds.Funcs {
		for _, s := range ds.Scope(fn).Sites {
			if s.Sum == nil {
				continue
			}
			if ds.setsTemp(s) {
				all = append(all, tempMove{s.Instr, ds.roots(fn)})
			}
		}
	}
	return all
}

// setsTemp reports whether the callee at s sets the variable for temporary files, or may: one
// that has a name which is not known; but for where it sets it to a directory that stays.
func (ds *Dirs) setsTemp(s *program.Site) bool {
	if s.Call == nil {
		return false
	}
	operands := ssacode.Operands(s.Call)
	for i, v := range operands {
		if i == 0 || !ssacode.IsText(v.Type()) || !ds.mayNameTemp(operands[i-1]) {
			continue
		}
		for fl := range s.Sum.From(summary.Place{Root: summary.Param, Index: i}) {
			if fl.Role == sockapi.Sets && ds.tempParent(v, 0) != program.Yes {
				return true
			}
		}
	}
	return false
}

// mayNameTemp reports whether v may be the name of the variable for temporary files. The
// package has that name, as tempMoves knows.
func (ds *Dirs) mayNameTemp(v ssa.Value) bool {
	name, missing := ds.Tail(v, 0)
	switch missing.(type) {
	case nil:
		return slices.Contains(tempVariables, name)
	case *ssa.Parameter:
		return false // callers tell, and are asked themselves
	}
	return true
}

// namesTemp reports whether functions of the package have the name of the variable for
// temporary files among their constants.
func (ds *Dirs) namesTemp() bool {
	for _, fn := range ds.Funcs {
		for _, block := range fn.Blocks {
			for _, instr := range block.Instrs {
				for _, v := range instr.Operands(nil) {
					if c, ok := (*v).(*ssa.Const); ok && slices.Contains(tempVariables, ssacode.Head(c, 0)) {
						return true
					}
				}
			}
		}
	}
	return false
}

// covers reports whether what is made at instr is made after m, as far as that is
// known: the function that all comes from does both, or one method of a suite does one
// and another method the other, or the variable is set for the whole package.
func (m tempMove) covers(a *Dirs, instr ssa.Instruction) bool {
	if instr.Parent() == m.instr.Parent() && ssacode.Dominates(instr, m.instr) {
		return false
	}
	for root := range m.roots {
		if isPackageWide(root) {
			return true
		}
	}
	for root := range a.roots(instr.Parent()) {
		if !m.roots[root] && !m.hasMethodOf(root) {
			return false
		}
	}
	return true
}

// hasMethodOf reports whether one of the roots of m is a method of the type that fn is
// a method of.
func (m tempMove) hasMethodOf(fn *ssa.Function) bool {
	recv := fn.Signature.Recv()
	if recv == nil {
		return false
	}
	for root := range m.roots {
		if r := root.Signature.Recv(); r != nil && ssacode.TypeName(r.Type()) == ssacode.TypeName(recv.Type()) {
			return true
		}
	}
	return false
}

// isPackageWide reports whether fn runs for all functions of the package.
func isPackageWide(fn *ssa.Function) bool {
	return fn.Name() == "TestMain" || fn.Name() == "main" || fn.Name() == "init" || strings.HasPrefix(fn.Name(), "init#")
}

// roots returns the functions without callers in the package that lead to fn.
func (ds *Dirs) roots(fn *ssa.Function) map[*ssa.Function]bool {
	roots, seen := map[*ssa.Function]bool{}, map[*ssa.Function]bool{}
	work := []*ssa.Function{fn}
	for len(work) > 0 {
		fn := work[len(work)-1]
		work = work[:len(work)-1]
		if seen[fn] {
			continue
		}
		seen[fn] = true
		switch callers := ds.Callers(fn); {
		case fn.Parent() != nil:
			work = append(work, fn.Parent())
		case len(callers) == 0:
			roots[fn] = true
		default:
			for _, s := range callers {
				work = append(work, s.Instr.Parent())
			}
		}
	}
	return roots
}
