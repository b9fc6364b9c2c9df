package life

import (
	"go/token"
	"go/types"

	"golang.org/x/tools/go/ssa"

	"github.com/sockvet/sockvet/internal/sockflow/claim"
	"github.com/sockvet/sockvet/internal/sockflow/program"
	"github.com/sockvet/sockvet/internal/sockflow/ssacode"
	"github.com/sockvet/sockvet/internal/sockflow/summary"
	"github.com/sockvet/sockvet/internal/sockflow/trace"
)

// What a goroutine ends is over by the time at which the function that started it has waited
// for a signal that it gives after that: by a channel that nobody else sends on, or by a
// sync.WaitGroup.

// A waitable is what a goroutine signals on: a channel or a sync.WaitGroup, at path below a
// variable, or made there.
type waitable struct {
	base ssa.Value
	path string
}

// Join notes where the function has waited until goroutines have released what events are
// about.
func (c Changes) Join(a *trace.Follower, events []trace.Event) {
	for _, ev := range events {
		started, ok := ev.Instr.(*ssa.Go)
		if !ok || ev.Site == nil || ev.Site.Fn == nil || ev.Within.Root == summary.Nowhere {
			continue
		}
		for at := range signalled(a, ev) {
			on, ok := waitableAt(a, ev.Site, at)
			if !ok || !isOwn(a, on, at, started) {
				continue
			}
			for _, wait := range waitsFor(a, started, on) {
				c[wait] = append(c[wait], change{rel: Released, end: trace.Now})
			}
		}
	}
}

// signalled returns the places at which the goroutine that ev is about has something that it
// signals on, and only after it has released what ev is about.
func signalled(a *trace.Follower, ev trace.Event) map[summary.Place]bool {
	fn := ev.Site.Fn
	seed := claim.Claim{Val: program.ValueAt(fn, ev.Within), Path: ev.Within.Path, From: ev.Within}
	changes := Changes{}
	for _, e := range a.NewTracer(a.Scope(fn)).Run(seed) {
		changes.Note(e)
	}
	line := New(a.Scope(fn), Held, changes)
	all := map[summary.Place]bool{}
	for _, block := range fn.Blocks {
		for _, instr := range block.Instrs {
			on := signalOf(instr)
			if on == nil {
				continue
			}
			at := a.Shared(on)
			late, known := all[at]
			all[at] = (late || !known) && line.endedBy(instr)
		}
	}
	for at, late := range all {
		if !late || at.Root == summary.Nowhere {
			delete(all, at)
		}
	}
	return all
}

// endedBy reports whether the socket is released when instr runs, which may be deferred.
func (l *Line) endedBy(instr ssa.Instruction) bool {
	if _, deferred := instr.(*ssa.Defer); deferred {
		return l.StateAt(instr).Deferred == Held && l.AtReturns() == Released // what is deferred later runs sooner
	}
	return l.At(instr) == Released
}

// signalOf returns the channel or sync.WaitGroup that instr signals on; nil if it does not.
func signalOf(instr ssa.Instruction) ssa.Value {
	if send, ok := instr.(*ssa.Send); ok {
		return send.Chan
	}
	call, ok := instr.(ssa.CallInstruction)
	if !ok {
		return nil
	}
	if b, ok := call.Common().Value.(*ssa.Builtin); ok && b.Name() == "close" || isMethod(call, "(*sync.WaitGroup).Done") {
		return call.Common().Args[0]
	}
	return nil
}

func isMethod(call ssa.CallInstruction, name string) bool {
	fn := call.Common().StaticCallee()
	if fn == nil {
		return false
	}
	obj, ok := fn.Object().(*types.Func)
	return ok && obj.FullName() == name
}

// waitableAt returns what the function that starts a goroutine has at a place of that.
func waitableAt(a *trace.Follower, s *program.Site, at summary.Place) (waitable, bool) {
	v := s.Operand(at)
	if v == nil {
		return waitable{}, false
	}
	return waitableOf(a, v, at.Path), true
}

// waitableOf returns what is at path below v.
func waitableOf(a *trace.Follower, v ssa.Value, path string) waitable {
	for range 2 * summary.MaxSteps {
		switch x := v.(type) {
		case *ssa.UnOp:
			if x.Op != token.MUL {
				return waitable{v, path}
			}
			v = x.X
		case *ssa.FieldAddr:
			v, path = x.X, summary.Join(ssacode.FieldName(x.X.Type(), x.Field), path)
		case *ssa.ChangeType:
			v = x.X
		case *ssa.Alloc:
			only := a.OnlyStore(x)
			if only == nil {
				return waitable{v, path}
			}
			v = only
		default:
			return waitable{v, path}
		}
	}
	return waitable{v, path}
}

// waitsFor returns the instructions that wait for a signal of the goroutine that is started.
func waitsFor(a *trace.Follower, started *ssa.Go, on waitable) []ssa.Instruction {
	var all []ssa.Instruction
	for _, block := range started.Parent().Blocks {
		for _, instr := range block.Instrs {
			var v ssa.Value
			switch i := instr.(type) {
			case *ssa.UnOp:
				if i.Op == token.ARROW {
					v = i.X
				}
			case *ssa.Call:
				if isMethod(i, "(*sync.WaitGroup).Wait") {
					v = i.Call.Args[0]
				}
			}
			if v != nil && waitableOf(a, v, "") == on && ssacode.Dominates(started, instr) {
				all = append(all, instr)
			}
		}
	}
	return all
}

// isOwn reports whether nobody but the goroutine that is started signals on a channel, and it
// does so only where that can be seen. A sync.WaitGroup waits for all.
func isOwn(a *trace.Follower, on waitable, at summary.Place, started *ssa.Go) bool {
	fn := a.Site(started).Fn
	made, ok := on.base.(*ssa.MakeChan)
	if !ok || on.path != "" {
		return !ok && !isChannel(on)
	}
	closure, _ := started.Call.Value.(ssa.Instruction)
	return inSight(made, func(instr ssa.Instruction) bool { return instr == started || instr == closure }) &&
		inSight(program.ValueAt(fn, at), func(instr ssa.Instruction) bool { return signalOf(instr) != nil })
}

// isChannel reports whether on is one.
func isChannel(on waitable) bool {
	t := on.base.Type()
	for _, step := range summary.Steps(on.path) {
		t = summary.StepType(t, step)
	}
	if p, ok := t.Underlying().(*types.Pointer); ok {
		t = p.Elem()
	}
	_, ok := t.Underlying().(*types.Chan)
	return ok
}

// inSight reports whether all that is done with the channel v, or the variable v that holds
// it, is to receive, and what may says.
func inSight(v ssa.Value, may func(ssa.Instruction) bool) bool {
	for _, ref := range *v.Referrers() {
		ok := may(ref)
		switch i := ref.(type) {
		case *ssa.UnOp:
			ok = i.Op == token.ARROW || inSight(i, may)
		case *ssa.ChangeType:
			ok = inSight(i, may)
		case *ssa.Store:
			local, isLocal := i.Addr.(*ssa.Alloc)
			ok = i.Addr == v || isLocal && inSight(local, may)
		case *ssa.DebugRef:
			ok = true
		}
		if !ok {
			return false
		}
	}
	return true
}
