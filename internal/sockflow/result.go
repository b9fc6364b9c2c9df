package sockflow

import (
	"go/token"
	"slices"

	"golang.org/x/tools/go/analysis"
	"golang.org/x/tools/go/ssa"

	"github.com/sockvet/sockvet/internal/sockapi"
	"github.com/sockvet/sockvet/internal/sockflow/life"
	"github.com/sockvet/sockvet/internal/sockflow/program"
	"github.com/sockvet/sockvet/internal/sockflow/summary"
	"github.com/sockvet/sockvet/internal/sockflow/trace"
)

// Result is what the engine found in a package.
type Result struct {
	// Endpoints are the sockets bound to port 0 whose port outlives them: bound
	// and closed in this package, or in a function of another package that this
	// one calls. They are in the order of their positions.
	Endpoints []*Endpoint

	// Others are the rest of the sockets that may be bound to port 0, for whoever
	// wants to know why nothing is said of them. They are in the order
	// in which the engine met them.
	Others []*Endpoint

	// Dirs are the temporary directories that functions of the package make, or get
	// from functions that do, in the order of their positions.
	Dirs []*Dir

	notes []string
	pass  *analysis.Pass // see Again
}

// An Endpoint is a socket that is bound to a port the kernel chooses.
type Endpoint struct {
	Name    string    // the variable that holds it, or ""
	Bind    token.Pos // where it is bound, or where the helper that binds it is called
	Read    token.Pos // where its address is first read; NoPos if a helper did
	Release token.Pos // where it is closed; NoPos if a helper did
	Helper  string    // the function of another package that binds and closes it, or ""
	Package string    // the import path of that package
	Origin  string    // where Helper does so
	Address string    // what Helper binds, such as "localhost:0", if it returns the whole address; else ""

	Uses  []Use  // what becomes of the port once the socket is closed, in the order of positions
	Trail []Step // what else happens to the socket and its port, as far as it is seen

	Probe  bool // it is bound to one port after the other, to find one that is free
	Served bool // somebody accepts or receives on it, or keeps it: it is no mere reservation
	Proven bool // its port is 0 for at least one caller
}

// A Step is something that happens to a socket or its port and that is no [Use],
// in words.
type Step struct {
	Pos  token.Pos
	What string
}

func (e *Endpoint) note(pos token.Pos, what string) {
	if s := (Step{pos, what}); !slices.Contains(e.Trail, s) {
		e.Trail = append(e.Trail, s)
	}
}

// serve notes that the socket is no mere reservation, and why.
func (e *Endpoint) serve(pos token.Pos, why string) {
	e.Served = true
	e.note(pos, why)
}

// Where returns where the socket is closed, or else bound; NoPos if a helper of another
// package does.
func (e *Endpoint) Where() token.Pos {
	switch {
	case e.Helper != "":
		return token.NoPos
	case e.Release.IsValid():
		return e.Release
	}
	return e.Bind
}

// Elsewhere reports whether others see to the port, which they never do.
func (e *Endpoint) Elsewhere() bool { return false }

// A portOf is the port of a closed socket on its way through cells.
type portOf struct {
	ports      *ports
	endpoint   *Endpoint
	registered bool // it is kept in a registry
	says       sockapi.Reader
}

func (t portOf) Claim() trace.Claim { return trace.Claim{Kind: summary.Address, Says: t.says} }

func (t portOf) Meets(fn *ssa.Function, events []trace.Event) {
	line := life.New(t.ports.Scope(fn), life.Released, nil)
	t.ports.judge(t.endpoint, line, attempts{registered: t.registered}, events)
}

func (t portOf) As(o summary.Out) trace.Traveller {
	t.says = o.Says
	return t
}

// passesGetters is false: that some value of the type has the port proves no bind.
func (t portOf) PassesGetters() bool { return false }

// spread follows the ports that functions leave in cells.
func (a *ports) spread() {
	s := a.NewSpread()
	for _, fn := range a.Funcs {
		for _, src := range a.Summary(fn).Sources {
			for _, o := range src.Outs {
				if e, ok := src.Thing.(*Endpoint); ok && src.Released && o.To.Root != summary.Result {
					s.Leave(portOf{a, e, src.Registered, o.Says}, fn, o.To)
				}
			}
		}
	}
	s.Run()
}

// A Use is one thing that happens to a port after its socket is closed.
type Use struct {
	Role       Role
	Name       string    // the function that the port is handed to here, as the code spells it
	Pos        token.Pos // of that call
	Sink       string    // the API that does it in the end, such as "net.Listen"
	At         token.Pos // of the call of Sink, or NoPos if it is in another package
	Retried    bool      // failure leads back to a fresh port, success does not
	Brief      bool      // nothing but the start of a process comes after the close
	Listens    bool      // of Unknown: names, or a start in sight, say that the code listens
	Registered bool      // the port is entered in a registry, or drawn until it is free there

	attempt program.Attempt
}

// A Role says what a [Use] does.
type Role uint8

const (
	Bind     Role = iota + 1 // binds the port
	Process                  // starts a process with it
	Env                      // puts it into the environment
	File                     // writes it to a file
	Dial                     // connects to it
	Exported                 // returns it from a function that other packages can call
	Unknown                  // gives it to code that cannot be seen
	Named                    // makes the name of a Unix socket of it
)

var uses = map[sockapi.Role]Role{
	sockapi.Binds:  Bind,
	sockapi.Starts: Process,
	sockapi.Sets:   Env,
	sockapi.Writes: File,
	sockapi.Dials:  Dial,
}
