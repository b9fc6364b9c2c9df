package ports

import (
	"go/token"
	"slices"

	"github.com/sockvet/sockvet/internal/sockapi"
	"github.com/sockvet/sockvet/internal/sockflow/handoff"
	"github.com/sockvet/sockvet/internal/sockflow/program"
	"github.com/sockvet/sockvet/internal/sockflow/summary"
)

// A Use is one thing that happens to a port after its socket is closed.
type Use struct {
	handoff.Use
	Retried    bool // failure leads back to a fresh port, success does not
	Brief      bool // nothing but the start of a process comes after the close
	Listens    bool // of Unknown: names, or a start in sight, say that the code listens
	Registered bool // the port is entered in a registry, or drawn until it is free there

	attempt program.Attempt
}

var uses = map[sockapi.Role]handoff.Role{
	sockapi.Binds:  handoff.Bind,
	sockapi.Starts: handoff.Process,
	sockapi.Sets:   handoff.Env,
	sockapi.Writes: handoff.File,
	sockapi.Dials:  handoff.Dial,
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

	Uses  []Use          // what becomes of the port once the socket is closed, in the order of positions
	Trail []handoff.Step // what else happens to the socket and its port, as far as it is seen

	Probe   bool // it is bound to one port after the other, to find one that is free
	Dialed  bool // the same, but it was only dialled, and nobody answered
	Dropped bool // nobody closes it, and nobody keeps it: the garbage collector closes it some time
	Served  bool // somebody accepts or receives on it, or keeps it: it is no mere reservation
	Proven  bool // its port is 0 for at least one caller
}

func (e *Endpoint) note(pos token.Pos, what string) {
	if s := (handoff.Step{Pos: pos, What: what}); !slices.Contains(e.Trail, s) {
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

// Like returns the endpoint itself if the socket is closed: what becomes of its port is noted
// there. Of one that is open there is another endpoint at each call.
func (e *Endpoint) Like(released bool) any {
	if released {
		return e
	}
	return openSocket{e.Bind, e.Read, e.Release}
}

// An openSocket is what endpoints have in common that are one open socket.
type openSocket struct{ bind, read, release token.Pos }

// Join does nothing: what is alike is one.
func (e *Endpoint) Join(summary.Thing) {}
