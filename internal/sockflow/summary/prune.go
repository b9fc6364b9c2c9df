package summary

import (
	"cmp"
	"go/token"
	"go/types"
	"slices"
	"strings"

	"github.com/sockvet/sockvet/internal/sockapi"
	"github.com/sockvet/sockvet/internal/sockflow/ssacode"
)

// PortableOf returns s without what is of no use to other packages.
func PortableOf(s *Summary) *Summary {
	p := Summary{Name: s.Name, Sources: s.Sources}
	p.flows = slices.DeleteFunc(slices.Clone(s.Flows()), func(f Flow) bool { return !portable(f) })
	return &p
}

// portable reports whether callers in other packages may need to know of f. That
// a port is dialled or kept is of no use to them: they are silent without it.
func portable(f Flow) bool {
	if TraitOf(f.Role).Word == "" {
		return false
	}
	if f.From.Root == Environ {
		return f.Role == sockapi.Binds || f.Role == Names || f.To.Root == Result
	}
	if f.From.Root != Param {
		return false
	}
	if TraitOf(f.Role).After == Target {
		return f.To.Root == Param || f.To.Root == Result
	}
	return true
}

// Prune drops what is not worth telling other packages of the functions of a package.
func Prune(told map[*types.Func]*Summary) {
	dropImplausible(told)
	dropUseless(told)
}

// dropImplausible drops the flows of the functions of a package that are not worth
// telling other packages of.
func dropImplausible(told map[*types.Func]*Summary) {
	ends := nameSet{} // the unexported fields where sockets and ports come from, or are bound
	for _, s := range told {
		for _, f := range s.flows {
			if TraitOf(f.Role).Hands {
				ends.add(f.From.Path)
			}
		}
		for _, src := range s.Sources {
			for _, o := range src.Outs {
				ends.add(o.To.Path)
			}
		}
	}
	for _, s := range told {
		s.flows = slices.DeleteFunc(s.flows, func(f Flow) bool {
			return !plausible(f) && !ends.covers(f.From.Path) && !ends.covers(f.To.Path)
		})
	}
}

// WithoutShuffling drops the flows of a function that move something from deep inside one
// data structure to deep inside another, and do not speak of addresses: callers that tell
// others of it would have no use for it.
func WithoutShuffling(flows []Flow) []Flow {
	return slices.DeleteFunc(flows, func(f Flow) bool {
		return TraitOf(f.Role).Moves && !shallow(f.From) && (TraitOf(f.Role).After != Target || !shallow(f.To)) && !Speaks(f.From.Path) && !Speaks(f.To.Path)
	})
}

// plausible reports whether it is worth telling other packages of f: it is about
// sockets or binding, stays at the surface of its operands, or speaks of
// addresses. What moves the innards of data structures about, without a name
// that speaks of addresses, would make up most of all facts and is of no use.
func plausible(f Flow) bool {
	switch {
	case !TraitOf(f.Role).Moves:
		return true
	case f.Role == sockapi.Carries || f.Role == sockapi.Formats:
		return shallow(f.From) && shallow(f.To) || Speaks(f.From.Path) || Speaks(f.To.Path)
	}
	return shallow(f.From)
}

// shallow reports whether p is a parameter or result, a field of one, or what a
// function among them gets or leaves there.
func shallow(p Place) bool {
	depth := 0
	for _, step := range Steps(p.Path) {
		if IsField(step) || depth > 0 && !IsElementStep(step) {
			depth++
		}
	}
	return depth <= 1
}

// Speaks reports whether a field of path is named after ports or addresses.
func Speaks(path string) bool {
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
func dropUseless(told map[*types.Func]*Summary) {
	for dropped := true; dropped; {
		dropped = false
		filled, read := hiddenFields(told)
		for _, s := range told {
			before := len(s.flows)
			s.flows = slices.DeleteFunc(s.flows, func(f Flow) bool {
				return !filled.all(f.From.Path) || !read.all(f.To.Path)
			})
			dropped = dropped || len(s.flows) < before
		}
	}
}

// A nameSet holds names of unexported fields.
type nameSet map[string]bool

func (n nameSet) add(path string) {
	for _, step := range Steps(path) {
		if isHidden(step) {
			n[step] = true
		}
	}
}

// all reports whether the set has all unexported fields of path.
func (n nameSet) all(path string) bool {
	for _, step := range Steps(path) {
		if isHidden(step) && !n[step] {
			return false
		}
	}
	return true
}

// covers reports whether path has unexported fields, and the set has all of them.
func (n nameSet) covers(path string) bool {
	return n.all(path) && slices.ContainsFunc(Steps(path), isHidden)
}

// isHidden reports whether a step is an unexported field.
func isHidden(step string) bool { return IsField(step) && !token.IsExported(step) }

// hiddenFields returns the unexported fields that functions fill for their
// callers, and those that they read.
func hiddenFields(told map[*types.Func]*Summary) (filled, read nameSet) {
	filled, read = nameSet{}, nameSet{}
	for fn, s := range told {
		for _, f := range s.flows {
			read.add(f.From.Path)
			filled.add(f.To.Path)
			if f.To.Root == Result && ssacode.IsPointer(fn.Signature().Results().At(f.To.Index).Type()) {
				filled.add(f.From.Path) // by who writes through the result
			}
		}
		for _, src := range s.Sources {
			for _, o := range src.Outs {
				filled.add(o.To.Path)
			}
		}
	}
	return filled, read
}

// MaxFlows bounds what is told to callers.
const MaxFlows = 250

// Essential returns flows, or where there are too many the most telling ones.
// Functions that move more things from here to there shuffle data structures
// about.
func Essential(flows []Flow) []Flow {
	if len(flows) <= MaxFlows {
		return flows
	}
	slices.SortStableFunc(flows, func(a, b Flow) int { return cmp.Compare(rank(a), rank(b)) })
	return flows[:MaxFlows]
}

// rank orders flows by how telling they are, the most telling first.
func rank(f Flow) int {
	switch {
	case TraitOf(f.Role).Aside:
		return 3
	case !TraitOf(f.Role).Moves:
		return 0
	case f.To.Root == Result:
		return 1
	}
	return 2
}
