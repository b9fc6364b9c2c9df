package memory

import (
	"slices"

	"golang.org/x/tools/go/ssa"

	"github.com/sockvet/sockvet/internal/sockflow/summary"
)

// Settings are the instructions that put something of claims into memory. What reads
// the memory before any of them finds what was there before, as where a server's
// listener is closed and replaced. A memory that holds it from the start, as it comes
// from a caller or a callee, has nil among them.
type Settings struct {
	a       *Memory
	setters map[spot][]ssa.Instruction
}

// Settings returns those of claims that were not followed yet.
func (m *Memory) Settings() Settings { return Settings{a: m} }

// maxSetters bounds how many of them are looked at.
const maxSetters = 8

// Note notes that instr puts something into memory at path below addr.
func (s *Settings) Note(addr ssa.Value, path string, instr ssa.Instruction) {
	addr, path = baseOf(addr, path)
	at := spot{addr, path}
	if list := s.setters[at]; len(list) <= maxSetters && !slices.Contains(list, instr) {
		s.put(at, append(list, instr))
	}
}

func (s *Settings) put(at spot, list []ssa.Instruction) {
	if s.setters == nil {
		s.setters = map[spot][]ssa.Instruction{}
	}
	s.setters[at] = list
}

// AtStart notes that claims are about v, wherever in it, from the start.
func (s *Settings) AtStart(v ssa.Value) {
	if at := (spot{addr: v}); !slices.Contains(s.setters[at], nil) {
		s.put(at, append(s.setters[at], nil))
	}
}

// After reports whether all that puts into memory, at path below addr, what comes from
// the place from comes after instr. Who receives from a channel waits for what is sent
// later.
func (s *Settings) After(addr ssa.Value, path string, from summary.Place, instr ssa.Instruction) bool {
	base, path := baseOf(addr, path)
	return path != "" && !summary.InChannel(base.Type(), path) && len(s.Later(base, path, from, instr)) > 0
}

// Later returns all that puts into memory, at path below addr, what comes from the place
// from, if it comes after instr; nothing if some of it does not, or is not known.
func (s *Settings) Later(addr ssa.Value, path string, from summary.Place, instr ssa.Instruction) []ssa.Instruction {
	addr, setters := s.of(addr, path)
	if len(setters) > maxSetters || s.fromStart(addr, from) || slices.ContainsFunc(setters, func(setter ssa.Instruction) bool {
		return setter == nil || setter.Parent() != instr.Parent() || s.a.OrderOf(instr.Parent()).ComesBefore(setter, instr)
	}) {
		return nil
	}
	return setters
}

// of returns what puts something into memory at path below addr, which may be what a variable
// holds; and that variable.
func (s *Settings) of(addr ssa.Value, path string) (ssa.Value, []ssa.Instruction) {
	addr, path = baseOf(addr, path)
	setters := s.setters[spot{addr, path}]
	if load, ok := addr.(*ssa.UnOp); ok && len(setters) == 0 {
		return load.X, s.setters[spot{load.X, path}]
	}
	return addr, setters
}

// Since returns from when on what comes from the place from is at path below v where instr
// stores v: that is instr, or what puts it there later.
func (s *Settings) Since(v ssa.Value, path string, from summary.Place, instr ssa.Instruction) ssa.Instruction {
	if !s.After(v, path, from, instr) {
		return instr
	}
	_, setters := s.of(v, path)
	return setters[0]
}

// fromStart reports whether what comes from the place from is in v from the start.
func (s *Settings) fromStart(v ssa.Value, from summary.Place) bool {
	switch v := v.(type) {
	case *ssa.Parameter:
		if from.Root != summary.Nowhere {
			return from.Root == summary.Param && v == v.Parent().Params[from.Index]
		}
	case *ssa.FreeVar:
		if from.Root != summary.Nowhere {
			return from.Root == summary.Captured && v == v.Parent().FreeVars[from.Index]
		}
	}
	return slices.Contains(s.setters[spot{addr: v}], nil)
}
