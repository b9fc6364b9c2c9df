package ssacode

import (
	"golang.org/x/tools/go/ssa"
)

// A Success says what a condition is if the attempt that it tells of succeeded.
type Success uint8

const (
	Either Success = iota
	WhenTrue
	WhenFalse
)

// Not returns what the negation of a condition says for which s holds.
func Not(s Success) Success {
	switch s {
	case WhenTrue:
		return WhenFalse
	case WhenFalse:
		return WhenTrue
	}
	return Either
}

// OutcomesOf returns what tells of the outcome of a call or lookup.
func OutcomesOf(result ssa.Value) Outcomes {
	o := Outcomes{map[ssa.Value]bool{}, map[ssa.Value]Success{}}
	o.add(result)
	return o
}

// Outcomes are what tells of the outcome of a call or lookup.
type Outcomes struct {
	Seen  map[ssa.Value]bool    // results of the call, and what is made of them
	Conds map[ssa.Value]Success // conditions among them
}

// add adds v, which is a result of the call or made of one, and what is made of it.
func (o *Outcomes) add(v ssa.Value) {
	if o.Seen[v] || v.Referrers() == nil {
		return
	}
	o.Seen[v] = true
	if IsBool(v.Type()) {
		if _, known := o.Conds[v]; !known {
			o.Conds[v] = Either
		}
	}
	for _, ref := range *v.Referrers() {
		switch ref := ref.(type) {
		case *ssa.Extract:
			o.add(ref)
		case *ssa.Phi:
			if IsBool(v.Type()) {
				o.Conds[ref] = o.Conds[v]
			}
			o.add(ref)
		case *ssa.BinOp:
			o.compare(v, ref)
		case *ssa.UnOp:
			if IsBool(ref.Type()) {
				o.Conds[ref] = Not(o.Conds[v])
				o.add(ref)
			}
		case *ssa.Call:
			o.call(v, ref)
		case *ssa.Store:
			o.store(v, ref)
		case *ssa.MakeInterface:
			o.add(ref)
		}
	}
}

// compare adds the comparison of v with something: with nil, that tells success.
func (o *Outcomes) compare(v ssa.Value, cond *ssa.BinOp) {
	if !IsBool(cond.Type()) || cond.X != v {
		return
	}
	says := Either
	if IsNil(cond.Y) {
		says = WhenFalse // a socket is nil on failure
		if IsError(v.Type()) {
			says = WhenTrue
		}
		if cond.Op.String() == "!=" {
			says = Not(says)
		}
	}
	o.Conds[cond] = says
	o.add(cond)
}

// call adds what a call makes of v, such as errors.Is(err, EADDRINUSE), which
// may be true on success or on failure, and the text of an error.
func (o *Outcomes) call(v ssa.Value, call *ssa.Call) {
	if IsBool(call.Type()) || call.Call.IsInvoke() && call.Call.Value == v && call.Call.Method.Name() == "Error" {
		o.add(call)
	}
}

// store adds the loads of the local variable that v is stored in.
func (o *Outcomes) store(v ssa.Value, store *ssa.Store) {
	alloc, ok := store.Addr.(*ssa.Alloc)
	if !ok || store.Val != v {
		return
	}
	for _, load := range *alloc.Referrers() {
		if load, ok := load.(*ssa.UnOp); ok {
			if IsBool(load.Type()) {
				o.Conds[load] = o.Conds[v]
			}
			o.add(load)
		}
	}
}
