package binds

import (
	"go/constant"
	"go/token"
	"slices"

	"golang.org/x/tools/go/ssa"

	"github.com/sockvet/sockvet/internal/sockflow/program"
	"github.com/sockvet/sockvet/internal/sockflow/ssacode"
	"github.com/sockvet/sockvet/internal/sockflow/summary"
)

// The bounds of the search for what one address can be. A path that is longer in coming, or
// one of more than a dozen, is no constant of a test. Ports are: each of many tests has its own.
const (
	maxDepth    = 30   // steps from the bind to a piece
	maxSteps    = 3000 // values that are looked at
	maxPaths    = 16   // that a value can be
	maxPorts    = 256  // the same
	maxCallers  = 40   // of a function whose parameter is read, for a path; for a port, as many as ports
	maxProducts = 1024 // of what is put together
)

// A reader reads what the texts of a package can be.
type reader struct {
	*program.Program
	steps   int  // that are left
	ports   bool // whether a port is read, and not a path
	busy    map[visit]bool
	globals map[*ssa.Global][]*ssa.FieldAddr // nil until they are needed
	runs    map[*ssa.Function][]*ssa.Call    // the same
}

// A visit is a value that is being read, as part of what one call yields.
type visit struct {
	v     ssa.Value
	path  string
	frame *frame
}

// A frame is a call that the reader went into, to read what it yields: parameters are what
// that one passes.
type frame struct {
	site *program.Site
	up   *frame
}

// A view is where the reader stands.
type view struct {
	frame *frame
	where token.Pos         // the code that last handed the value on as it is
	way   []token.Pos       // the calls on the way from the bind
	calls []ssa.Instruction // the same, and the bind
	depth int
}

// from returns the view from code at pos, which hands a value on.
func (at view) from(pos token.Pos) view {
	if pos.IsValid() {
		at.where = pos
	}
	return at
}

// by returns the view from a call that was gone into or come from.
func (at view) by(call ssa.Instruction, f *frame) view {
	at.frame = f
	if pos := call.Pos(); pos.IsValid() {
		at.way = union(at.way, []token.Pos{pos})
	}
	at.calls = append(slices.Clip(at.calls), call)
	return at
}

// leaf returns the text of one piece.
func (at view) leaf(p Part) []Text {
	p.Where, p.Way, p.calls = at.where, at.way, at.calls
	return []Text{{Parts: []Part{p}, Where: at.where, Way: at.way}}
}

func (at view) unknown() []Text { return at.leaf(Part{}) }

// texts returns what the text v can be.
func (r *reader) texts(v ssa.Value, at view) []Text {
	return r.visited(visit{v, "", at.frame}, at, func(at view) []Text { return r.value(v, at) })
}

// visited returns what read finds, unless that has gone on for too long, or comes from itself.
func (r *reader) visited(key visit, at view, read func(view) []Text) []Text {
	at.depth++
	r.steps--
	if at.depth > maxDepth || r.steps < 0 || r.busy[key] {
		return at.unknown()
	}
	r.busy[key] = true
	defer delete(r.busy, key)
	found := read(at)
	if len(found) == 0 || len(found) > r.most() {
		return at.unknown()
	}
	return found
}

// value returns what v can be.
func (r *reader) value(v ssa.Value, at view) []Text {
	switch v := v.(type) {
	case *ssa.Const:
		return constantAt(v, at)
	case *ssa.ChangeType:
		return r.texts(v.X, at)
	case *ssa.Convert:
		if ssacode.IsText(v.X.Type()) && ssacode.IsText(v.Type()) || r.ports && ssacode.IsNumber(v.X.Type()) && ssacode.IsNumber(v.Type()) {
			return r.texts(v.X, at)
		}
	case *ssa.MakeInterface:
		return r.texts(v.X, at)
	case *ssa.BinOp:
		if v.Op == token.ADD && ssacode.IsText(v.Type()) {
			return product(r.texts(v.X, at), r.texts(v.Y, at), func(a, b Text) Text { return a.followedBy(b, v.Pos()) })
		}
		if r.ports && ssacode.IsNumber(v.Type()) {
			return r.calculated(v, at)
		}
	case *ssa.Phi:
		if all, ok := r.counter(v, at); ok {
			return all
		}
		return r.any(v.Edges, at.from(v.Pos()))
	case *ssa.UnOp:
		if v.Op == token.MUL {
			return r.memory(v.X, v, at)
		}
	case *ssa.Field:
		return r.field(v.X, ssacode.FieldName(v.X.Type(), v.Field), at)
	case *ssa.Parameter:
		return r.passed(v, at, func(v ssa.Value, at view) []Text { return r.texts(v, at) })
	case *ssa.Call:
		return r.result(v, 0, at)
	case *ssa.Extract:
		if call, ok := v.Tuple.(*ssa.Call); ok {
			return r.result(call, v.Index, at)
		}
	}
	return at.unknown()
}

// constantAt returns the text of a constant.
func constantAt(c *ssa.Const, at view) []Text {
	if c.Value == nil {
		return at.unknown()
	}
	switch c.Value.Kind() {
	case constant.String:
		return at.leaf(Part{Kind: Known, Text: constant.StringVal(c.Value)})
	case constant.Int:
		return at.leaf(Part{Kind: Known, Text: c.Value.ExactString()})
	}
	return at.unknown()
}

// any returns what one of values can be.
func (r *reader) any(values []ssa.Value, at view) []Text {
	var all []Text
	for _, v := range values {
		all = append(all, r.texts(v, at)...)
	}
	return all
}

func newReader(prog *program.Program, ports bool) *reader {
	return &reader{Program: prog, ports: ports, busy: map[visit]bool{}}
}

// most returns how many texts a value can be.
func (r *reader) most() int {
	if r.ports {
		return maxPorts
	}
	return maxPaths
}

// callers returns the calls of fn in the package; ok is false if they are too many.
func (r *reader) callers(fn *ssa.Function) (all []*program.Site, ok bool) {
	if r.ports {
		all = r.GuessingCallers(fn)
		return all, len(all) <= maxPorts
	}
	all = r.Callers(fn)
	return all, len(all) <= maxCallers
}

// product returns what put makes of each of a with each of b; nothing if that is too much.
func product(a, b []Text, put func(a, b Text) Text) []Text {
	if len(a)*len(b) > maxProducts {
		return nil
	}
	var all []Text
	for _, x := range a {
		for _, y := range b {
			all = append(all, put(x, y))
		}
	}
	return all
}

// memory returns what is at addr where load reads it.
func (r *reader) memory(addr ssa.Value, load *ssa.UnOp, at view) []Text {
	if field, ok := addr.(*ssa.FieldAddr); ok {
		return r.field(field.X, ssacode.FieldName(field.X.Type(), field.Field), at)
	}
	var all []Text
	for _, store := range r.storesTo(addr, load) {
		all = append(all, r.texts(store.Val, r.within(store, load, at))...)
	}
	return all
}

// storesTo returns the stores to the variable at addr that load can see. What an exported
// variable of the package is set to here, it may be.
func (r *reader) storesTo(addr ssa.Value, load ssa.Instruction) []*ssa.Store {
	if g, ok := addr.(*ssa.Global); ok {
		return r.GlobalStores[g]
	}
	return r.Reaching(addr, load)
}

// within returns the view from a store to a variable, which load reads, and which may be in
// another function: the one around a literal, or any.
func (r *reader) within(store *ssa.Store, load ssa.Instruction, at view) view {
	at = at.from(store.Pos())
	if store.Parent() != load.Parent() {
		at.frame = at.around(store.Parent())
	}
	return at
}

// around returns the frame of the function fn, if what is read is in a literal that is called
// there.
func (at view) around(fn *ssa.Function) *frame {
	if f := at.frame; f != nil && f.site.Instr.Parent() == fn {
		return f.up
	}
	return nil
}

// passed returns what read says of what callers pass for p: the one that the reader came from,
// or all of the package.
func (r *reader) passed(p *ssa.Parameter, at view, read func(ssa.Value, view) []Text) []Text {
	fn := p.Parent()
	place := summary.Place{Root: summary.Param, Index: slices.Index(fn.Params, p)}
	if f := at.frame; f != nil && f.site.Fn == fn {
		if v := f.site.Operand(place); v != nil {
			return read(v, at.by(f.site.Instr, f.up).from(f.site.Instr.Pos()))
		}
		return at.unknown()
	}
	callers, ok := r.callers(fn)
	if !ok {
		return at.unknown()
	}
	var all []Text
	for _, s := range callers {
		if v := s.Operand(place); v != nil {
			all = append(all, read(v, at.by(s.Instr, nil).from(s.Instr.Pos()))...)
		}
	}
	if len(all) == 0 {
		return at.leaf(Part{Kind: Told})
	}
	return all
}
