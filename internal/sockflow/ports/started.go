package ports

import (
	"slices"
	"strings"

	"golang.org/x/tools/go/ssa"

	"github.com/sockvet/sockvet/internal/sockflow/program"
	"github.com/sockvet/sockvet/internal/sockflow/ssacode"
)

// starts reports whether something may be started that reads the environment of
// this process after instr sets it: a goroutine, or what is called by a name such
// as Run. A test that only makes a server binds nothing. What the callers of a
// function do that sets the environment for them is not seen, and taken for a yes.
func (ps *Ports) starts(instr ssa.Instruction) bool {
	fn := instr.Parent()
	for fn.Parent() != nil {
		fn = fn.Parent()
	}
	if !ssacode.IsTest(fn) {
		return true
	}
	if instr.Parent() != fn {
		return ps.startsIn(fn)
	}
	for _, block := range fn.Blocks {
		for _, other := range block.Instrs {
			if ssacode.ComesBefore(instr, other) && ps.startsAt(other) {
				return true
			}
		}
	}
	return false
}

// startsIn reports whether fn starts anything.
func (ps *Ports) startsIn(fn *ssa.Function) bool {
	if known, ok := ps.starters[fn]; ok {
		return known
	}
	ps.starters[fn] = false // until it is known: for functions that call themselves
	for _, block := range fn.Blocks {
		if slices.ContainsFunc(block.Instrs, ps.startsAt) {
			ps.starters[fn] = true
		}
	}
	return ps.starters[fn]
}

// startsAt reports whether instr starts anything, itself or in a function of the
// package that it calls or makes.
func (ps *Ports) startsAt(instr ssa.Instruction) bool {
	switch i := instr.(type) {
	case *ssa.Go:
		return true
	case *ssa.MakeClosure:
		return ps.startsIn(i.Fn.(*ssa.Function))
	case ssa.CallInstruction:
		for _, v := range i.Common().Args {
			if literal, ok := v.(*ssa.Function); ok && ps.startsIn(literal) {
				return true
			}
		}
		s := ps.Site(i)
		return s != nil && (isStarter(s) || s.Fn != nil && ps.startsIn(s.Fn))
	}
	return false
}

// isStarter reports whether the callee of s has the name of what starts something.
func isStarter(s *program.Site) bool {
	name, pkg := "", ""
	switch {
	case s.Fn != nil:
		name = s.Fn.Name()
	case s.Obj != nil && s.Obj.Pkg() != nil:
		name, pkg = s.Obj.Name(), s.Obj.Pkg().Path()
	}
	if pkg == "testing" || pkg == "net" {
		return false // T.Run runs what it is given, net.Listen serves nobody
	}
	name = strings.ToLower(name)
	return slices.ContainsFunc([]string{"exec", "launch", "listen", "main", "run", "serve", "spawn", "start"}, func(word string) bool {
		return strings.HasPrefix(name, word)
	})
}
