package claim

import (
	"go/types"
	"slices"
	"strings"

	"golang.org/x/tools/go/ssa"

	"github.com/sockvet/sockvet/internal/sockapi"
	"github.com/sockvet/sockvet/internal/sockflow/ssacode"
	"github.com/sockvet/sockvet/internal/sockflow/summary"
)

// A Claim says that a value, or what is found at path inside it, is a socket,
// the address of one, or a function that closes one; or a directory, the path of
// something in it, or a function that removes it.
//
// Facts are either concrete, about one socket or directory that the function under
// analysis gets from a source, or symbolic, about whatever a caller passes at from.
// A symbolic claim of kind itself may turn out to be a socket, an address, a
// directory or a function: what happens to it tells.
type Claim struct {
	Val    ssa.Value
	Path   string
	Kind   summary.Kind
	From   summary.Place
	Dir    bool            // of a concrete claim: it is about a directory
	Says   sockapi.Reader  // what the text it is in tells of who reads it
	Stands Position        // of an address, and of what a caller passes: where it is in text
	Sent   ssa.Instruction // of a concrete claim: what put it into a channel, in which it is; nil if it is in none
	Dyn    types.Type      // the concrete type that val, or what is at a part of path, was made an interface of; nil if unknown
}

// Of returns the claim about what callers find at o.
func Of(o summary.Out) Claim {
	f := Claim{Kind: o.Kind, Says: o.Says}
	if o.First {
		f.Stands = First
	}
	return f
}

// A Position says where in a text something stands.
type Position uint8

const (
	Somewhere Position = iota // what a caller passes stands first
	First                     // first, or of what a caller passes, what stands first there
	Behind                    // what a caller passes, behind something else
)

// Front returns what f says of what stands first in a text, before a colon: a host, or a port
// such as that in "8080:80". ok is false if it says nothing of that.
func (f Claim) Front() (front Claim, ok bool) {
	if !f.Symbolic() {
		return f, f.Kind == summary.Address && f.Stands == First
	}
	ok = f.Stands != Behind && (f.Kind == summary.Itself || f.Kind == summary.Made)
	f.Stands = First
	return f, ok
}

// Within returns f as it is in a longer text, and whether it stands first there.
func (f Claim) Within(first bool) Claim {
	switch {
	case first:
	case f.Symbolic():
		f.Stands = Behind
	default:
		f.Stands = Somewhere
	}
	return f
}

// Symbolic reports whether the claim is about what a caller passes.
func (f Claim) Symbolic() bool { return f.From.Root != summary.Nowhere }

// At returns f about another value.
func (f Claim) At(v ssa.Value, path string) Claim {
	f.Val, f.Path = v, path
	return f
}

// Below returns f, which is about what a caller passes, about what is at path below that.
func (f Claim) Below(path string) Claim {
	f.From = f.From.Below(path)
	return f
}

// Descend returns what f says of the thing one step inside the value of type
// typ that it is about.
func Descend(f Claim, typ types.Type, step string) (Claim, bool) {
	if f.Path != "" {
		rest, ok := summary.Cut(f.Path, step)
		f.Path = rest
		return f, ok
	}
	if f.Symbolic() && f.Kind == summary.Itself {
		f.From = f.From.Below(step)
		return f, true
	}
	row := sockapi.LookupType(ssacode.TypeName(typ))
	switch f.Kind {
	case summary.Address, summary.Made, summary.Named:
		return f, row == nil || slices.Contains(row.Address, step)
	case summary.Itself:
		if f.Dir {
			return f, row != nil && slices.Contains(row.Address, step)
		}
		if row != nil && slices.Contains(row.Reads, step) {
			f.Kind = summary.Address
			return f, true
		}
		return f, row != nil && slices.Contains(row.Socket, step) || ssacode.Embeds(typ, step)
	}
	return f, false
}

// Part returns the kind of the thing that takes part in a flow as of says, if f is
// about what is at the place where the flow starts; ok is false if nothing of f
// takes part.
func (f Claim) Part(of summary.Kind) (k summary.Kind, ok bool) {
	switch of {
	case summary.Itself:
		return f.Kind, true
	case summary.Address:
		if f.Dir && f.Kind == summary.Socket {
			return summary.Made, true
		}
		return summary.Address, f.Kind == summary.Itself && !f.Dir
	case summary.Closer:
		return summary.Closer, f.Kind == summary.Itself && !f.Dir
	case summary.Made, summary.Named:
		if f.Kind == summary.Address || f.Kind == summary.Named {
			return f.Kind, true
		}
		return of, f.IsPath() || f.Kind == summary.Parent
	case summary.Parent:
		if f.isInside() {
			return summary.Itself, true
		}
		return summary.Parent, f.mayBeInside()
	case summary.Socket:
		return summary.Socket, summary.IsMade(f.Kind) || f.Kind == summary.Itself && f.Symbolic()
	case summary.Remover:
		switch f.Kind {
		case summary.Itself:
			return summary.Remover, f.IsPath()
		case summary.Parent:
			return summary.ParentRemover, true
		}
		return f.Kind, false // it removes only what is inside
	case summary.Unlinker:
		return summary.Unlinker, f.Kind == summary.Itself && f.IsPath()
	case summary.Base:
		return summary.Base, f.Kind == summary.Itself && f.IsPath()
	case summary.ParentRemover:
		if f.isInside() {
			return summary.Remover, true
		}
		return summary.ParentRemover, f.mayBeInside()
	}
	return f.Kind, false
}

// isInside reports whether f is about the path of something in a directory, or about
// the socket that is bound to it.
func (f Claim) isInside() bool { return summary.IsMade(f.Kind) || f.Dir && f.Kind == summary.Socket }

// mayBeInside reports whether f may turn out to be about such a path or socket, or the
// address of one: callers know.
func (f Claim) mayBeInside() bool {
	return f.Symbolic() && (f.Kind == summary.Itself || f.Kind == summary.Address || f.Kind == summary.Socket)
}

// IsPath reports whether f may be about a directory, or something inside.
func (f Claim) IsPath() bool {
	return summary.IsMade(f.Kind) || f.Kind == summary.Itself && (f.Symbolic() || f.Dir)
}

// ByName returns f and a flow that it meets with names in place of the signs in their places:
// see [summary.Flow.Named]. What a caller passes as a list of arguments has any flag, until it
// meets what has one of that name.
func (f Claim) ByName(fl *summary.Flow, argument func(i int) string) (Claim, *summary.Flow, bool) {
	if f.Symbolic() && f.Path == "" && fl.From.Path == summary.AnyFlag {
		f.From, f.Path = f.From.Below(summary.AnyFlag), summary.AnyFlag
		return f, fl, true
	}
	named, ok := fl.Named(f.Path, argument)
	if key, _, _ := strings.Cut(named.From.Path, "."); ok && strings.HasPrefix(f.Path, summary.AnyName) {
		f.Path = strings.Replace(f.Path, summary.AnyName, key, 1)
		f.From.Path = strings.Replace(f.From.Path, summary.AnyFlag, "[-"+key[1:], 1)
	}
	return f, &named, ok
}
