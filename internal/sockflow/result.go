package sockflow

import (
	"golang.org/x/tools/go/analysis"

	"github.com/sockvet/sockvet/internal/sockflow/binds"
	"github.com/sockvet/sockvet/internal/sockflow/dirs"
	"github.com/sockvet/sockvet/internal/sockflow/ports"
)

// Result is what the engine found in a package.
type Result struct {
	// Endpoints are the sockets bound to port 0 whose port outlives them: bound
	// and closed in this package, or in a function of another package that this
	// one calls. They are in the order of their positions.
	Endpoints []*ports.Endpoint

	// Others are the rest of the sockets that may be bound to port 0, for whoever
	// wants to know why nothing is said of them. They are in the order
	// in which the engine met them.
	Others []*ports.Endpoint

	// Dirs are the temporary directories that functions of the package make, or get
	// from functions that do, in the order of their positions.
	Dirs []*dirs.Dir

	// Binds are the calls that bind Unix sockets, with what their paths can be, and those that
	// bind a port of which something is known, in the order of the functions.
	Binds []*binds.Bind

	// Cuts has, for each bound that has ended something, the functions that were not
	// followed to the end.
	Cuts []Cut

	notes, details []string
	pass           *analysis.Pass // see Again
}
