// Package condition finds out which constants callers must pass for a function to come to
// a bind, or to where it leaves something.
package condition

import (
	"go/token"
	"slices"

	"golang.org/x/tools/go/ssa"

	"github.com/sockvet/sockvet/internal/sockflow/memory"
	"github.com/sockvet/sockvet/internal/sockflow/program"
	"github.com/sockvet/sockvet/internal/sockflow/ssacode"
	"github.com/sockvet/sockvet/internal/sockflow/summary"
)

// Conditions are those of the functions of a program.
type Conditions struct {
	memory    *memory.Memory
	questions map[*ssa.Function]map[*ssa.BasicBlock]summary.Condition // see questionsOf
	before    map[*ssa.BasicBlock][]summary.Condition                 // see Of
}

// New returns the conditions of the functions whose memory is m.
func New(m *memory.Memory) *Conditions {
	return &Conditions{m, map[*ssa.Function]map[*ssa.BasicBlock]summary.Condition{}, map[*ssa.BasicBlock][]summary.Condition{}}
}

// Refuted reports whether the call at s passes something else than one of the conditions
// asks for.
func (cs *Conditions) Refuted(s *program.Site, conditions ...summary.Condition) bool {
	return slices.ContainsFunc(conditions, func(c summary.Condition) bool {
		v := s.Operand(c.At)
		if v == nil {
			return false
		}
		value, known := cs.memory.ConstantAt(v, c.At.Path, s.Instr)
		holds, _ := c.Given(summary.Condition{At: c.At, Value: value, Equal: true})
		return known && !holds
	})
}

// Lifted returns what callers must pass for the call at s to meet conditions.
func (cs *Conditions) Lifted(s *program.Site, conditions []summary.Condition) []summary.Condition {
	var all []summary.Condition
	for _, c := range conditions {
		if v := s.Operand(c.At); v != nil {
			if c, ok := cs.asks(v, c); ok {
				all = append(all, c)
			}
		}
	}
	return all
}

// Of returns what callers must pass for the function of instr to come there.
func (cs *Conditions) Of(instr ssa.Instruction) []summary.Condition {
	block := instr.Block()
	all, known := cs.before[block]
	if known {
		return all
	}
	questions := cs.questionsOf(instr.Parent())
	for _, c := range distinct(instr.Parent(), questions) {
		for range 2 {
			no := c
			no.Equal = !c.Equal
			if !reaches(block, questions, no) {
				all = append(all, c)
			}
			c = no
		}
	}
	cs.before[block] = all
	return all
}

// distinct returns each of the questions once, in the order of the blocks of fn.
func distinct(fn *ssa.Function, questions map[*ssa.BasicBlock]summary.Condition) []summary.Condition {
	var all []summary.Condition
	for _, block := range fn.Blocks {
		c, ok := questions[block]
		c.Equal = true
		if ok && !slices.Contains(all, c) && len(all) < maxQuestions {
			all = append(all, c)
		}
	}
	return all
}

// maxQuestions bounds how many of them are looked at: each takes a way through the function.
const maxQuestions = 16

// reaches reports whether a function may come to its block if what callers pass is as known.
func reaches(block *ssa.BasicBlock, questions map[*ssa.BasicBlock]summary.Condition, known summary.Condition) bool {
	return ssacode.Leads(block.Parent().Blocks[0], block, func(branch *ssa.BasicBlock) []*ssa.BasicBlock {
		holds, ok := questions[branch].Given(known)
		if !ok {
			return branch.Succs
		}
		way := ssacode.Index(!holds)
		return branch.Succs[way : way+1]
	})
}

// questionsOf returns what the branches of fn, by their blocks, ask of what callers pass.
func (cs *Conditions) questionsOf(fn *ssa.Function) map[*ssa.BasicBlock]summary.Condition {
	if known, ok := cs.questions[fn]; ok {
		return known
	}
	asked := map[*ssa.BasicBlock]summary.Condition{}
	cs.questions[fn] = asked
	for _, block := range fn.Blocks {
		if branch, ok := ssacode.Last(block).(*ssa.If); ok {
			if c, ok := cs.asks(branch.Cond, summary.Condition{Value: "true", Equal: true}); ok {
				asked[block] = c
			}
		}
	}
	return asked
}

// asks returns what it asks of callers that c holds for v; ok is false if that is nothing.
func (cs *Conditions) asks(v ssa.Value, c summary.Condition) (asked summary.Condition, ok bool) {
	switch v := v.(type) {
	case *ssa.UnOp:
		if v.Op == token.NOT {
			c.Equal = !c.Equal
			return cs.asks(v.X, c)
		}
	case *ssa.BinOp:
		x, y := v.X, v.Y
		if _, first := x.(*ssa.Const); first {
			x, y = y, x
		}
		constant, ok := y.(*ssa.Const)
		if !ok || v.Op != token.EQL && v.Op != token.NEQ {
			return c, false
		}
		if c.Value, ok = cs.memory.ConstantAt(constant, "", nil); !ok {
			return c, false
		}
		c.Equal = c.Equal == (v.Op == token.EQL)
		if c.Value == "false" {
			c.Value, c.Equal = "true", !c.Equal
		}
		return cs.asks(x, c)
	}
	c.At, ok = cs.memory.Passed(v, c.At.Path)
	return c, ok
}
