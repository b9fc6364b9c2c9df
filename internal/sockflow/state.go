package sockflow

import (
	"go/token"
	"go/types"
	"iter"
	"slices"

	"golang.org/x/tools/go/ssa"
	"honnef.co/go/tools/analysis/dfa/dense"
)

// A state says what is known of a socket at a point of a function.
type state struct {
	life life
	defr life // closed by a deferred call: held for no, released for yes
}

// A life is an element of a lattice of four: absent at the bottom, unsure on top.
type life uint8

const (
	absent   life = iota // there is no socket on any path to here
	held                 // it is bound
	released             // it was closed, on every path on which there was one
	unsure               // either
)

func (a life) merge(b life) life { return a | b }

// lattice makes state a semilattice, as package dense wants it. The bits of a
// life are those of a set, so that merging is a union.
type lattice struct{}

func (lattice) Ident() state           { return state{} }
func (lattice) Equals(a, b state) bool { return a == b }
func (lattice) Merge(a, b state) state {
	return state{a.life.merge(b.life), a.defr.merge(b.defr)}
}

// A change is what an instruction does to a socket.
type change struct {
	born life   // the socket appears in this state, if not absent
	end  timing // a release: when
	rel  life   // a release: released if it is certain, unsure if not; absent for none
	each bool   // the release of an element of a collection
}

// A lifeline is the state of one socket throughout one function.
type lifeline struct {
	fn      *ssa.Function
	changes map[ssa.Instruction][]change
	in      func(*ssa.BasicBlock) state
	births  []ssa.Instruction
	free    success     // what a bool says which a birth yields, if the socket was made
	copies  []*lifeline // of other descriptors of the socket
}

// newLifeline computes the states of a socket from what happens to it. entry is
// its state where the function starts.
func newLifeline(fn *ssa.Function, entry life, changes map[ssa.Instruction][]change) *lifeline {
	l := &lifeline{fn: fn}
	l.compute(entry, changes)
	return l
}

// newProbeLine computes the states of a socket of which a birth tells by a bool,
// which is free, whether there is one.
func newProbeLine(fn *ssa.Function, free success, changes map[ssa.Instruction][]change) *lifeline {
	l := &lifeline{fn: fn, free: free}
	l.compute(absent, changes)
	return l
}

func (l *lifeline) compute(entry life, changes map[ssa.Instruction][]change) {
	l.changes = map[ssa.Instruction][]change{}
	for instr, list := range changes {
		if slices.ContainsFunc(list, func(c change) bool { return c.born != absent }) {
			l.births = append(l.births, instr)
		}
	}
	l.settle(changes)
	first := map[*ssa.BasicBlock]state{}
	if entry != absent {
		first[l.fn.Blocks[0]] = state{entry, held}
	}
	states := dense.Forward[lattice](blocks(l.fn.Blocks), first, l.transfer)
	l.in = states.In
}

// settle moves the releases of the elements of a collection from the loop that
// goes over it to the head of that loop: after it all of them are released,
// also if there were none.
func (l *lifeline) settle(changes map[ssa.Instruction][]change) {
	for instr, list := range changes {
		for _, c := range list {
			at := instr
			if c.each {
				if head := l.loopHead(instr); head != nil {
					at = head.Instrs[0]
				}
			}
			l.changes[at] = append(l.changes[at], c)
		}
	}
}

// loopHead returns the head of the outermost loop around instr that has no
// birth of the socket in it, or nil.
func (l *lifeline) loopHead(instr ssa.Instruction) *ssa.BasicBlock {
	var head *ssa.BasicBlock
	for b := instr.Block(); b != nil; b = b.Idom() {
		if !loops(b, instr.Block()) {
			continue
		}
		if slices.ContainsFunc(l.births, func(birth ssa.Instruction) bool { return loops(b, birth.Block()) }) {
			break
		}
		head = b
	}
	return head
}

// loops reports whether block is in a loop whose head is head.
func loops(head, block *ssa.BasicBlock) bool {
	if !head.Dominates(block) {
		return false
	}
	for _, pred := range head.Preds {
		if head.Dominates(pred) && (pred == block || block == head || reachableWithin(head, block, pred)) {
			return true
		}
	}
	return false
}

// reachableWithin reports whether control can go from one block to another
// without passing head.
func reachableWithin(head, from, to *ssa.BasicBlock) bool {
	seen := map[*ssa.BasicBlock]bool{head: true}
	work := []*ssa.BasicBlock{from}
	for len(work) > 0 {
		b := work[len(work)-1]
		work = work[:len(work)-1]
		if b == to {
			return true
		}
		if seen[b] {
			continue
		}
		seen[b] = true
		work = append(work, b.Succs...)
	}
	return false
}

// transfer returns the state on the edge between two blocks.
func (l *lifeline) transfer(from, to *ssa.BasicBlock, s state) state {
	for _, instr := range from.Instrs {
		s = l.after(instr, s)
	}
	if l.failed(from, to) {
		return state{}
	}
	return s
}

// after returns the state behind instr.
func (l *lifeline) after(instr ssa.Instruction, s state) state {
	for _, c := range l.changes[instr] {
		switch {
		case c.born != absent:
			s = state{c.born, held}
		case s.life == absent || s.life == released:
		case c.end == exit:
			s.defr = c.rel
		case c.end == now, c.end == ended: // whatever comes until then
			s.life = c.rel
		case c.end == later:
			s.life = unsure
		}
	}
	switch i := instr.(type) {
	case *ssa.RunDefers:
		switch s.defr {
		case released:
			s.life = released
		case unsure:
			s.life = s.life.merge(released)
		}
	case *ssa.Call:
		if i.Call.IsInvoke() && exits(i.Call.Method) {
			return state{}
		}
	}
	return s
}

// at returns the state before instr. A socket is held as long as one of its
// descriptors is open.
func (l *lifeline) at(instr ssa.Instruction) life {
	s := l.own(instr)
	for _, c := range l.copies {
		if s == released && c.own(instr) != absent {
			s = c.own(instr)
		}
	}
	return s
}

// during returns the state while instr runs: that in which a callee hands the
// socket over, if it does, else the state before.
func (l *lifeline) during(instr ssa.Instruction) life {
	for _, c := range l.changes[instr] {
		if c.born != absent {
			return c.born
		}
	}
	return l.at(instr)
}

// justReleased reports whether the socket is released right before instr: nothing
// is called in between.
func (l *lifeline) justReleased(instr ssa.Instruction) bool {
	block, i := instr.Block(), position(instr)
	for range maxSteps {
		for i--; i >= 0; i-- {
			before := block.Instrs[i]
			if slices.ContainsFunc(l.changes[before], func(c change) bool { return c.rel == released && c.end == now }) {
				return true
			}
			if _, calls := before.(ssa.CallInstruction); calls {
				return false
			}
		}
		if len(block.Preds) != 1 {
			return false
		}
		block = block.Preds[0]
		i = len(block.Instrs)
	}
	return false
}

func (l *lifeline) own(instr ssa.Instruction) life { return l.stateAt(instr).life }

// stateAt returns the state before instr, but for that of other descriptors.
func (l *lifeline) stateAt(instr ssa.Instruction) state {
	s := l.in(instr.Block())
	for _, i := range instr.Block().Instrs {
		if i == instr {
			break
		}
		s = l.after(i, s)
	}
	return s
}

// failed reports whether control goes from one block to another only if the
// socket was not made: its error is not nil, or it is nil itself.
func (l *lifeline) failed(from, to *ssa.BasicBlock) bool {
	branch, ok := lastOf(from).(*ssa.If)
	if !ok || from.Succs[0] == from.Succs[1] {
		return false
	}
	if says := l.said(branch.Cond); says != either {
		return (says == whenTrue) != (to == from.Succs[0])
	}
	if err, _ := errorIn(branch.Cond); err != nil && l.isErrorOf(loaded(err)) {
		bad, _ := failing(branch)
		return to == bad
	}
	cond, ok := branch.Cond.(*ssa.BinOp)
	if !ok || cond.Op != token.NEQ && cond.Op != token.EQL {
		return false
	}
	c, ok := cond.Y.(*ssa.Const)
	if !ok || !c.IsNil() {
		return false
	}
	same := (cond.Op == token.EQL) == (to == from.Succs[0]) // x is nil on this edge
	v := loaded(cond.X)
	made := v
	extract, ok := v.(*ssa.Extract)
	if ok {
		made = extract.Tuple
	}
	return l.isBirth(made) && same && (extract == nil || extract.Index == 0)
}

// isErrorOf reports whether err is the error that a birth yields.
func (l *lifeline) isErrorOf(err ssa.Value) bool {
	if extract, ok := err.(*ssa.Extract); ok {
		err = extract.Tuple
	}
	return l.isBirth(err)
}

// said returns what cond, a bool that a birth yields, says if the socket was made.
func (l *lifeline) said(cond ssa.Value) success {
	if neg, ok := cond.(*ssa.UnOp); ok && neg.Op == token.NOT {
		return not(l.said(neg.X))
	}
	made := cond
	if extract, ok := cond.(*ssa.Extract); ok {
		made = extract.Tuple
	}
	if !l.isBirth(made) {
		return either
	}
	return l.free
}

// success returns what cond, which compares the error that a birth yields with
// nil, says if the socket was made.
func (l *lifeline) success(cond *ssa.BinOp) success {
	extract, ok := loaded(cond.X).(*ssa.Extract)
	if c, isConst := cond.Y.(*ssa.Const); !ok || !isConst || !c.IsNil() || !l.isBirth(extract.Tuple) {
		return either
	}
	switch {
	case !types.Identical(extract.Type(), errorType):
		return either
	case cond.Op == token.EQL:
		return whenTrue
	case cond.Op == token.NEQ:
		return whenFalse
	}
	return either
}

func (l *lifeline) isBirth(v ssa.Value) bool {
	instr, ok := v.(ssa.Instruction)
	return ok && slices.Contains(l.births, instr)
}

// loaded returns what v was stored as just before, if it is a variable's value.
func loaded(v ssa.Value) ssa.Value {
	load, ok := v.(*ssa.UnOp)
	if !ok || load.Op != token.MUL {
		return v
	}
	instrs := load.Block().Instrs
	for i := position(load) - 1; i >= 0; i-- {
		if store, ok := instrs[i].(*ssa.Store); ok && store.Addr == load.X {
			return store.Val
		}
	}
	return v
}

// blocks is a control flow graph, as package dense wants it.
type blocks []*ssa.BasicBlock

func (g blocks) Nodes() iter.Seq[*ssa.BasicBlock] { return slices.Values(g) }
func (g blocks) NumNodes() int                    { return len(g) }
func (g blocks) Out(b *ssa.BasicBlock) iter.Seq[*ssa.BasicBlock] {
	return slices.Values(b.Succs)
}
