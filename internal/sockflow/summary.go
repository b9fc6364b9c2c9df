package sockflow

import (
	"go/token"
	"go/types"
	"slices"
	"strings"

	"github.com/sockvet/sockvet/internal/sockapi"
	"github.com/sockvet/sockvet/internal/sockflow/ssacode"
)

// A kind says what a value has to do with a socket or a directory.
type kind uint8

const (
	itself        kind = iota // the socket or the directory; of a parameter, whatever the caller passes
	address                   // the address or port of the socket
	closer                    // a function that closes the socket
	made                      // text made of it: of a directory, the path of something inside
	named                     // the same, and as it reads the name of a Unix socket
	parent                    // the directory that the path is in
	socket                    // the socket that is bound to the path
	remover                   // a function that removes the directory
	parentRemover             // a function that removes the directory that the path is in
	base                      // the name of the directory in the one that it is in
)

// isMade reports whether k is that of text made of something.
func isMade(k kind) bool { return k == made || k == named }

// removed maps the kind of a function that removes something to that of the thing.
var removed = map[kind]kind{remover: itself, parentRemover: parent}

// isRemover reports whether k is that of a function that removes something.
func isRemover(k kind) bool { return k == remover || k == parentRemover }

// A flow is one thing that a function does with what its callers share with it.
type flow struct {
	role sockapi.Role
	from place
	of   kind  // what takes part: the thing at from, the address read from it, a function that closes it and so on
	to   place // of Carries and Formats; of Duplicates, the other descriptor
	must bool  // of Releases, Removes and Unlinks: done on every path to a return
	fail bool  // of Removes and Unlinks: done only after an error

	sink sink
	says sockapi.Reader // of Carries, Formats and the roles that tell: what the text that it becomes part of tells of who reads it; of keeps: what is known of who keeps it

	variable string // of Sets: the environment variable, if it is known

	network place // of Binds: the parameter that names the network; nowhere if that is none
	paths   bool  // of Binds, if that is none: addresses may be paths of Unix sockets
}

// bindsPath reports whether f may bind the path of a Unix socket.
func (f *flow) bindsPath() bool {
	return f.role == sockapi.Binds && (f.paths || f.network.root != nowhere)
}

// A sink tells where the effect of a flow takes place.
type sink struct {
	name string    // the API that does it, such as "net.Listen"
	pos  token.Pos // of the call of that API, if it is in this package
}

// A source is a socket that a function binds to port 0 and that its callers
// get to see: the socket, its address, or a function that closes it. Or it is a
// directory that the function makes, of which they see as much.
type source struct {
	outs       []out
	of         subject
	released   bool            // the socket is closed by the time the function returns
	zero       place           // the parameter that must hold port 0, or of a directory, the one that it is made in; nowhere if it is known
	probe      bool            // the port is not 0: the socket was bound to see whether it is free
	asks       place           // of a probe: the parameter that holds the port which the caller asks about; nowhere if the function searches for one
	free       ssacode.Success // of a probe that asks: what a result that is a bool says if the port is free
	registered bool            // others who know the same registry do not get the port
	served     bool            // somebody accepts on the socket
	address    string          // the address that is bound, if the first result is the whole of what became of it
	network    place           // the parameter that names the network; nowhere if it is one with ports

	thing  Thing  // what is followed, if it is made in this package
	origin string // where it is bound and closed, or made, if that is in another package
}

// A subject is what a source is about.
type subject uint8

const (
	sockets subject = iota // bound to port 0
	dirs                   // made for temporary files
)

// A Thing is a socket or a directory that is made in the package, or handed to it.
type Thing interface {
	// Where returns where it is closed, or else bound or made; NoPos if that is in
	// another package.
	Where() token.Pos

	// Elsewhere reports whether others see to it: callers need not know of it.
	Elsewhere() bool
}

// An out is a place at which a caller finds something of a source.
type out struct {
	kind kind
	to   place
	says sockapi.Reader // what the text it is in tells of who reads it
}

// A summary is what the callers of a function have to know of it.
type summary struct {
	name    string // as messages print it: "net.Listen", "freePort"
	flows   []flow
	sources []source
}

// ofRow returns the summary of the function fn, whose row in the table is row.
func ofRow(fn *types.Func, row *sockapi.Func) *summary {
	s := &summary{name: shortName(fn)}
	at := func(p sockapi.Place) place { return placeOf(fn, p) }
	copies := slices.ContainsFunc(row.Effects, func(e sockapi.Effect) bool { return e.Role == sockapi.Duplicates })
	for _, e := range row.Effects {
		sink := sink{name: s.name}
		switch e.Role {
		case sockapi.Acquires:
			s.sources = append(s.sources, source{
				outs: []out{{kind: itself, to: at(e.To)}}, zero: at(e.From), network: at(e.Network), origin: s.name,
			})
			if e.From.Root != sockapi.None {
				s.flows = append(s.flows,
					flow{role: sockapi.Binds, from: at(e.From), sink: sink, network: at(e.Network), paths: e.Paths},
					flow{role: sockapi.Carries, from: at(e.From), of: socket, to: at(e.To), sink: sink})
			}
		case sockapi.Makes:
			s.sources = append(s.sources, source{
				outs: []out{{kind: itself, to: at(e.To)}}, of: dirs, zero: at(e.From), origin: s.name,
			})
		case sockapi.Reads:
			s.flows = append(s.flows, flow{role: sockapi.Carries, from: at(e.From), of: address, to: at(e.To)})
		case sockapi.Exits, sockapi.Quits, sockapi.Duplicates:
		case sockapi.Carries:
			f := flow{role: e.Role, from: at(e.From), to: at(e.To), sink: sink}
			if copies {
				f.role = sockapi.Duplicates // what it carries is the other descriptor
			}
			s.flows = append(s.flows, f)
		case sockapi.Serves:
			if e.From.Root == sockapi.Result {
				s.sources[len(s.sources)-1].served = true
				continue
			}
			fallthrough
		default:
			s.flows = append(s.flows, flow{role: e.Role, from: at(e.From), to: at(e.To), must: true, sink: sink, network: at(e.Network), paths: e.Paths})
		}
	}
	return s
}

// placeOf translates a place of the table: parameters are counted with the
// receiver, as go/ssa counts the arguments of a call.
func placeOf(fn *types.Func, p sockapi.Place) place {
	method := fn.Signature().Recv() != nil
	switch p.Root {
	case sockapi.Receiver:
		return place{root: param, index: 0, path: p.Path}
	case sockapi.Argument:
		if method {
			return place{root: param, index: p.Index + 1, path: p.Path}
		}
		return place{root: param, index: p.Index, path: p.Path}
	case sockapi.Result:
		return place{root: result, index: p.Index, path: p.Path}
	}
	return place{}
}

// shortName returns the name of fn as code that calls it spells it:
// "net.Listen", "Server.ListenAndServe". The method of a type without a name has none
// before it.
func shortName(fn *types.Func) string {
	if recv := fn.Signature().Recv(); recv != nil {
		if _, unnamed := types.Unalias(recv.Type()).(*types.Interface); unnamed {
			return fn.Name()
		}
		t := types.TypeString(recv.Type(), func(*types.Package) string { return "" })
		t, _, _ = strings.Cut(strings.TrimPrefix(t, "*"), "[")
		return t + "." + fn.Name()
	}
	if fn.Pkg() == nil {
		return fn.Name()
	}
	return fn.Pkg().Name() + "." + fn.Name()
}
