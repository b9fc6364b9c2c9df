package summary

import (
	"iter"
	"slices"
)

// OfSeveral returns what a call does that runs one of several functions: what any of them
// does, or, if it is not in sight which of them run, what all do that do anything with the
// same operand, and releases by any. A fake that looks at nothing hides nothing. It returns
// nil for none.
func OfSeveral(name string, sums []*Summary, any bool) *Summary {
	if len(sums) < 2 {
		return slices.Concat(sums, []*Summary{nil})[0]
	}
	merged := func(flows func(*Summary) []Flow) func() []Flow {
		return func() []Flow { return merge(collect(sums, flows), any) }
	}
	s := OfFunction(name, Later{
		Flows:       merged((*Summary).Flows),
		Environment: merged((*Summary).Environment),
		From: func(at Place) []Flow {
			return merge(collect(sums, func(s *Summary) []Flow { return values(s.From(at)) }), any)
		},
	})
	if any || !slices.ContainsFunc(sums, func(s *Summary) bool { return len(s.Sources) == 0 }) {
		for _, one := range sums {
			s.Sources = append(s.Sources, one.Sources...)
		}
	}
	return s
}

func collect(sums []*Summary, flows func(*Summary) []Flow) [][]Flow {
	var all [][]Flow
	for _, s := range sums {
		all = append(all, flows(s))
	}
	return all
}

func values(flows iter.Seq[*Flow]) []Flow {
	var all []Flow
	for fl := range flows {
		all = append(all, *fl)
	}
	return all
}

// merge returns the flows of a call that runs one of several functions, which have those.
func merge(parts [][]Flow, any bool) []Flow {
	var all []Flow
	for _, part := range parts {
		for _, f := range part {
			if f.From.Root == Captured || f.To.Root == Captured {
				continue // each has variables of its own
			}
			trait := TraitOf(f.Role)
			if !any && (trait.Hands || trait.Moves) && !agree(parts, f) {
				continue
			}
			f.Must = f.Must && agree(parts, f) && !slices.ContainsFunc(parts, func(part []Flow) bool { return len(part) == 0 })
			if !slices.Contains(all, f) {
				all = append(all, f)
			}
		}
	}
	return all
}

// agree reports whether all that do anything with what is at the place where f starts do the
// same with it.
func agree(parts [][]Flow, f Flow) bool {
	return !slices.ContainsFunc(parts, func(part []Flow) bool {
		touches := false
		for _, other := range part {
			if other.From.Root != f.From.Root || other.From.Index != f.From.Index {
				continue
			}
			if other.Role == f.Role && other.From == f.From && other.Of == f.Of && other.To == f.To {
				return false
			}
			touches = true
		}
		return touches
	})
}
