package life

import (
	"go/token"
	"slices"

	"golang.org/x/tools/go/ssa"

	"github.com/sockvet/sockvet/internal/sockflow/program"
	"github.com/sockvet/sockvet/internal/sockflow/ssacode"
	"github.com/sockvet/sockvet/internal/sockflow/summary"
	"github.com/sockvet/sockvet/internal/sockflow/trace"
)

// NoteTimer notes where a timer has run out that ends the thing, if e is that it does: the
// function sleeps for at least as long. Have
//
//	time.AfterFunc(time.Second, func() { l.Close() })
//	time.Sleep(2 * time.Second)
func (c Changes) NoteTimer(sc *program.Scope, e trace.Event) {
	timer, ok := e.Instr.(*ssa.Call)
	if !ok || !summary.TraitOf(e.Role).Ends || !ssacode.IsCall(timer, "time.AfterFunc") || len(*timer.Referrers()) > 0 || !endsFor(sc, timer) {
		return
	}
	delay, ok := duration(timer.Call.Args[0], 0)
	if !ok {
		return
	}
	for _, block := range timer.Parent().Blocks {
		for _, instr := range block.Instrs {
			if slept, ok := pause(instr); ok && slept > delay && ssacode.Dominates(timer, instr) {
				c.End(instr)
			}
		}
	}
}

// pause returns for how long instr has the function wait; ok is false if that is not known.
func pause(instr ssa.Instruction) (ns int64, ok bool) {
	switch i := instr.(type) {
	case *ssa.UnOp:
		if timeout, isCall := i.X.(*ssa.Call); isCall && i.Op == token.ARROW && ssacode.IsCall(timeout, "time.After") {
			return duration(timeout.Call.Args[0], 0)
		}
	case *ssa.Call:
		if ssacode.IsCall(i, "time.Sleep") {
			return duration(i.Call.Args[0], 0)
		}
	}
	return 0, false
}

// endsFor reports whether the literal that timer is given is certain to end what it ends.
func endsFor(sc *program.Scope, timer *ssa.Call) bool {
	return slices.ContainsFunc(sc.Sites, func(s *program.Site) bool {
		return s.Instr == timer && s.Closure != nil && s.Sum != nil && slices.ContainsFunc(s.Sum.Flows(), func(fl summary.Flow) bool {
			return summary.TraitOf(fl.Role).Ends && fl.From.Root == summary.Captured && fl.Must
		})
	})
}

// duration returns the duration v, if it is made of constants.
func duration(v ssa.Value, depth int) (ns int64, ok bool) {
	switch v := v.(type) {
	case *ssa.Const:
		return v.Int64(), v.Value != nil
	case *ssa.BinOp:
		x, known := duration(v.X, depth+1)
		y, both := duration(v.Y, depth+1)
		ok = known && both && depth < summary.MaxSteps
		switch v.Op {
		case token.ADD:
			return x + y, ok
		case token.MUL:
			return x * y, ok
		}
	}
	return 0, false
}
