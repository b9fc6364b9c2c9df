package binds

import (
	"go/token"

	"golang.org/x/tools/go/ssa"

	"github.com/sockvet/sockvet/internal/sockapi"
	"github.com/sockvet/sockvet/internal/sockflow/program"
	"github.com/sockvet/sockvet/internal/sockflow/ssacode"
	"github.com/sockvet/sockvet/internal/sockflow/summary"
)

// A Removal removes what is at the path of a socket.
type Removal struct {
	Pos    token.Pos
	Name   string // the function, as the code spells it: "os.RemoveAll"
	All    bool   // if that is a directory, it goes with all that is in it
	Before bool   // it comes before the bind, in the same function
}

// findRemovals notes for each bind what the function removes by the path that is bound, also
// in literals.
func (r *reader) findRemovals(binds []*Bind) {
	for _, fn := range r.Funcs {
		for _, s := range r.Scope(fn).Sites {
			if s.Fn != nil || s.Sum == nil || s.Opaque || s.Call == nil {
				continue
			}
			for _, fl := range s.Sum.Flows() {
				if fl.Role != sockapi.Removes && fl.Role != sockapi.Unlinks || fl.From.Path != "" {
					continue
				}
				if v := s.Operand(fl.From); v != nil && ssacode.IsText(v.Type()) {
					r.noteRemoval(binds, s, v, fl.Role == sockapi.Removes)
				}
			}
		}
	}
}

// noteRemoval notes that the callee at s removes what is at the path v.
func (r *reader) noteRemoval(binds []*Bind, s *program.Site, v ssa.Value, all bool) {
	removed := r.spotOf(v)
	for _, b := range binds {
		if !b.Unix || outermost(b.site.Instr.Parent()) != outermost(s.Instr.Parent()) || r.spotOf(r.nameOf(b.path)) != removed {
			continue
		}
		b.Removals = append(b.Removals, Removal{Pos: s.Instr.Pos(), Name: s.Name(), All: all, Before: isBefore(s.Instr, b.site.Instr)})
	}
}

// isBefore reports whether the call instr runs before other, in the same function.
func isBefore(instr, other ssa.Instruction) bool {
	_, plain := instr.(*ssa.Call)
	return plain && instr.Parent() == other.Parent() && ssacode.ComesBefore(instr, other)
}

// outermost returns the declared function that fn is, or is a literal in.
func outermost(fn *ssa.Function) *ssa.Function {
	for fn.Parent() != nil {
		fn = fn.Parent()
	}
	return fn
}

// A spot is what a value is a copy of: a parameter, a variable, a field of one, or the value
// itself.
type spot struct {
	of   any // a value, or a constant text
	path string
}

// spotOf returns what v is a copy of.
func (r *reader) spotOf(v ssa.Value) spot {
	for range maxDepth {
		switch x := v.(type) {
		case *ssa.Const:
			if text, ok := constantOf(x); ok {
				return spot{of: text}
			}
		case *ssa.ChangeType:
			v = x.X
			continue
		case *ssa.MakeInterface:
			v = x.X
			continue
		case *ssa.UnOp:
			if x.Op != token.MUL {
				break
			}
			if field, ok := x.X.(*ssa.FieldAddr); ok {
				in := r.spotOf(field.X)
				in.path = summary.Join(in.path, ssacode.FieldName(field.X.Type(), field.Field))
				return in
			}
			if only := r.OnlyStore(x.X); only != nil {
				v = only
				continue
			}
			if pointer, ok := x.X.(*ssa.UnOp); ok {
				in := r.spotOf(pointer)
				in.path = summary.Join(in.path, "*")
				return in
			}
			return spot{of: r.variable(x.X)}
		}
		break
	}
	return spot{of: v}
}

// variable returns the variable at addr, which a literal may capture.
func (r *reader) variable(addr ssa.Value) ssa.Value {
	for range maxDepth {
		captured, ok := addr.(*ssa.FreeVar)
		if !ok {
			break
		}
		bound := r.Binding(captured)
		if bound == nil {
			break
		}
		addr = bound
	}
	return addr
}

// nameOf returns the text of an address: what it is resolved from, or is stored in its field.
func (r *reader) nameOf(v ssa.Value) ssa.Value {
	v = ssacode.Unboxed(v)
	switch x := v.(type) {
	case *ssa.Extract:
		if call, ok := x.Tuple.(*ssa.Call); ok && ssacode.IsCall(call, "net.ResolveUnixAddr") {
			return call.Call.Args[1]
		}
	case *ssa.Alloc:
		for _, ref := range *x.Referrers() {
			field, ok := ref.(*ssa.FieldAddr)
			if !ok || ssacode.FieldName(x.Type(), field.Field) != "Name" {
				continue
			}
			if stores := r.Stores(field); len(stores) == 1 {
				return stores[0].Val
			}
		}
	}
	return v
}
