package sockflow

import (
	"go/token"
	"slices"

	"github.com/sockvet/sockvet/internal/sockflow/ssacode"
)

// A sourceSet collects the sources of a function. Those that its callers cannot tell
// apart are one: helpers that call a helper several times, which does the same in turn,
// would have more of them at each level, by a factor.
type sourceSet struct {
	list []source
	like map[likeness][]int // where in list
}

// A likeness is what sources have in common that are one, but for their outs.
type likeness struct {
	released, probe, registered, served bool
	zero, asks, network                 place
	free                                ssacode.Success
	address, origin                     string

	endpoint            *Endpoint // of a socket that is closed: what becomes of its port is noted there
	bind, read, release token.Pos // of one that is open: its endpoint is another one at each call
	made                *Dir      // of a directory: as the function sees it that makes it
	where               string    // the package of that, if it is another one
}

func likenessOf(src *source) likeness {
	l := likeness{
		released: src.released, probe: src.probe, registered: src.registered, served: src.served,
		zero: src.zero, asks: src.asks, network: src.network, free: src.free,
		address: src.address, origin: src.origin,
	}
	switch made := src.thing.(type) {
	case *Dir:
		first := made.first()
		if l.where = first.Package; l.where == "" {
			l.made = first // else another one at each call
		}
	case *Endpoint:
		if src.released {
			l.endpoint = made
		} else {
			l.bind, l.read, l.release = made.Bind, made.Read, made.Release
		}
	}
	return l
}

// add adds src, which may be nil. If there is one like it already, nothing is added;
// who gets the one directory gets the other then.
func (s *sourceSet) add(src *source) {
	if src == nil {
		return
	}
	l := likenessOf(src)
	for _, i := range s.like[l] {
		if known := &s.list[i]; sameOuts(known.outs, src.outs) {
			if d, ok := src.thing.(*Dir); ok {
				known.thing.(*Dir).addTwin(d)
			}
			return
		}
	}
	if s.like == nil {
		s.like = map[likeness][]int{}
	}
	s.like[l] = append(s.like[l], len(s.list))
	s.list = append(s.list, *src)
}

func sameOuts(a, b []out) bool {
	return len(a) == len(b) && !slices.ContainsFunc(a, func(o out) bool { return !slices.Contains(b, o) })
}
