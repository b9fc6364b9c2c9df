package sockflow

import (
	"go/token"
	"slices"

	"github.com/sockvet/sockvet/internal/sockflow/dirs"
	"github.com/sockvet/sockvet/internal/sockflow/ports"
	"github.com/sockvet/sockvet/internal/sockflow/ssacode"
	"github.com/sockvet/sockvet/internal/sockflow/summary"
)

// A sourceSet collects the sources of a function. Those that its callers cannot tell
// apart are one: helpers that call a helper several times, which does the same in turn,
// would have more of them at each level, by a factor.
type sourceSet struct {
	list []summary.Source
	like map[likeness][]int // where in list
}

// A likeness is what sources have in common that are one, but for their outs.
type likeness struct {
	released, probe, registered, served bool
	zero, asks, network                 summary.Place
	free                                ssacode.Success
	address, origin                     string

	endpoint            *ports.Endpoint // of a socket that is closed: what becomes of its port is noted there
	bind, read, release token.Pos       // of one that is open: its endpoint is another one at each call
	made                *dirs.Dir       // of a directory: as the function sees it that makes it
	where               string          // the package of that, if it is another one
}

func likenessOf(src *summary.Source) likeness {
	l := likeness{
		released: src.Released, probe: src.Probe, registered: src.Registered, served: src.Served,
		zero: src.Zero, asks: src.Asks, network: src.Network, free: src.Free,
		address: src.Address, origin: src.Origin,
	}
	switch made := src.Thing.(type) {
	case *dirs.Dir:
		first := made.First()
		if l.where = first.Package; l.where == "" {
			l.made = first // else another one at each call
		}
	case *ports.Endpoint:
		if src.Released {
			l.endpoint = made
		} else {
			l.bind, l.read, l.release = made.Bind, made.Read, made.Release
		}
	}
	return l
}

// add adds src, which may be nil. If there is one like it already, nothing is added;
// who gets the one directory gets the other then.
func (s *sourceSet) add(src *summary.Source) {
	if src == nil {
		return
	}
	l := likenessOf(src)
	for _, i := range s.like[l] {
		if known := &s.list[i]; sameOuts(known.Outs, src.Outs) {
			if d, ok := src.Thing.(*dirs.Dir); ok {
				known.Thing.(*dirs.Dir).AddTwin(d)
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

func sameOuts(a, b []summary.Out) bool {
	return len(a) == len(b) && !slices.ContainsFunc(a, func(o summary.Out) bool { return !slices.Contains(b, o) })
}
