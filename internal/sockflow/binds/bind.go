package binds

import (
	"go/token"
	"slices"
	"strings"

	"golang.org/x/tools/go/ssa"

	"github.com/sockvet/sockvet/internal/sockflow/program"
	"github.com/sockvet/sockvet/internal/sockflow/ssacode"
	"github.com/sockvet/sockvet/internal/sockflow/summary"
)

// A Bind is a call that binds a socket.
type Bind struct {
	Unix bool // that is a Unix socket, which has a path

	Pos      token.Pos // of the call
	Name     string    // the function, as the code spells it: "net.Listen"
	Sink     string    // the API that does it, if that function is another package's
	Texts    []Text    // what its path can be; of one with a port, the addresses of which something is known
	Removals []Removal // what the same function removes by the path that is bound

	site *program.Site
	path ssa.Value // that is bound: text, or an address
}

// Paths returns the calls of the package that bind Unix sockets, in the order of its functions.
// All functions are summarized.
func Paths(prog *program.Program) []*Bind {
	r := newReader(prog, false)
	all := r.find(r.pathAt)
	if len(all) > 0 {
		r.findRemovals(all)
	}
	return all
}

// Ports returns the calls that bind a port of which something is known, in the order of the
// functions of a program.
func Ports(prog *program.Program) []*Bind {
	for _, fn := range prog.Funcs {
		prog.Scope(fn) // which notes whom it calls
	}
	r := newReader(prog, true)
	return r.find(r.portAt)
}

// find returns the binds that are at the sites of the program.
func (r *reader) find(at func(*program.Site, *summary.Flow) *Bind) []*Bind {
	var all []*Bind
	for _, fn := range r.Funcs {
		for _, s := range r.Scope(fn).Sites {
			if s.Fn != nil || s.Sum == nil || s.Opaque || s.Call == nil {
				continue // a function of the package binds at sites of its own
			}
			for _, fl := range s.Sum.Flows() {
				r.steps = maxSteps
				if b := at(s, &fl); b != nil {
					all = append(all, b)
				}
			}
		}
	}
	return all
}

// pathAt returns the bind that the callee at s does by a flow; nil if it is none of a Unix
// socket whose path is had as it is.
func (r *reader) pathAt(s *program.Site, fl *summary.Flow) *Bind {
	v := s.Operand(fl.From)
	if v == nil || fl.Of != summary.Itself || !fl.BindsPath() {
		return nil
	}
	at := view{where: s.Instr.Pos(), calls: []ssa.Instruction{s.Instr}}
	name := s.Operand(fl.Network)
	if text, ok := constantOf(name); ok && !strings.HasPrefix(text, "unix") {
		return nil
	} else if !ok && !r.isPath(v, fl.From.Path, at) {
		return nil // without asking who says what the network is
	}
	on := r.networkOf(s, fl, v, at)
	if on == none {
		return nil
	}
	b := &Bind{Unix: true, Pos: s.Instr.Pos(), Name: s.Name(), Sink: fl.Sink.Name, site: s, path: v}
	for _, t := range r.address(v, fl.From.Path, at) {
		if t.fits(on) {
			b.Texts = append(b.Texts, t)
		}
	}
	if len(b.Texts) == 0 {
		return nil
	}
	return b
}

// isPath reports whether an address is that of a Unix socket by its type, or may be by how its
// text begins.
func (r *reader) isPath(v ssa.Value, path string, at view) bool {
	return isUnixAddress(ssacode.Unboxed(v).Type()) ||
		slices.ContainsFunc(r.address(v, path, at), func(t Text) bool { return t.fits(also) })
}

// A network says what is known of the network of a bind.
type network uint8

const (
	none network = iota // it is none of Unix sockets
	some                // it may be one
	also                // it is one, and others
	unix                // it is one of Unix sockets
)

// networkOf returns what is known of the network on which the callee at s binds the address
// v.
func (r *reader) networkOf(s *program.Site, fl *summary.Flow, v ssa.Value, at view) network {
	if isUnixAddress(ssacode.Unboxed(v).Type()) {
		return unix
	}
	if fl.Network.Root == summary.Nowhere {
		return some
	}
	name := s.Operand(fl.Network)
	if name == nil {
		return some
	}
	unixes, others, unknown := 0, 0, 0
	for _, t := range r.texts(name, at) {
		switch text, known := t.Constant(); {
		case !known:
			unknown++
		case strings.HasPrefix(text, "unix"):
			unixes++
		default:
			others++
		}
	}
	switch {
	case unixes > 0 && others+unknown == 0:
		return unix
	case unixes > 0:
		return also
	case unknown > 0:
		return some
	}
	return none
}

// fits reports whether t can be a path on the network: a host and a port begin otherwise.
func (t Text) fits(on network) bool {
	_, head := t.Starts()
	switch on {
	case unix:
		return true
	case also:
		return t.isRooted() || strings.HasPrefix(head, "@") || strings.HasPrefix(head, "\x00")
	}
	return t.isRooted()
}

// address returns what the text of an address can be that is at path of v.
func (r *reader) address(v ssa.Value, path string, at view) []Text {
	if path == "" && ssacode.IsText(v.Type()) {
		return r.texts(v, at)
	}
	if isUnixAddress(ssacode.Unboxed(v).Type()) {
		path = "Name"
	}
	if path == "" {
		return at.unknown()
	}
	return r.field(v, path, at)
}
