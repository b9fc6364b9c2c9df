package summary

import (
	"slices"

	"github.com/sockvet/sockvet/internal/sockflow/ssacode"
)

// A Sources collects the sources of a function. Those that its callers cannot tell
// apart are one: helpers that call a helper several times, which does the same in turn,
// would have more of them at each level, by a factor.
type Sources struct {
	List []Source
	like map[likeness][]int // where in List
}

// A likeness is what sources have in common that are one, but for their outs.
type likeness struct {
	released, probe, registered, dropped, served bool
	zero, asks, network                          Place
	free                                         ssacode.Success
	address, origin                              string

	thing any // see Thing.Like
}

func likenessOf(src *Source) likeness {
	l := likeness{
		released: src.Released, probe: src.Probe, registered: src.Registered, dropped: src.Dropped, served: src.Served,
		zero: src.Zero, asks: src.Asks, network: src.Network, free: src.Free,
		address: src.Address, origin: src.Origin,
	}
	if src.Thing != nil {
		l.thing = src.Thing.Like(src.Released)
	}
	return l
}

// Add adds src, which may be nil. If there is one like it already, nothing is added;
// who gets the one directory gets the other then. Of sources that ask about one port, as those
// do that try both TCP and UDP, the first is enough, but for one that only dials.
func (s *Sources) Add(src *Source) {
	if src == nil {
		return
	}
	if src.Asks.Root != Nowhere {
		if i := slices.IndexFunc(s.List, func(o Source) bool { return o.Asks == src.Asks }); i >= 0 {
			s.List[i].meet(src)
			if s.List[i].Dials && !src.Dials {
				s.List[i] = *src
			}
			return
		}
	}
	l := likenessOf(src)
	for _, i := range s.like[l] {
		if known := &s.List[i]; sameOuts(known.Outs, src.Outs) {
			if src.Thing != nil {
				known.Thing.Join(src.Thing)
			}
			known.meet(src)
			return
		}
	}
	if s.like == nil {
		s.like = map[likeness][]int{}
	}
	s.like[l] = append(s.like[l], len(s.List))
	s.List = append(s.List, *src)
}

// meet leaves of the conditions of known those that src has as well, for which it stands too.
func (known *Source) meet(src *Source) {
	known.When = slices.DeleteFunc(known.When, func(c Condition) bool { return !slices.Contains(src.When, c) })
}

func sameOuts(a, b []Out) bool {
	return len(a) == len(b) && !slices.ContainsFunc(a, func(o Out) bool { return !slices.Contains(b, o) })
}
