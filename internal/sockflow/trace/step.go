package trace

import (
	"go/constant"
	"go/token"
	"go/types"
	"slices"

	"golang.org/x/tools/go/ssa"

	"github.com/sockvet/sockvet/internal/sockapi"
	"github.com/sockvet/sockvet/internal/sockflow/claim"
	"github.com/sockvet/sockvet/internal/sockflow/program"
	"github.com/sockvet/sockvet/internal/sockflow/ssacode"
	"github.com/sockvet/sockvet/internal/sockflow/summary"
)

// step follows f through an instruction that is no call.
func (t *Tracer) step(f claim.Claim, instr ssa.Instruction) {
	switch i := instr.(type) {
	case *ssa.UnOp:
		switch i.Op {
		case token.ARROW:
			t.inside(f, summary.Element, i, "")
			if i.CommaOk {
				t.inside(f, summary.Element, i, summary.Tuple(0))
			}
		case token.MUL:
			switch {
			case t.overwritten(i.X, f.Path, i):
			case t.set.After(i.X, f.Path, f.From, i):
				t.early = append(t.early, load{f, i})
			default:
				t.Add(f.At(i, f.Path))
			}
		case token.SUB:
			t.Add(f.At(i, f.Path))
		}
	case *ssa.Extract:
		if rest, ok := summary.Cut(f.Path, summary.Tuple(i.Index)); ok {
			t.part(f.At(i, rest), i.Tuple, i.Index)
		}
	case *ssa.TypeAssert:
		if i.CommaOk {
			t.Add(f.At(i, summary.Join(summary.Tuple(0), f.Path)))
		} else {
			t.Add(f.At(i, f.Path))
		}
	case *ssa.BinOp:
		if i.Op == token.EQL || i.Op == token.NEQ {
			t.compares(f, i)
		}
		if i.Op == token.ADD || i.Op == token.SUB {
			if ssacode.IsText(i.Type()) {
				f = t.a.reader.Follows(f, i)
				f = t.formatted(f, i, &program.Site{Instr: i}).Within(f.Val == i.X)
			}
			t.Add(f.At(i, f.Path))
		}
	case *ssa.MakeInterface:
		if f.Kind == summary.Address && ssacode.IsPointer(i.X.Type()) && t.overwritten(i.X, f.Path, i) {
			return // a net.TCPAddr with another port
		}
		if f.Path != "" || f.Symbolic() {
			f.Dyn = i.X.Type()
		}
		t.Add(f.At(i, f.Path))
		t.boxes(f, i)
		t.packs(f, i)
	case *ssa.Phi:
		t.Add(t.alternative(f, i).At(i, f.Path))
	case *ssa.ChangeType, *ssa.Convert, *ssa.MultiConvert, *ssa.ChangeInterface,
		*ssa.SliceToArrayPointer, *ssa.Range:
		t.Add(f.At(i.(ssa.Value), f.Path))
	case *ssa.Slice:
		if program.IsHostSlice(i) {
			var ok bool
			if f, ok = f.Front(); !ok {
				return
			}
		}
		if i.X == f.Val && i.Low != nil {
			f.Path = summary.Shifted(f.Path)
		}
		if i.X == f.Val {
			t.Add(f.At(i, f.Path))
		}
	case *ssa.Select:
		t.selects(f, i)
	case *ssa.Call:
		t.builtin(f, i)
	case *ssa.Return:
		t.returns(f, i)
	default:
		t.into(f, instr)
		t.store(f, instr)
	}
}

// alternative returns f as it is in phi. Whoever is told either a port or that of a server
// which is up connects to it.
func (t *Tracer) alternative(f claim.Claim, phi *ssa.Phi) claim.Claim {
	if f.Kind != summary.Address || f.Symbolic() || f.Says != sockapi.Unsaid {
		return f
	}
	if slices.ContainsFunc(phi.Edges, func(v ssa.Value) bool { return v != f.Val && ssacode.IsMadeBy(v, isServer) }) {
		f.Says = sockapi.Connects
	}
	return f
}

// isServer reports whether v is a call that yields a server which is up, such as
// httptest.NewServer.
func isServer(v ssa.Value) bool {
	call, ok := v.(*ssa.Call)
	if !ok {
		return false
	}
	fn := ssacode.Callee(call)
	return fn != nil && sockapi.Lookup(fn).Has(sockapi.Acquires) && sockapi.Lookup(fn).Has(sockapi.Serves)
}

// into follows f into what it is about: to a field or an element.
func (t *Tracer) into(f claim.Claim, instr ssa.Instruction) {
	switch i := instr.(type) {
	case *ssa.FieldAddr:
		t.inside(f, ssacode.FieldName(i.X.Type(), i.Field), i, "")
	case *ssa.Field:
		t.inside(f, ssacode.FieldName(i.X.Type(), i.Field), i, "")
	case *ssa.IndexAddr:
		t.elementOf(f, i.X, i.Index, i, "")
	case *ssa.Index:
		t.elementOf(f, i.X, i.Index, i, "")
	case *ssa.Lookup:
		if i.Index == f.Val {
			t.looksUp(f, i, i.X, sockapi.Checks)
		}
		if i.CommaOk {
			t.elementOf(f, i.X, i.Index, i, summary.Tuple(0))
		} else {
			t.elementOf(f, i.X, i.Index, i, "")
		}
	case *ssa.Next:
		t.inside(f, summary.Element, i, summary.Tuple(2))
	}
}

// store follows f to where it is stored.
func (t *Tracer) store(f claim.Claim, instr ssa.Instruction) {
	switch i := instr.(type) {
	case *ssa.Store:
		if i.Val == f.Val {
			t.assign(i.Addr, f.Path, t.a.reader.Placed(f, i.Addr), t.set.Since(i.Val, f.Path, f.From, i), 0)
		}
	case *ssa.MapUpdate:
		if i.Key == f.Val && isMember(i.Value) {
			t.looksUp(f, i, i.Map, sockapi.Registers)
		}
		if i.Key == f.Val && f.Dir {
			t.keep(f, &program.Site{Instr: i}) // who ranges over the keys may remove them
		}
		if i.Value == f.Val {
			t.assign(i.Map, summary.Join(at(i.Key), f.Path), t.a.reader.Labelled(f, i.Key), i, 0)
		}
	case *ssa.Send:
		if i.X == f.Val {
			t.assign(i.Chan, summary.Join(summary.Element, f.Path), f, i, 0)
		}
	}
}

// at is the step from a collection to its element at index.
func at(index ssa.Value) string {
	c, ok := ssacode.Unboxed(index).(*ssa.Const)
	if !ok {
		return summary.Element
	}
	if name := ssacode.TypeName(c.Type()); c.Value == nil && name != nil && ssacode.StructOf(name.Type()) != nil {
		return "[" + name.Name() + "{}]" // the key of a context
	}
	if c.Value == nil {
		return summary.Element
	}
	switch c.Value.Kind() {
	case constant.Int:
		return "[" + c.Value.ExactString() + "]"
	case constant.String:
		if key := constant.StringVal(c.Value); token.IsIdentifier(key) {
			return "[" + key + "]"
		}
	}
	return summary.Element
}

// keyAt is the step to the element whose key the callee at s is given.
func keyAt(s *program.Site) string {
	if v := s.Operand(summary.Place{Root: summary.Param, Index: 1}); v != nil {
		return at(v)
	}
	return summary.Element
}

// elementOf follows f from the collection x to the element v of it at index.
func (t *Tracer) elementOf(f claim.Claim, x, index, v ssa.Value, prefix string) {
	if x != f.Val {
		return // f is the index
	}
	if ssacode.IsText(x.Type()) {
		return
	}
	if i, ok := index.(*ssa.Const); ok && program.IsSplitAtColon(x) {
		if f, ok = claim.Descend(f, x.Type(), at(index)); ok {
			t.part(f.At(v, f.Path), x, int(i.Int64()))
		}
		return
	}
	t.inside(f, at(index), v, prefix)
}

// part follows f, about text which was split, to part number i of it, if it is there.
func (t *Tracer) part(f claim.Claim, split ssa.Value, i int) {
	front, first := f.Front()
	switch {
	case !program.IsSplitAtColon(split):
		t.Add(f)
	case i == 0 && first:
		t.Add(front)
	case i > 0 && (f.Symbolic() || !first):
		t.Add(f)
	}
}

// inside follows f from a value to v, which is one step inside it; prefix is
// where v, if it is a tuple, holds it.
func (t *Tracer) inside(f claim.Claim, step string, v ssa.Value, prefix string) {
	if t.a.leadsBack(f.Val.Type(), step) {
		return
	}
	if g, ok := claim.Descend(f, f.Val.Type(), step); ok {
		t.Add(g.At(v, summary.Join(prefix, g.Path)))
	}
}

func (t *Tracer) selects(f claim.Claim, i *ssa.Select) {
	received := 2
	for _, state := range i.States {
		switch {
		case state.Dir == types.SendOnly && state.Send == f.Val:
			t.assign(state.Chan, summary.Join(summary.Element, f.Path), f, i, 0)
		case state.Dir == types.RecvOnly:
			if state.Chan == f.Val {
				t.inside(f, summary.Element, i, summary.Tuple(received))
			}
			received++
		}
	}
}

// builtin follows f through append and copy.
func (t *Tracer) builtin(f claim.Claim, i *ssa.Call) {
	b, ok := i.Call.Value.(*ssa.Builtin)
	if !ok {
		return
	}
	switch b.Name() {
	case "append":
		if i.Call.Args[0] != f.Val {
			f.Path = summary.Shifted(f.Path)
		}
		t.Add(f.At(i, f.Path))
	case "min", "max":
		t.Add(f.At(i, f.Path))
	case "copy":
		if i.Call.Args[1] == f.Val {
			t.assign(i.Call.Args[0], summary.Shifted(f.Path), f, i, 0)
		}
	}
}
