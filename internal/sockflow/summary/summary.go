package summary

import (
	"go/token"
	"go/types"
	"slices"
	"strings"

	"github.com/sockvet/sockvet/internal/sockapi"
	"github.com/sockvet/sockvet/internal/sockflow/ssacode"
)

// A Kind says what a value has to do with a socket or a directory.
type Kind uint8

const (
	Itself        Kind = iota // the socket or the directory; of a parameter, whatever the caller passes
	Address                   // the address or port of the socket
	Closer                    // a function that closes the socket
	Made                      // text made of it: of a directory, the path of something inside
	Named                     // the same, and as it reads the name of a Unix socket
	Parent                    // the directory that the path is in
	Socket                    // the socket that is bound to the path
	Remover                   // a function that removes the directory
	ParentRemover             // a function that removes the directory that the path is in
	Unlinker                  // a function that removes the directory if it is empty
	Base                      // the name of the directory in the one that it is in
)

// IsMade reports whether k is that of text made of something.
func IsMade(k Kind) bool { return k == Made || k == Named }

// Ended maps the kind of a function that closes or removes something to that of the thing.
var Ended = map[Kind]Kind{Closer: Itself, Remover: Itself, ParentRemover: Parent, Unlinker: Itself}

// IsEnder reports whether k is that of a function that closes or removes something.
func IsEnder(k Kind) bool { return k == Closer || IsRemover(k) }

// IsRemover reports whether k is that of a function that removes something.
func IsRemover(k Kind) bool { return k == Remover || k == ParentRemover || k == Unlinker }

// A Flow is one thing that a function does with what its callers share with it.
type Flow struct {
	Role sockapi.Role
	From Place
	Of   Kind  // what takes part: the thing at from, the address read from it, a function that closes it and so on
	To   Place // of Carries and Formats; of Duplicates, the other descriptor
	Must bool  // of Releases, Removes and Unlinks: done on every path to a return
	Fail bool  // of Removes and Unlinks: done only after an error

	Sink Sink
	Says sockapi.Reader // of Carries, Formats and the roles that tell: what the text that it becomes part of tells of who reads it; of keeps: what is known of who keeps it

	First bool // of text, only what stands first in it, before a colon; of an address that is left to callers, as in Out

	ByName bool // it has names that a call tells: see Named

	Variable string // of Sets: the environment variable, if it is known

	Network Place // of Binds: the parameter that names the network; nowhere if that is none
	Paths   bool  // of Binds, if that is none: addresses may be paths of Unix sockets
}

// BindsPath reports whether f may bind the path of a Unix socket.
func (f *Flow) BindsPath() bool {
	return f.Role == sockapi.Binds && (f.Paths || f.Network.Root != Nowhere)
}

// A Sink tells where the effect of a flow takes place.
type Sink struct {
	Name string    // the API that does it, such as "net.Listen"
	Pos  token.Pos // of the call of that API, if it is in this package
}

// A Source is a socket that a function binds to port 0 and that its callers
// get to see: the socket, its address, or a function that closes it. Or it is a
// directory that the function makes, of which they see as much.
type Source struct {
	Outs       []Out
	Of         subject
	Released   bool            // the socket is closed by the time the function returns
	Zero       Place           // the parameter that must hold port 0, or of a directory, the one that it is made in; nowhere if it is known
	Probe      bool            // the port is not 0: the socket was bound to see whether it is free
	Asks       Place           // of a probe: the parameter that holds the port which the caller asks about; nowhere if the function searches for one
	Dials      bool            // of a probe that asks: it dials the port, which is free if nobody answers; known in the package only
	Free       ssacode.Success // of a probe that asks: what a result that is a bool says if the port is free
	Picks      Place           // of a search over a list, parameter 0: the function that tells whether an element is free
	Registered bool            // others who know the same registry do not get the port
	Dropped    bool            // nobody closes the socket: the garbage collector does
	Served     bool            // somebody accepts on the socket
	Address    string          // the address that is bound, if the first result is the whole of what became of it
	When       []Condition     // what callers must pass for the function to bind or make it, as far as that is known
	Network    Place           // the parameter that names the network; nowhere if it is one with ports

	Thing  Thing  // what is followed, if it is made in this package
	Origin string // where it is bound and closed, or made, if that is in another package
}

// A subject is what a source is about.
type subject uint8

const (
	Sockets subject = iota // bound to port 0
	Dirs                   // made for temporary files
)

// A Thing is a socket or a directory that is made in the package, or handed to it.
type Thing interface {
	// Where returns where it is closed, or else bound or made; NoPos if that is in
	// another package.
	Where() token.Pos

	// Elsewhere reports whether others see to it: callers need not know of it.
	Elsewhere() bool

	// Like returns what it has in common with things that callers cannot tell from it,
	// whose sources are alike otherwise. That is comparable. released is that of the source.
	Like(released bool) any

	// Join notes that callers get other wherever they get this one, and cannot tell which.
	Join(other Thing)
}

// An Out is a place at which a caller finds something of a source.
type Out struct {
	Kind  Kind
	To    Place
	Says  sockapi.Reader // what the text it is in tells of who reads it
	First bool           // of an address: the port stands first in the text that it is
	When  Condition      // of what is no result: what callers must pass for it to be there
}

// A Summary is what the callers of a function have to know of it.
type Summary struct {
	Name    string // as messages print it: "net.Listen", "freePort"
	Sources []Source

	flows       []Flow
	environment []Flow
	globals     []Flow
	lazy        *lazy // nil if those are all
}

// addFlow adds to what the function does.
func (s *Summary) addFlow(flows ...Flow) {
	for _, f := range flows {
		f.ByName = needsNames(f)
		if f.Role == sockapi.Gets || f.From.Root == Environ {
			s.environment = append(s.environment, f)
		}
		if f.From.Root == Global {
			s.globals = append(s.globals, f)
		}
		s.flows = append(s.flows, f)
	}
}

// OfRow returns the summary of the function fn, whose row in the table is row.
func OfRow(fn *types.Func, row *sockapi.Func) *Summary {
	s := &Summary{Name: ShortName(fn)}
	at := func(p sockapi.Place) Place { return placeOf(fn, p) }
	copies := slices.ContainsFunc(row.Effects, func(e sockapi.Effect) bool { return e.Role == sockapi.Duplicates })
	for _, e := range row.Effects {
		sink := Sink{Name: s.Name}
		switch e.Role {
		case sockapi.Acquires:
			s.Sources = append(s.Sources, Source{
				Outs: []Out{{Kind: Itself, To: at(e.To)}}, Zero: at(e.From), Network: at(e.Network), Origin: s.Name,
			})
			if e.From.Root != sockapi.None {
				s.addFlow(Flow{Role: sockapi.Binds, From: at(e.From), Sink: sink, Network: at(e.Network), Paths: e.Paths},
					Flow{Role: sockapi.Carries, From: at(e.From), Of: Socket, To: at(e.To), Sink: sink})
			}
		case sockapi.Makes:
			s.Sources = append(s.Sources, Source{
				Outs: []Out{{Kind: Itself, To: at(e.To)}}, Of: Dirs, Zero: at(e.From), Origin: s.Name,
			})
		case sockapi.Reads:
			s.addFlow(Flow{Role: sockapi.Carries, From: at(e.From), Of: Address, To: at(e.To)})
		case sockapi.Asks:
			s.Sources = append(s.Sources, Source{Asks: at(e.From), Dials: true, Probe: true, Released: true, Origin: s.Name})
		case sockapi.Finds:
			s.Sources = append(s.Sources, Source{Picks: at(e.From), Probe: true, Released: true, Origin: s.Name})
		case sockapi.Exits, sockapi.Quits, sockapi.Duplicates:
		case sockapi.Carries:
			f := Flow{Role: e.Role, From: at(e.From), To: at(e.To), Sink: sink}
			if copies {
				f.Role = sockapi.Duplicates // what it carries is the other descriptor
			}
			s.addFlow(f)
		case sockapi.Serves:
			if e.From.Root == sockapi.Result {
				s.Sources[len(s.Sources)-1].Served = true
				continue
			}
			fallthrough
		default:
			s.addFlow(Flow{Role: e.Role, From: at(e.From), To: at(e.To), Must: true, Sink: sink, Network: at(e.Network), Paths: e.Paths, First: e.First})
		}
	}
	return s
}

// placeOf translates a place of the table: parameters are counted with the
// receiver, as go/ssa counts the arguments of a call.
func placeOf(fn *types.Func, p sockapi.Place) Place {
	method := fn.Signature().Recv() != nil
	if method {
		p.Path = shiftKey(p.Path)
	}
	switch p.Root {
	case sockapi.Receiver:
		return Place{Root: Param, Index: 0, Path: p.Path}
	case sockapi.Argument:
		if method {
			return Place{Root: Param, Index: p.Index + 1, Path: p.Path}
		}
		return Place{Root: Param, Index: p.Index, Path: p.Path}
	case sockapi.Result:
		return Place{Root: Result, Index: p.Index, Path: p.Path}
	case sockapi.Variable:
		return Place{Root: Global, Path: p.Path, Global: p.Global(fn)}
	}
	return Place{}
}

// ShortName returns the name of fn as code that calls it spells it:
// "net.Listen", "Server.ListenAndServe". The method of a type without a name has none
// before it.
func ShortName(fn *types.Func) string {
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
