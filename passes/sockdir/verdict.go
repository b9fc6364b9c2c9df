package sockdir

import (
	"slices"

	"github.com/sockvet/sockvet/internal/sockflow"
)

// The categories of findings: why the directory stays.
const (
	CategoryNever  = "never"  // nothing removes it
	CategorySocket = "socket" // what removes something leaves the directory: it removes the socket only
	CategoryPath   = "path"   // it is not removed on every path
	CategoryExit   = "exit"   // its removal is deferred, and the process ends without it
)

// A verdict is what the check makes of a directory.
type verdict struct {
	dir      *sockflow.Dir // where it is reported
	Category string        // "" if there is no fault
	why      string        // what speaks against a fault, if there is none

	sockets []sockflow.Use     // that the directory is there for
	leaks   []sockflow.Leak    // where it stays, of those categories
	partial []sockflow.Removal // of the category socket
	takers  []*sockflow.Dir    // the functions that get it and leave it too
	strict  bool               // only a strict check reports it
	dropped bool               // the function is handed one that removes the directory, and drops it
}

// judge returns the verdicts on a directory that the package makes, or gets from
// another package: one, or one for each of the functions that get it from there
// and do not remove it, while others do.
func judge(d *sockflow.Dir) []*verdict {
	v := fate(d)
	v.sockets = socketsOf(d)
	switch {
	case v.Category == "":
	case len(v.sockets) == 0:
		v.Category, v.why = "", "it is not known to be for a socket"
	case !d.Proven:
		v.Category, v.why = "", "it may be made in a directory that is removed"
	}
	if v.Category != "" || len(d.Takers) == 0 {
		return []*verdict{v}
	}
	var all []*verdict
	for _, taker := range d.Takers {
		for _, at := range judge(taker) {
			if len(at.sockets) == 0 {
				at.sockets = d.Sockets
			}
			all = append(all, at)
		}
	}
	return all
}

// fate tells what becomes of a directory in its function and in all that get it from
// there.
func fate(d *sockflow.Dir) *verdict {
	v := &verdict{dir: d}
	whole := slices.ContainsFunc(d.Removals, func(r sockflow.Removal) bool { return r.Whole && !r.Failed })
	beyond := slices.ContainsFunc(d.Removals, func(r sockflow.Removal) bool { return r.Whole && r.Beyond })
	switch {
	case d.Lost:
		v.why = "code that cannot be seen may remove it"
	case beyond:
		v.why = "another function removes it"
	case whole && d.Unsure:
		v.why = "it may be removed on every path"
	case whole:
		v.removed()
	case len(d.Left) > 0:
		v.left()
	default:
		v.stays()
	}
	return v
}

// removed judges a directory that its function removes on some path at least.
func (v *verdict) removed() {
	failed := slices.DeleteFunc(slices.Clone(v.dir.Leaks), func(l sockflow.Leak) bool { return !l.Failed })
	v.leaks = slices.DeleteFunc(slices.Clone(v.dir.Leaks), func(l sockflow.Leak) bool { return l.Failed })
	switch {
	case len(v.leaks) > 0 && len(v.dir.Left) > 0:
		v.left()
		return
	case len(v.leaks) == 0 && len(failed) == 0:
		v.why = "it is removed on every path"
		return
	case len(v.leaks) == 0:
		v.leaks, v.strict = failed, true
	}
	v.Category = CategoryPath
	if v.leaks[0].Skipped {
		v.Category = CategoryExit
	}
}

// stays judges a directory that nobody removes.
func (v *verdict) stays() {
	v.Category = CategoryNever
	for _, r := range v.dir.Removals {
		if !r.Whole {
			v.partial = append(v.partial, r)
			v.Category = CategorySocket
		}
	}
}

// left judges a directory that its function leaves to others.
func (v *verdict) left() {
	d := v.dir
	to := map[sockflow.Whom]bool{}
	removers := map[sockflow.Whom]bool{}
	for _, l := range d.Left {
		to[l.To] = true
		removers[l.To] = removers[l.To] || l.What == sockflow.Remover
	}
	switch {
	case removers[sockflow.Foreign] || removers[sockflow.Nobody] || removers[sockflow.Field] || removers[sockflow.Variable]:
		v.why = "a function that removes it is handed out"
		return
	case to[sockflow.Enclosing] && len(d.Takers) == 0:
		v.why = "the function around it gets it in a way that cannot be seen"
		return
	}
	clean := 0
	for _, taker := range d.Takers {
		at := fate(taker)
		if at.Category == "" {
			clean++
			continue
		}
		v.takers = append(v.takers, taker)
		v.strict = v.strict || at.strict
	}
	switch {
	case clean > 0:
		v.why = "others remove it"
		return
	case to[sockflow.Foreign] && len(d.Takers) > 0:
		v.why = "it is up to those that get it"
		return
	}
	v.stays()
	v.strict = v.strict || v.Category == CategoryNever && (to[sockflow.Foreign] || to[sockflow.Nobody] || to[sockflow.Field])
}

// socketsOf returns what says that a directory is there for sockets, in its function
// and in all that get it from there.
func socketsOf(d *sockflow.Dir) []sockflow.Use {
	all := slices.Clone(d.Sockets)
	for _, taker := range d.Takers {
		all = append(all, socketsOf(taker)...)
	}
	slices.SortStableFunc(all, func(a, b sockflow.Use) int { return rank(a) - rank(b) })
	return all
}

// rank orders uses by how telling they are, the most telling first.
func rank(u sockflow.Use) int {
	return slices.Index([]sockflow.Role{
		sockflow.Bind, sockflow.Process, sockflow.Env, sockflow.Named, sockflow.File, sockflow.Unknown,
	}, u.Role)
}
