package ports

import (
	"go/types"
	"slices"

	"golang.org/x/tools/go/ssa"

	"github.com/sockvet/sockvet/internal/sockapi"
	"github.com/sockvet/sockvet/internal/sockflow/claim"
	"github.com/sockvet/sockvet/internal/sockflow/handoff"
	"github.com/sockvet/sockvet/internal/sockflow/life"
	"github.com/sockvet/sockvet/internal/sockflow/summary"
	"github.com/sockvet/sockvet/internal/sockflow/trace"
)

// A portOf is the port of a closed socket on its way through cells.
type portOf struct {
	ports      *Ports
	endpoint   *Endpoint
	registered bool        // it is kept in a registry
	found      summary.Out // what it is there, wherever that is
}

// Claim implements [trace.Traveller].
func (t portOf) Claim() claim.Claim { return claim.Of(t.found) }

// Meets implements [trace.Traveller].
func (t portOf) Meets(fn *ssa.Function, events []trace.Event) {
	line := life.New(t.ports.Scope(fn), life.Released, nil)
	t.ports.judge(t.endpoint, line, attempts{registered: t.registered}, events)
}

// As implements [trace.Traveller].
func (t portOf) As(o summary.Out) trace.Traveller {
	t.found = summary.Out{Kind: summary.Address, Says: o.Says, First: o.First}
	return t
}

// PassesGetters is false: that some value of the type has the port proves no bind.
func (t portOf) PassesGetters() bool { return false }

// spread follows the ports that functions leave in cells.
func (ps *Ports) spread() {
	s := trace.NewSpread(ps.Follower)
	for _, fn := range ps.Funcs {
		for _, src := range ps.Summary(fn).Sources {
			for _, o := range src.Outs {
				if e, ok := src.Thing.(*Endpoint); ok && src.Released && o.To.Root != summary.Result {
					s.Leave(portOf{ports: ps, endpoint: e, registered: src.Registered}.As(o), fn, o.To)
				}
			}
		}
	}
	s.Run()
}

// noteExported notes at endpoints that other packages get their port, by the
// results of functions that they can call. In a URL it is for clients, and so it is if the
// name of the function says that nobody listens there.
func (ps *Ports) noteExported() {
	for _, fn := range ps.Funcs {
		obj, ok := fn.Object().(*types.Func)
		if !ok || !obj.Exported() || !ps.Visible(obj) || sockapi.NamesNobody(obj.Name()) {
			continue
		}
		for _, src := range ps.Summary(fn).Sources {
			if src.Released && slices.ContainsFunc(src.Outs, func(o summary.Out) bool { return o.To.Root == summary.Result && !o.Says.Dials() }) {
				e := src.Thing.(*Endpoint)
				e.Uses = append(e.Uses, Use{Use: handoff.Use{Role: handoff.Exported, Name: obj.Name(), Pos: obj.Pos()}, Registered: src.Registered})
			}
		}
	}
}
