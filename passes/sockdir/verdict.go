package sockdir

import (
	"slices"

	"golang.org/x/tools/go/analysis"

	"github.com/sockvet/sockvet/internal/sockflow/dirs"
	"github.com/sockvet/sockvet/internal/sockflow/handoff"
	"github.com/sockvet/sockvet/internal/syntax"
)

// The categories of findings: why the directory stays.
const (
	CategoryNever  = "never"  // nothing removes it
	CategorySocket = "socket" // what is removed is only what is in it, or nothing since it is not empty
	CategoryPath   = "path"   // it is not removed on every path
	CategoryExit   = "exit"   // its removal is deferred, and the process ends without it
)

// A verdict is what the check makes of a directory.
type verdict struct {
	dir      *dirs.Dir // where it is reported
	Category string    // "" if there is no fault
	why      string    // what speaks against a fault, if there is none
	strict   bool      // only a strict check reports it

	sockets []handoff.Use  // that the directory is there for
	leaks   []dirs.Leak    // where it stays; of the categories path and exit
	partial []dirs.Removal // what removes something in it; of the category socket
	takers  []*dirs.Dir    // the functions that get it from this one, and leave it too
}

// isOutOfReach reports whether the function of another package that makes d leaves it
// to its callers to remove, and hands them neither its path nor a function that does.
func isOutOfReach(d *dirs.Dir) bool { return d.Package != "" && !d.Path && !d.Offered }

// A judge judges the directories of one package. Functions get one and the same in many
// ways, and those that call each other get it from each other: nothing is judged twice.
type judge struct {
	pass   *analysis.Pass
	fates  map[*dirs.Dir]*verdict // nil while it is found out
	judged map[*dirs.Dir]bool
	useful map[*dirs.Dir]bool // those that are for sockets to those who get them
}

func newJudge(pass *analysis.Pass) *judge {
	return &judge{pass, map[*dirs.Dir]*verdict{}, map[*dirs.Dir]bool{}, map[*dirs.Dir]bool{}}
}

// inTest reports whether d is made, or got from another package, in a test: nobody else gets it
// then.
func (j *judge) inTest(d *dirs.Dir) bool {
	file := syntax.FileAt(j.pass.Files, d.Make)
	return file != nil && syntax.IsTest(j.pass.Fset, file)
}

// verdicts returns the verdicts on a directory that the package makes, or gets from
// another package: one, or one for each of the functions that get it from there
// and do not remove it, while others do.
func (j *judge) verdicts(d *dirs.Dir) []*verdict {
	if j.judged[d] {
		return nil
	}
	j.judged[d] = true
	v := j.fate(d)
	switch {
	case v.Category == "":
	case d.Asked:
		v.Category, v.why = "", "it is made in a directory that callers tell"
	case !j.isForSockets(d):
		v.Category, v.why = "", "it is not known to be for a socket"
	case isOutOfReach(d):
		v.strict = v.strict || !j.inTest(d)
	}
	if v.Category != "" {
		v.sockets = socketsOf(d)
	}
	if v.Category != "" || len(d.Takers) == 0 || d.Elsewhere() {
		return []*verdict{v}
	}
	var all []*verdict
	for _, taker := range d.Takers {
		all = append(all, j.verdicts(taker)...)
	}
	return all
}

// fate tells what becomes of a directory in its function and in all that get it from
// there. It returns nil if it is asked while it finds that out.
func (j *judge) fate(d *dirs.Dir) *verdict {
	v, known := j.fates[d]
	if !known {
		j.fates[d] = nil
		v = j.find(d)
		j.fates[d] = v
	}
	if v == nil {
		return nil
	}
	own := *v // which others may change
	return &own
}

func (j *judge) find(d *dirs.Dir) *verdict {
	v := &verdict{dir: d}
	whole := func(r dirs.Removal) bool { return r.Whole && !r.Failed }
	switch {
	case d.Lost:
		v.why = "code that cannot be seen may remove it"
	case d.Elsewhere():
		v.why = "another function removes it"
	case d.Unsure:
		v.why = "it may be removed on every path"
	case slices.ContainsFunc(d.Removals, whole):
		j.removed(v)
	case len(d.Left) > 0:
		j.left(v)
	default:
		v.stays()
	}
	return v
}

// removed judges a directory that its function removes on some path at least.
func (j *judge) removed(v *verdict) {
	var failed []dirs.Leak
	for _, l := range v.dir.Leaks {
		if l.Failed {
			failed = append(failed, l)
		} else {
			v.leaks = append(v.leaks, l)
		}
	}
	if len(v.leaks) == 0 {
		v.leaks, v.strict = failed, true
	}
	switch {
	case len(v.leaks) == 0:
		v.why = "it is removed on every path"
	case v.leaks[0].Skipped:
		v.Category = CategoryExit
	case len(v.dir.Left) > 0:
		j.left(v)
	default:
		v.Category = CategoryPath
	}
}

// stays judges a directory that nobody removes, unless something fails.
func (v *verdict) stays() {
	whole := false
	for _, r := range v.dir.Removals {
		whole = whole || r.Whole
		if !r.Whole {
			v.partial = append(v.partial, r)
		}
	}
	leaks := slices.DeleteFunc(slices.Clone(v.dir.Leaks), func(l dirs.Leak) bool { return l.Failed })
	switch {
	case whole && len(leaks) == 0:
		v.why = "it is removed wherever the function ends"
	case len(v.partial) > 0:
		v.Category = CategorySocket
	case whole:
		v.Category, v.leaks = CategoryPath, leaks
	default:
		v.Category = CategoryNever
	}
}

// left judges a directory that its function leaves to others.
func (j *judge) left(v *verdict) {
	to := map[dirs.Whom]bool{}
	for _, l := range v.dir.Left {
		to[l.To] = true
		if l.What == dirs.Remover && l.To != dirs.Caller && (l.To != dirs.Enclosing || len(v.dir.Takers) == 0) {
			v.why = "a function that removes it is handed out"
			return
		}
	}
	var clean []*dirs.Dir
	strict := to[dirs.Foreign] || to[dirs.Nobody] || to[dirs.Field] || to[dirs.Own] && !j.inTest(v.dir)
	for _, taker := range v.dir.Takers {
		switch at := j.fate(taker); {
		case at == nil: // in a circle
		case at.Category == "":
			clean = append(clean, taker)
		default:
			v.takers = append(v.takers, taker)
			v.partial = append(v.partial, at.partial...)
			strict = strict || at.strict
		}
	}
	switch {
	case to[dirs.Enclosing] && len(v.dir.Takers) == 0:
		v.why = "the function around it gets it in a way that cannot be seen"
	case len(clean) > 0:
		v.why = "others remove it"
	case to[dirs.Foreign] && len(v.takers) > 0:
		v.why = "it is up to those who get it"
	default:
		v.stays()
		v.strict = strict && v.Category != CategorySocket
	}
}

// isForSockets reports whether anything says that a directory is there for sockets: in
// its function, and in all that get it from there or that it is got from.
func (j *judge) isForSockets(d *dirs.Dir) bool {
	for m := d.Maker; m != nil; m = m.Maker {
		if len(m.Sockets) > 0 {
			return true
		}
	}
	return j.isUseful(d)
}

// isUseful reports whether anything says so in its function, and in all that get it
// from there.
func (j *judge) isUseful(d *dirs.Dir) bool {
	useful, known := j.useful[d]
	if !known {
		j.useful[d] = false // in a circle
		useful = len(d.Sockets) > 0 || slices.ContainsFunc(d.Takers, j.isUseful)
		j.useful[d] = useful
	}
	return useful
}

// socketsOf returns what says that a directory is there for sockets: in its function,
// and in all that get it from there or that it is got from.
func socketsOf(d *dirs.Dir) []handoff.Use {
	all := used(d, map[*dirs.Dir]bool{})
	for m := d.Maker; m != nil; m = m.Maker {
		all = append(all, m.Sockets...)
	}
	slices.SortStableFunc(all, func(a, b handoff.Use) int { return slices.Index(telling, a.Role) - slices.Index(telling, b.Role) })
	return all
}

// used returns what says that a directory is there for sockets in its function, and
// in all that get it from there, but for those seen before.
func used(d *dirs.Dir, seen map[*dirs.Dir]bool) []handoff.Use {
	if seen[d] {
		return nil
	}
	seen[d] = true
	all := slices.Clone(d.Sockets)
	for _, taker := range d.Takers {
		all = append(all, used(taker, seen)...)
	}
	return all
}

// telling are the roles of uses, the most telling first.
var telling = []handoff.Role{
	handoff.Bind, handoff.Process, handoff.Env, handoff.Named, handoff.File, handoff.Unknown,
}
