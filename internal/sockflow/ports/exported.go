package ports

import (
	"go/types"
	"slices"

	"github.com/sockvet/sockvet/internal/sockapi"
	"github.com/sockvet/sockvet/internal/sockflow/handoff"
	"github.com/sockvet/sockvet/internal/sockflow/summary"
)

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
