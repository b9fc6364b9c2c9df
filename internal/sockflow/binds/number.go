package binds

import (
	"go/constant"
	"go/token"
	"slices"

	"golang.org/x/tools/go/ssa"

	"github.com/sockvet/sockvet/internal/sockflow/ssacode"
)

// calculated returns the number that a sum or the like is.
func (r *reader) calculated(v *ssa.BinOp, at view) []Text {
	xs, ys := r.texts(v.X, at), r.texts(v.Y, at)
	if varies(xs) {
		xs = at.unknown()
	}
	if varies(ys) {
		ys = at.unknown()
	}
	return product(xs, ys, func(a, b Text) Text {
		p := r.number(v, a.number(), b.number(), at)
		return Text{Parts: []Part{p}, Where: v.Pos(), Way: union(a.Way, b.Way)}
	})
}

// varies reports whether a number is one of several that are known.
func varies(all []Text) bool {
	return len(all) > 1 && !slices.ContainsFunc(all, func(t Text) bool { return constantNumber(t.number()) == nil })
}

// counter returns what a variable of a loop is, which is counted up from a known number. ok is
// false if v is none.
func (r *reader) counter(v *ssa.Phi, at view) (all []Text, ok bool) {
	if !r.ports || !ssacode.IsNumber(v.Type()) {
		return nil, false
	}
	var starts []ssa.Value
	var step *ssa.BinOp
	for _, edge := range v.Edges {
		if next, ok := edge.(*ssa.BinOp); ok && next.Op == token.ADD && next.X == v {
			step = next
		} else {
			starts = append(starts, edge)
		}
	}
	if step == nil || len(starts) != 1 {
		return nil, false
	}
	all = r.texts(starts[0], at.from(v.Pos()))
	for i, t := range all {
		p := t.number()
		if constantNumber(p) == nil {
			return nil, false
		}
		p.Kind, p.Retried = Above, p.Retried || r.isRetried(step, at)
		all[i].Parts = []Part{p}
	}
	return all, true
}

// number returns the piece that t is.
func (t Text) number() Part {
	if len(t.Parts) != 1 {
		return Part{}
	}
	return t.Parts[0]
}

// number returns what v makes of two numbers.
func (r *reader) number(v *ssa.BinOp, a, b Part, at view) Part {
	p := Part{Where: v.Pos(), Way: union(a.Way, b.Way), calls: at.calls, Retried: a.Retried || b.Retried || r.isRetried(v, at)}
	x, y := constantNumber(a), constantNumber(b)
	switch {
	case a.Kind == Random || b.Kind == Random:
		p.Kind, p.Text = Random, a.Text
		p.Where, p.Way = a.Where, a.Way
		if a.Kind != Random {
			p.Text, p.Where, p.Way = b.Text, b.Where, b.Way
		}
	case a.Kind == Known && b.Kind == Known && x != nil && y != nil && (v.Op == token.ADD || v.Op == token.SUB || v.Op == token.MUL):
		p.Kind, p.Text = Known, constant.BinaryOp(x, v.Op, y).ExactString()
	case isPicked(a) && (v.Op == token.ADD || v.Op == token.SUB), isPicked(b) && v.Op == token.ADD:
		p.Kind = Beside
	case v.Op == token.ADD && (x != nil || y != nil):
		p.Kind, p.Text = Above, sum(x, y)
		if x == nil {
			p.Where, p.Way = b.Where, b.Way
		} else {
			p.Where, p.Way = a.Where, a.Way
		}
	}
	return p
}

func isPicked(p Part) bool { return p.Kind == Picked || p.Kind == Beside }

// constantNumber returns the number that p is, or is above; nil if that is none that is known.
func constantNumber(p Part) constant.Value {
	if p.Kind != Known && p.Kind != Above {
		return nil
	}
	if n := constant.MakeFromLiteral(p.Text, token.INT, 0); n.Kind() == constant.Int {
		return n
	}
	return nil
}

// sum returns the sum of two numbers, either of which may be nil.
func sum(x, y constant.Value) string {
	switch {
	case x == nil:
		return y.ExactString()
	case y == nil:
		return x.ExactString()
	}
	return constant.BinaryOp(x, token.ADD, y).ExactString()
}

// counted reads a call that adds to a counter.
func counted(r *reader, call *ssa.Call, at view) []Text {
	g, ok := call.Call.Args[0].(*ssa.Global)
	if !ok {
		return at.unknown()
	}
	var all []Text
	for _, store := range r.GlobalStores[g] {
		for _, t := range r.texts(store.Val, at.from(store.Pos())) {
			if n := constantNumber(t.number()); n != nil {
				all = append(all, at.from(t.Where).leaf(Part{Kind: Above, Text: n.ExactString(), Retried: r.isRetried(call, at)})...)
			}
		}
	}
	return all
}
