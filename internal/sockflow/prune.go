package sockflow

import (
	"cmp"
	"go/token"
	"go/types"
	"slices"
	"strings"

	"github.com/sockvet/sockvet/internal/sockapi"
	"github.com/sockvet/sockvet/internal/sockflow/ssacode"
)

// portableOf returns s without what is of no use to other packages.
func portableOf(s *summary) *summary {
	p := *s
	p.flows = slices.DeleteFunc(slices.Clone(s.flows), func(f flow) bool { return !portable(f) })
	return &p
}

// portable reports whether callers in other packages may need to know of f. That
// a port is dialled or kept is of no use to them: they are silent without it.
func portable(f flow) bool {
	if traitOf(f.role).word == "" {
		return false
	}
	if f.from.root == environ {
		return f.role == sockapi.Binds || f.role == names || f.to.root == result
	}
	if f.from.root != param {
		return false
	}
	if traitOf(f.role).after == target {
		return f.to.root == param || f.to.root == result
	}
	return true
}

// prune drops what is not worth telling other packages of the functions of a package.
func prune(told map[*types.Func]*summary) {
	dropImplausible(told)
	dropUseless(told)
}

// dropImplausible drops the flows of the functions of a package that are not worth
// telling other packages of.
func dropImplausible(told map[*types.Func]*summary) {
	ends := nameSet{} // the unexported fields where sockets and ports come from, or are bound
	for _, s := range told {
		for _, f := range s.flows {
			if traitOf(f.role).hands {
				ends.add(f.from.path)
			}
		}
		for _, src := range s.sources {
			for _, o := range src.outs {
				ends.add(o.to.path)
			}
		}
	}
	for _, s := range told {
		s.flows = slices.DeleteFunc(s.flows, func(f flow) bool {
			return !plausible(f) && !ends.covers(f.from.path) && !ends.covers(f.to.path)
		})
	}
}

// plausible reports whether it is worth telling other packages of f: it is about
// sockets or binding, stays at the surface of its operands, or speaks of
// addresses. What moves the innards of data structures about, without a name
// that speaks of addresses, would make up most of all facts and is of no use.
func plausible(f flow) bool {
	switch {
	case !traitOf(f.role).moves:
		return true
	case f.role == sockapi.Carries || f.role == sockapi.Formats:
		return shallow(f.from) && shallow(f.to) || speaks(f.from.path) || speaks(f.to.path)
	}
	return shallow(f.from)
}

// shallow reports whether p is a parameter or result, a field of one, or what a
// function among them gets or leaves there.
func shallow(p place) bool {
	depth := 0
	for _, step := range steps(p.path) {
		if isField(step) || depth > 0 && !isElementStep(step) {
			depth++
		}
	}
	return depth <= 1
}

// speaks reports whether a field of path is named after ports or addresses.
func speaks(path string) bool {
	path = strings.ToLower(path)
	for _, word := range []string{"port", "addr", "listen", "endpoint", "url", "bind", "host", "sock", "dir"} {
		if strings.Contains(path, word) {
			return true
		}
	}
	return false
}

// dropUseless drops the flows of the functions of a package that start at
// unexported fields which no function fills for its callers, and those that end
// at ones which none reads. Only functions of the package get at such fields.
func dropUseless(told map[*types.Func]*summary) {
	for dropped := true; dropped; {
		dropped = false
		filled, read := hiddenFields(told)
		for _, s := range told {
			before := len(s.flows)
			s.flows = slices.DeleteFunc(s.flows, func(f flow) bool {
				return !filled.all(f.from.path) || !read.all(f.to.path)
			})
			dropped = dropped || len(s.flows) < before
		}
	}
}

// A nameSet holds names of unexported fields.
type nameSet map[string]bool

func (n nameSet) add(path string) {
	for _, step := range steps(path) {
		if isHidden(step) {
			n[step] = true
		}
	}
}

// all reports whether the set has all unexported fields of path.
func (n nameSet) all(path string) bool {
	for _, step := range steps(path) {
		if isHidden(step) && !n[step] {
			return false
		}
	}
	return true
}

// covers reports whether path has unexported fields, and the set has all of them.
func (n nameSet) covers(path string) bool {
	return n.all(path) && slices.ContainsFunc(steps(path), isHidden)
}

// isHidden reports whether a step is an unexported field.
func isHidden(step string) bool { return isField(step) && !token.IsExported(step) }

// hiddenFields returns the unexported fields that functions fill for their
// callers, and those that they read.
func hiddenFields(told map[*types.Func]*summary) (filled, read nameSet) {
	filled, read = nameSet{}, nameSet{}
	for fn, s := range told {
		for _, f := range s.flows {
			read.add(f.from.path)
			filled.add(f.to.path)
			if f.to.root == result && ssacode.IsPointer(fn.Signature().Results().At(f.to.index).Type()) {
				filled.add(f.from.path) // by who writes through the result
			}
		}
		for _, src := range s.sources {
			for _, o := range src.outs {
				filled.add(o.to.path)
			}
		}
	}
	return filled, read
}

// maxFlows bounds what is told to callers.
const maxFlows = 250

// essential returns flows, or where there are too many the most telling ones.
// Functions that move more things from here to there shuffle data structures
// about.
func essential(flows []flow) []flow {
	if len(flows) <= maxFlows {
		return flows
	}
	slices.SortStableFunc(flows, func(a, b flow) int { return cmp.Compare(rank(a), rank(b)) })
	return flows[:maxFlows]
}

// rank orders flows by how telling they are, the most telling first.
func rank(f flow) int {
	switch {
	case traitOf(f.role).aside:
		return 3
	case !traitOf(f.role).moves:
		return 0
	case f.to.root == result:
		return 1
	}
	return 2
}
