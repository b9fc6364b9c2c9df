package sockflow

import (
	"go/token"
	"maps"
	"slices"

	"golang.org/x/tools/go/ssa"

	"github.com/sockvet/sockvet/internal/sockflow/program"
	"github.com/sockvet/sockvet/internal/sockflow/ssacode"
	"github.com/sockvet/sockvet/internal/sockflow/summary"
	"github.com/sockvet/sockvet/internal/sockflow/trace"
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

// merge returns the state where two paths meet: the bits of a life are those of a set,
// so that it is a union.
func (a state) merge(b state) state {
	return state{a.life.merge(b.life), a.defr.merge(b.defr)}
}

// A change is what an instruction does to a socket.
type change struct {
	born life         // the socket appears in this state, if not absent
	end  trace.Timing // a release: when
	rel  life         // a release: released if it is certain, unsure if not; absent for none
	each bool         // the release of an element of a collection
}

// A lifeline is the state of one socket throughout one function.
type lifeline struct {
	*program.Graph
	changes map[ssa.Instruction][]change
	steps   map[*ssa.BasicBlock][]ssa.Instruction // the instructions with changes or marks, of blocks with changes
	tests   map[*ssa.BasicBlock]bool              // the blocks that may branch by whether the socket was made
	in      []state                               // before each block, by its index
	births  map[ssa.Instruction]bool
	free    ssacode.Success // what a bool says which a birth yields, if the socket was made
	copies  []*lifeline     // of other descriptors of the socket
}

// newLifeline computes the states of a socket from what happens to it in the function
// of sc. entry is its state where the function starts.
func newLifeline(sc *program.Scope, entry life, changes map[ssa.Instruction][]change) *lifeline {
	l := &lifeline{Graph: sc.GraphOf()}
	sc.Budget.Spend(l.compute(entry, changes))
	return l
}

// newProbeLine computes the states of a socket of which a birth tells by a bool,
// which is free, whether there is one.
func newProbeLine(sc *program.Scope, free ssacode.Success, changes map[ssa.Instruction][]change) *lifeline {
	l := &lifeline{Graph: sc.GraphOf(), free: free}
	sc.Budget.Spend(l.compute(absent, changes))
	return l
}

// compute computes the states, and returns in how many steps.
func (l *lifeline) compute(entry life, changes map[ssa.Instruction][]change) int {
	l.changes = map[ssa.Instruction][]change{}
	l.births = map[ssa.Instruction]bool{}
	l.tests = map[*ssa.BasicBlock]bool{}
	for instr, list := range changes {
		if !slices.ContainsFunc(list, func(c change) bool { return c.born != absent }) {
			continue
		}
		l.births[instr] = true
		if v, ok := instr.(ssa.Value); ok {
			for _, block := range l.Testers[v] {
				l.tests[block] = true
			}
		}
	}
	l.settle(changes)
	l.arrange(slices.Collect(maps.Keys(l.changes)))
	return len(l.changes) + l.propagate(entry)
}

// arrange sets the steps of the blocks that have changes.
func (l *lifeline) arrange(changed []ssa.Instruction) {
	l.steps = map[*ssa.BasicBlock][]ssa.Instruction{}
	for _, instr := range changed {
		l.steps[instr.Block()] = append(l.steps[instr.Block()], instr)
	}
	for block, list := range l.steps {
		list = append(list, l.Marks[block]...)
		slices.SortFunc(list, func(a, b ssa.Instruction) int { return l.Index[a] - l.Index[b] })
		l.steps[block] = slices.Compact(list)
	}
}

// stepsOf returns the instructions of block that may change the state, in order.
func (l *lifeline) stepsOf(block *ssa.BasicBlock) []ssa.Instruction {
	if list, ok := l.steps[block]; ok {
		return list
	}
	return l.Marks[block]
}

// propagate computes the state before each block. It looks at the blocks in their
// order, and only where the state of one before has changed, and again as long as
// loops lead it back. It returns how many blocks it looked at.
func (l *lifeline) propagate(entry life) (steps int) {
	l.in = make([]state, len(l.Fn.Blocks))
	out := make([]state, len(l.Fn.Blocks))
	dirty := make([]bool, len(l.Fn.Blocks)) // by rank
	for block := range l.steps {
		dirty[l.Rank[block.Index]] = true
	}
	if entry != absent {
		dirty[0] = true
	}
	for again := true; again; {
		again = false
		for i, block := range l.Order {
			if !dirty[i] {
				continue
			}
			dirty[i] = false
			steps++
			var s state
			if i == 0 && entry != absent {
				s = state{entry, held}
			}
			for _, pred := range block.Preds {
				if !l.tests[pred] || !l.failed(pred, block) {
					s = s.merge(out[pred.Index])
				}
			}
			l.in[block.Index] = s
			for _, instr := range l.stepsOf(block) {
				s = l.after(instr, s)
			}
			if s == out[block.Index] {
				continue
			}
			out[block.Index] = s
			for _, succ := range block.Succs {
				dirty[l.Rank[succ.Index]] = true
				again = again || l.Rank[succ.Index] <= i
			}
		}
	}
	return steps
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
		if !ssacode.InLoop(b, instr.Block()) {
			continue
		}
		if l.bornIn(b) {
			break
		}
		head = b
	}
	return head
}

// bornIn reports whether the socket is made in the loop whose head is head.
func (l *lifeline) bornIn(head *ssa.BasicBlock) bool {
	for birth := range l.births {
		if ssacode.InLoop(head, birth.Block()) {
			return true
		}
	}
	return false
}

// after returns the state behind instr.
func (l *lifeline) after(instr ssa.Instruction, s state) state {
	for _, c := range l.changes[instr] {
		switch {
		case c.born != absent:
			s = state{c.born, held}
		case s.life == absent || s.life == released:
		case c.end == trace.AtReturn:
			s.defr = c.rel
		case c.end == trace.Now, c.end == trace.AtEnd: // whatever comes until then
			s.life = c.rel
		case c.end == trace.Later:
			s.life = unsure
		}
	}
	if l.Exits[instr] {
		return state{}
	}
	if _, ok := instr.(*ssa.RunDefers); ok {
		switch s.defr {
		case released:
			s.life = released
		case unsure:
			s.life = s.life.merge(released)
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
	block, i := instr.Block(), l.Index[instr]
	for range summary.MaxSteps {
		for i--; i >= 0; i-- {
			before := block.Instrs[i]
			if slices.ContainsFunc(l.changes[before], func(c change) bool { return c.rel == released && c.end == trace.Now }) {
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
	s := l.in[instr.Block().Index]
	for _, i := range l.stepsOf(instr.Block()) {
		if l.Index[i] >= l.Index[instr] {
			break
		}
		s = l.after(i, s)
	}
	return s
}

// failed reports whether control goes from one block to another only if the
// socket was not made: its error is not nil, or it is nil itself.
func (l *lifeline) failed(from, to *ssa.BasicBlock) bool {
	branch, ok := ssacode.Last(from).(*ssa.If)
	if !ok || from.Succs[0] == from.Succs[1] {
		return false
	}
	if says := l.said(branch.Cond); says != ssacode.Either {
		return (says == ssacode.WhenTrue) != (to == from.Succs[0])
	}
	if err, _ := ssacode.ErrorIn(branch.Cond); err != nil && l.isErrorOf(ssacode.Loaded(err)) {
		bad, _ := ssacode.Failing(branch)
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
	v := ssacode.Loaded(cond.X)
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
func (l *lifeline) said(cond ssa.Value) ssacode.Success {
	if neg, ok := cond.(*ssa.UnOp); ok && neg.Op == token.NOT {
		return ssacode.Not(l.said(neg.X))
	}
	made := cond
	if extract, ok := cond.(*ssa.Extract); ok {
		made = extract.Tuple
	}
	if !l.isBirth(made) {
		return ssacode.Either
	}
	return l.free
}

// success returns what cond, which compares the error that a birth yields with
// nil, says if the socket was made.
func (l *lifeline) success(cond *ssa.BinOp) ssacode.Success {
	extract, ok := ssacode.Loaded(cond.X).(*ssa.Extract)
	if !ok || !ssacode.IsNil(cond.Y) || !l.isBirth(extract.Tuple) {
		return ssacode.Either
	}
	switch {
	case !ssacode.IsError(extract.Type()):
		return ssacode.Either
	case cond.Op == token.EQL:
		return ssacode.WhenTrue
	case cond.Op == token.NEQ:
		return ssacode.WhenFalse
	}
	return ssacode.Either
}

func (l *lifeline) isBirth(v ssa.Value) bool {
	instr, ok := v.(ssa.Instruction)
	return ok && l.births[instr]
}
