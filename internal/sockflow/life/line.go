package life

import (
	"cmp"
	"maps"
	"slices"

	"golang.org/x/tools/go/ssa"

	"github.com/sockvet/sockvet/internal/sockflow/program"
	"github.com/sockvet/sockvet/internal/sockflow/ssacode"
	"github.com/sockvet/sockvet/internal/sockflow/summary"
	"github.com/sockvet/sockvet/internal/sockflow/trace"
)

// A Point says what is known of a socket at a point of a function.
type Point struct {
	Life     State
	Deferred State // closed by a deferred call: held for no, released for yes
}

// A State is an element of a lattice of four: absent at the bottom, unsure on top.
type State uint8

const (
	Absent   State = iota // there is no socket on any path to here
	Held                  // it is bound
	Released              // it was closed, on every path on which there was one
	Unsure                // either
)

// Merge returns the state where paths meet that have the states a and b.
func (a State) Merge(b State) State { return a | b }

// merge returns the state where two paths meet: the bits of a life are those of a set,
// so that it is a union.
func (a Point) merge(b Point) Point {
	return Point{a.Life.Merge(b.Life), a.Deferred.Merge(b.Deferred)}
}

// A change is what an instruction does to a socket.
type change struct {
	born State        // the socket appears in this state, if not absent
	end  trace.Timing // a release: when
	rel  State        // a release: released if it is certain, unsure if not; absent for none
	each bool         // the release of an element of a collection

	holder ssa.Value // of a release: what it closes; nil if that is not known where it takes place
}

// Changes are what the instructions of a function do to a socket or a directory.
type Changes map[ssa.Instruction][]change

// Since returns the changes of a socket that is there from birth on, in that state.
func Since(birth ssa.Instruction, born State) Changes { return Changes{birth: {{born: born}}} }

// A Line is the state of one socket throughout one function.
type Line struct {
	*program.Graph
	changes Changes
	steps   map[*ssa.BasicBlock][]ssa.Instruction // the instructions with changes or marks, of blocks with changes
	tests   map[*ssa.BasicBlock]bool              // the blocks that may branch by whether the socket was made
	none    map[*ssa.BasicBlock]*ssa.BasicBlock   // where control goes from a block if there is nothing to end
	in      []Point                               // before each block, by its index
	births  map[ssa.Instruction]bool
	outcome Outcome // of a birth
	Copies  []*Line // of other descriptors of the socket
}

// New computes the states of a socket from what happens to it in the function
// of sc. entry is its state where the function starts.
func New(sc *program.Scope, entry State, changes Changes) *Line {
	l := &Line{Graph: sc.GraphOf()}
	sc.Budget.Spend(l.compute(entry, changes))
	return l
}

// An Outcome says how a probe tells that a port is free.
type Outcome struct {
	Free    ssacode.Success // what a bool says that it yields
	Refused bool            // it fails then
}

// NewProbe computes the states of a socket of which a birth tells by its outcome whether
// there is one.
func NewProbe(sc *program.Scope, outcome Outcome, changes Changes) *Line {
	l := &Line{Graph: sc.GraphOf(), outcome: outcome}
	sc.Budget.Spend(l.compute(Absent, changes))
	return l
}

// compute computes the states, and returns in how many steps.
func (l *Line) compute(entry State, changes Changes) int {
	l.changes = Changes{}
	l.births = map[ssa.Instruction]bool{}
	l.tests = map[*ssa.BasicBlock]bool{}
	l.none = map[*ssa.BasicBlock]*ssa.BasicBlock{}
	for instr, list := range changes {
		for _, c := range list {
			if c.holder != nil {
				l.passes(instr, c.holder)
			}
		}
		if !slices.ContainsFunc(list, func(c change) bool { return c.born != Absent }) {
			continue
		}
		l.births[instr] = true
		if v, ok := instr.(ssa.Value); ok {
			for _, block := range l.Testers[v] {
				l.tests[block] = true
			}
		}
	}
	l.hoist(changes)
	l.arrange(slices.Collect(maps.Keys(l.changes)))
	return len(l.changes) + l.propagate(entry)
}

// arrange sets the steps of the blocks that have changes.
func (l *Line) arrange(changed []ssa.Instruction) {
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
func (l *Line) stepsOf(block *ssa.BasicBlock) []ssa.Instruction {
	if list, ok := l.steps[block]; ok {
		return list
	}
	return l.Marks[block]
}

// propagate computes the state before each block. It looks at the blocks in their
// order, and only where the state of one before has changed, and again as long as
// loops lead it back. It returns how many blocks it looked at.
func (l *Line) propagate(entry State) (steps int) {
	l.in = make([]Point, len(l.Fn.Blocks))
	out := make([]Point, len(l.Fn.Blocks))
	dirty := make([]bool, len(l.Fn.Blocks)) // by rank
	for block := range l.steps {
		dirty[l.Rank[block.Index]] = true
	}
	if entry != Absent {
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
			var s Point
			if i == 0 && entry != Absent {
				s = Point{entry, Held}
			}
			for _, pred := range block.Preds {
				if l.none[pred] != block && (!l.tests[pred] || !l.failed(pred, block)) {
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

// hoist moves the releases of the elements of a collection from the loop that
// goes over it to the head of that loop: after it all of them are released,
// also if there were none.
func (l *Line) hoist(changes Changes) {
	for _, instr := range l.inOrder(changes) {
		for _, c := range changes[instr] {
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

// inOrder returns the instructions that have changes, in the order of the function.
func (l *Line) inOrder(changes Changes) []ssa.Instruction {
	return slices.SortedFunc(maps.Keys(changes), func(a, b ssa.Instruction) int {
		return cmp.Or(cmp.Compare(a.Block().Index, b.Block().Index), cmp.Compare(l.Index[a], l.Index[b]))
	})
}

// loopHead returns the head of the outermost loop around instr that has no
// birth of the socket in it, or nil.
func (l *Line) loopHead(instr ssa.Instruction) *ssa.BasicBlock {
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
func (l *Line) bornIn(head *ssa.BasicBlock) bool {
	for birth := range l.births {
		if ssacode.InLoop(head, birth.Block()) {
			return true
		}
	}
	return false
}

// after returns the state behind instr.
func (l *Line) after(instr ssa.Instruction, s Point) Point {
	for _, c := range l.changes[instr] {
		switch {
		case c.born != Absent:
			s = Point{c.born, Held}
		case s.Life == Absent || s.Life == Released:
		case c.end == trace.AtReturn:
			s.Deferred = c.rel
		case c.end == trace.Now, c.end == trace.AtEnd: // whatever comes until then
			s.Life = c.rel
		case c.end == trace.Later:
			s.Life = Unsure
		}
	}
	if l.Exits[instr] {
		return Point{}
	}
	if _, ok := instr.(*ssa.RunDefers); ok {
		switch s.Deferred {
		case Released:
			s.Life = Released
		case Unsure:
			s.Life = s.Life.Merge(Released)
		}
	}
	return s
}

// At returns the state before instr. A socket is held as long as one of its
// descriptors is open.
func (l *Line) At(instr ssa.Instruction) State {
	s := l.own(instr)
	for _, c := range l.Copies {
		if s == Released && c.own(instr) != Absent {
			s = c.own(instr)
		}
	}
	return s
}

// During returns the state while instr runs: that in which a callee hands the
// socket over, if it does, else the state before.
func (l *Line) During(instr ssa.Instruction) State {
	for _, c := range l.changes[instr] {
		if c.born != Absent {
			return c.born
		}
	}
	return l.At(instr)
}

// JustReleased reports whether the socket is released right before instr: nothing
// is called in between but what makes text, logs it, or reads the clock.
func (l *Line) JustReleased(instr ssa.Instruction) bool {
	block, i := instr.Block(), l.Index[instr]
	for range summary.MaxSteps {
		for i--; i >= 0; i-- {
			before := block.Instrs[i]
			if slices.ContainsFunc(l.changes[before], func(c change) bool { return c.rel == Released && c.end == trace.Now }) {
				return true
			}
			if call, ok := before.(ssa.CallInstruction); ok && !isBrief(call) {
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

// isBrief reports whether instr, a call, takes microseconds: it makes text, logs it, or reads
// the clock.
func isBrief(instr ssa.CallInstruction) bool {
	call, ok := instr.(*ssa.Call)
	if !ok {
		return false
	}
	if _, builtin := call.Call.Value.(*ssa.Builtin); builtin {
		return true
	}
	fn := ssacode.Callee(call)
	if fn == nil || fn.Pkg() == nil {
		return false
	}
	switch fn.Pkg().Path() {
	case "errors", "fmt", "log", "log/slog", "path", "path/filepath", "strconv", "strings":
		return true
	case "testing":
		return slices.Contains([]string{"Helper", "Log", "Logf"}, fn.Name())
	case "time":
		return fn.Name() == "Now" || fn.Name() == "Since"
	}
	return false
}

func (l *Line) own(instr ssa.Instruction) State { return l.StateAt(instr).Life }

// StateAt returns the state before instr, but for that of other descriptors.
func (l *Line) StateAt(instr ssa.Instruction) Point {
	s := l.in[instr.Block().Index]
	for _, i := range l.stepsOf(instr.Block()) {
		if l.Index[i] >= l.Index[instr] {
			break
		}
		s = l.after(i, s)
	}
	return s
}
