package portflow

import (
	"go/token"
	"go/types"

	"golang.org/x/tools/go/ssa"

	"github.com/sockvet/sockvet/internal/sockapi"
)

// A fact says that a value, or what is found at path inside it, is a socket,
// the address of one, or a function that closes one.
//
// Facts are either concrete, about one socket that the function under analysis
// gets from a source, or symbolic, about whatever a caller passes at from. A
// symbolic fact of kind itself may turn out to be a socket, an address or a
// function: what happens to it tells.
type fact struct {
	val  ssa.Value
	path string
	kind kind
	from place
	link bool       // it is in a URL with a path, which clients are given
	dyn  types.Type // the concrete type that val, or what is at a part of path, was made an interface of; nil if unknown
}

func (f fact) symbolic() bool { return f.from.root != nowhere }

// An event is something that happens to a fact.
type event struct {
	flow  // role, from, of, to and sink as a caller would see them
	instr ssa.Instruction
	site  *site  // where the role is played by a callee
	how   timing // when a release takes place
	each  bool   // the fact is about the elements of a collection
}

// A timing says when the function called at a site runs.
type timing uint8

const (
	now   timing = iota // before the next instruction
	exit                // when the function under analysis returns
	later               // at a time unknown
	never               // not as long as the port matters, as with t.Cleanup
)

// A tracer follows facts through one function, forward and regardless of
// order: SSA registers are set once, and memory is taken as one cell per
// variable and field. When an event happens is for the caller to find out.
type tracer struct {
	a      *analyzer
	scope  *scope
	seen   map[fact]bool
	vals   map[ssa.Value]bool // that facts are about
	stored map[fact]int       // what was followed to an address, and at which depth
	work   []fact
	events []event
	noted  map[event]bool
}

// maxFacts bounds the work on one function, and with it the size of its
// summary. Functions that would exceed it shuffle data structures about; what
// is beyond the bound goes unseen.
const maxFacts = 4_000

func (a *analyzer) newTracer(sc *scope) *tracer {
	return &tracer{a: a, scope: sc, seen: map[fact]bool{}, vals: map[ssa.Value]bool{}, stored: map[fact]int{}, noted: map[event]bool{}}
}

// trace follows the facts that it is given, and those that were added before,
// to the end. It returns what happens to them.
func (t *tracer) trace(seeds ...fact) []event {
	for _, f := range seeds {
		t.add(f)
	}
	for len(t.work) > 0 && len(t.seen) < maxFacts {
		f := t.work[len(t.work)-1]
		t.work = t.work[:len(t.work)-1]
		t.follow(f)
	}
	return t.events
}

func (t *tracer) add(f fact) {
	if f.val == nil || t.seen[f] || tooLong(f.path) || tooLong(f.from.path) || !carries(f.val.Type()) {
		return
	}
	t.seen[f] = true
	t.vals[f.val] = true
	t.work = append(t.work, f)
}

// at returns f about another value.
func (f fact) at(v ssa.Value, path string) fact {
	f.val, f.path = v, path
	return f
}

func (t *tracer) follow(f fact) {
	for _, u := range t.scope.uses[f.val] {
		if !isPointer(f.val.Type()) || !t.overwritten(f.val, f.path, u.site.instr) {
			t.reach(f, u)
		}
	}
	refs := f.val.Referrers()
	if refs == nil {
		return
	}
	for _, ref := range *refs {
		if ref.Parent() == t.scope.fn {
			t.step(f, ref)
		}
	}
}

// step follows f through an instruction that is no call.
func (t *tracer) step(f fact, instr ssa.Instruction) {
	switch i := instr.(type) {
	case *ssa.UnOp:
		switch i.Op {
		case token.ARROW:
			t.inside(f, element, i, "")
			if i.CommaOk {
				t.inside(f, element, i, tuple(0))
			}
		case token.MUL:
			if !t.overwritten(i.X, f.path, i) {
				t.add(f.at(i, f.path))
			}
		case token.SUB:
			t.add(f.at(i, f.path))
		}
	case *ssa.FieldAddr:
		t.inside(f, fieldName(i.X.Type(), i.Field), i, "")
	case *ssa.Field:
		t.inside(f, fieldName(i.X.Type(), i.Field), i, "")
	case *ssa.IndexAddr:
		t.elementOf(f, i.X, i.Index, i, "")
	case *ssa.Index:
		t.elementOf(f, i.X, i.Index, i, "")
	case *ssa.Lookup:
		if i.Index == f.val {
			t.looksUp(f, i, i.X, sockapi.Checks)
		}
		if i.CommaOk {
			t.elementOf(f, i.X, i.Index, i, tuple(0))
		} else {
			t.elementOf(f, i.X, i.Index, i, "")
		}
	case *ssa.Next:
		t.inside(f, element, i, tuple(2))
	case *ssa.Extract:
		if i.Index == 0 && isSplitAtColon(i.Tuple) {
			return
		}
		if rest, ok := cut(f.path, tuple(i.Index)); ok {
			t.add(f.at(i, rest))
		}
	case *ssa.TypeAssert:
		if i.CommaOk {
			t.add(f.at(i, join(tuple(0), f.path)))
		} else {
			t.add(f.at(i, f.path))
		}
	case *ssa.BinOp:
		if i.Op == token.EQL || i.Op == token.NEQ {
			t.compares(f, i)
		}
		if (i.Op == token.ADD || i.Op == token.SUB) && !isProxySetting(i) {
			f.link = f.link || isLink(i)
			t.add(f.at(i, f.path))
		}
	case *ssa.MakeInterface:
		if f.path != "" || f.symbolic() {
			f.dyn = i.X.Type()
		}
		t.add(f.at(i, f.path))
	case *ssa.Phi, *ssa.ChangeType, *ssa.Convert, *ssa.MultiConvert, *ssa.ChangeInterface,
		*ssa.SliceToArrayPointer, *ssa.Range:
		t.add(f.at(i.(ssa.Value), f.path))
	case *ssa.Slice:
		if isHostSlice(i) {
			return
		}
		if i.X == f.val && i.Low != nil {
			f.path = shifted(f.path)
		}
		if i.X == f.val {
			t.add(f.at(i, f.path))
		}
	case *ssa.Store:
		if i.Val == f.val {
			t.assign(i.Addr, f.path, f, i, 0)
		}
	case *ssa.MapUpdate:
		if i.Key == f.val && isMember(i.Value) {
			t.looksUp(f, i, i.Map, sockapi.Registers)
		}
		if i.Value == f.val {
			t.assign(i.Map, join(at(i.Key), f.path), f, i, 0)
		}
	case *ssa.Send:
		if i.X == f.val {
			t.assign(i.Chan, join(element, f.path), f, i, 0)
		}
	case *ssa.Select:
		t.selects(f, i)
	case *ssa.Call:
		t.builtin(f, i)
	case *ssa.Return:
		t.returns(f, i)
	}
}

// elementOf follows f from the collection x to the element v of it at index.
func (t *tracer) elementOf(f fact, x, index, v ssa.Value, prefix string) {
	if x != f.val {
		return // f is the index
	}
	if at(index) == at0 && isSplitAtColon(x) {
		return // the text before the first colon is a host
	}
	if basic, ok := x.Type().Underlying().(*types.Basic); ok && basic.Info()&types.IsString != 0 {
		return
	}
	t.inside(f, at(index), v, prefix)
}

// inside follows f from a value to v, which is one step inside it; prefix is
// where v, if it is a tuple, holds it.
func (t *tracer) inside(f fact, step string, v ssa.Value, prefix string) {
	if recursive(f.val.Type(), step) {
		return
	}
	if g, ok := descend(f, f.val.Type(), step); ok {
		t.add(g.at(v, join(prefix, g.path)))
	}
}

// descend returns what f says of the thing one step inside the value of type
// typ that it is about.
func descend(f fact, typ types.Type, step string) (fact, bool) {
	if f.path != "" {
		rest, ok := cut(f.path, step)
		f.path = rest
		return f, ok
	}
	if f.symbolic() && f.kind == itself {
		f.from = f.from.below(step)
		return f, true
	}
	row := sockapi.LookupType(typeName(typ))
	switch f.kind {
	case address:
		return f, row == nil || contains(row.Address, step)
	case itself:
		if row != nil && contains(row.Reads, step) {
			f.kind = address
			return f, true
		}
		return f, row != nil && contains(row.Socket, step) || embeds(typ, step)
	}
	return f, false
}

// assign follows f to where the address, map, slice or channel addr points:
// path below it now holds what f is about. Whatever else addr may be a name of
// holds it too.
func (t *tracer) assign(addr ssa.Value, path string, f fact, instr ssa.Instruction, depth int) {
	if g, ok := addr.(*ssa.Global); ok {
		t.leave(f, place{root: global, glob: g, path: path}, instr)
		return
	}
	if depth > 2*maxSteps || !t.enters(f.at(addr, path), depth) || tooLong(path) {
		return
	}
	up := func(v ssa.Value, path string) { t.assign(v, path, f, instr, depth+1) }
	switch v := addr.(type) {
	case *ssa.FieldAddr:
		switch step := fieldName(v.X.Type(), v.Field); {
		case path == "" && standsFor(v.X.Type(), step):
			up(v.X, "")
		case !recursive(v.X.Type(), step):
			up(v.X, join(step, path))
		}
		return
	case *ssa.IndexAddr:
		up(v.X, join(at(v.Index), path))
		return
	}
	if t.seen[f.at(addr, path)] {
		return
	}
	t.add(f.at(addr, path))
	if i, rest, ok := cutArgument(path); ok {
		if fn, _ := t.a.function(addr, 0); fn != nil {
			t.enter(f.at(addr, rest), fn, i, instr)
			return
		}
	}
	switch v := addr.(type) {
	case *ssa.Alloc:
		pointersIn(v, path, up)
	case *ssa.Call:
		t.through(v, 0, path, up)
	case *ssa.Extract:
		if call, ok := v.Tuple.(*ssa.Call); ok {
			t.through(call, v.Index, path, up)
		}
	case *ssa.UnOp:
		up(v.X, path)
	case *ssa.Phi:
		for _, edge := range v.Edges {
			up(edge, path)
		}
	case *ssa.Slice:
		up(v.X, path)
	case *ssa.ChangeType:
		up(v.X, path)
	case *ssa.TypeAssert:
		if !v.CommaOk {
			up(v.X, path)
		}
	case *ssa.MakeInterface:
		up(v.X, path)
	case *ssa.Parameter:
		if path != "" && t.gone(v, path) {
			return
		}
		t.leave(f, place{root: param, index: indexOf(v.Parent().Params, v), path: path}, instr)
	case *ssa.FreeVar:
		t.leave(f, place{root: captured, index: indexOf(v.Parent().FreeVars, v), path: path}, instr)
	}
}

// pointersIn follows what is stored at path below the array at alloc to what its
// elements point to, as with the variables that are given to fmt.Sscan.
func pointersIn(alloc *ssa.Alloc, path string, up func(ssa.Value, string)) {
	if path == "" || !isElementStep(path) {
		return
	}
	for _, ref := range *alloc.Referrers() {
		slot, ok := ref.(*ssa.IndexAddr)
		if !ok {
			continue
		}
		rest, ok := cut(path, at(slot.Index))
		if !ok {
			continue
		}
		for _, use := range *slot.Referrers() {
			if store, ok := use.(*ssa.Store); ok && store.Addr == slot && pointsInto(store.Val) {
				up(store.Val, rest)
			}
		}
	}
}

// pointsInto reports whether v is a pointer to a variable, or an interface that
// holds one.
func pointsInto(v ssa.Value) bool {
	if boxed, ok := v.(*ssa.MakeInterface); ok {
		v = boxed.X
	}
	return isPointer(v.Type())
}

// through follows what is stored at path below result i of a call to where that
// points: into one of the operands, as with a method that returns &x.field, or an
// encoder that stands for its writer.
func (t *tracer) through(call *ssa.Call, i int, path string, up func(ssa.Value, string)) {
	s := t.a.sites[call]
	if s == nil || s.sum == nil || !isPointer(s.call.Signature().Results().At(i).Type()) {
		return
	}
	row := s.obj != nil && sockapi.Lookup(s.obj) != nil
	for _, fl := range s.sum.flows {
		if fl.role != sockapi.Carries || fl.of != itself || fl.to != (place{root: result, index: i}) {
			continue
		}
		if v := s.operand(fl.from); v != nil && (row || path != "" && isOneField(fl.from.path)) {
			up(v, join(fl.from.path, path))
		}
	}
}

// enters reports whether assign is to follow f on, which is about an address, at
// that depth: it was not there before, or only further down.
func (t *tracer) enters(f fact, depth int) bool {
	before, ok := t.stored[f]
	if ok && before <= depth || len(t.stored) > 2*maxFacts {
		return false
	}
	t.stored[f] = depth
	return true
}

// leave records that what f is about can be found at place to by the callers.
func (t *tracer) leave(f fact, to place, instr ssa.Instruction) {
	if f.from == to && f.kind == itself {
		return
	}
	t.note(event{
		flow:  flow{role: sockapi.Carries, from: f.from, of: f.kind, to: to},
		instr: instr,
	})
}

// note records an event, once.
func (t *tracer) note(e event) {
	if tooLong(e.from.path) || tooLong(e.to.path) {
		return
	}
	if !t.noted[e] && len(t.noted) < maxFacts {
		t.noted[e] = true
		t.events = append(t.events, e)
	}
}

func (t *tracer) returns(f fact, i *ssa.Return) {
	for n, v := range i.Results {
		if v == f.val {
			t.leave(f, place{root: result, index: n, path: f.path}, i)
		}
	}
}

func (t *tracer) selects(f fact, i *ssa.Select) {
	received := 2
	for _, state := range i.States {
		switch {
		case state.Dir == types.SendOnly && state.Send == f.val:
			t.assign(state.Chan, join(element, f.path), f, i, 0)
		case state.Dir == types.RecvOnly:
			if state.Chan == f.val {
				t.inside(f, element, i, tuple(received))
			}
			received++
		}
	}
}

// builtin follows f through append and copy.
func (t *tracer) builtin(f fact, i *ssa.Call) {
	b, ok := i.Call.Value.(*ssa.Builtin)
	if !ok {
		return
	}
	switch b.Name() {
	case "append":
		if i.Call.Args[0] != f.val {
			f.path = shifted(f.path)
		}
		t.add(f.at(i, f.path))
	case "min", "max":
		t.add(f.at(i, f.path))
	case "copy":
		if i.Call.Args[1] == f.val {
			t.assign(i.Call.Args[0], shifted(f.path), f, i, 0)
		}
	}
}
