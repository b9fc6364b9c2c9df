package memory

import (
	"go/token"
	"go/types"
	"slices"
	"strconv"

	"golang.org/x/tools/go/ssa"

	"github.com/sockvet/sockvet/internal/sockflow/program"
	"github.com/sockvet/sockvet/internal/sockflow/ssacode"
	"github.com/sockvet/sockvet/internal/sockflow/summary"
)

// Passed returns the place from which callers pass what is at path inside v; ok is false
// if it is not known to be as they passed it.
func (m *Memory) Passed(v ssa.Value, path string) (p summary.Place, ok bool) {
	if load, isLoad := v.(*ssa.UnOp); isLoad && load.Op == token.MUL {
		v, path = baseOf(load.X, path)
	}
	if ssacode.IsPointer(v.Type()) && path != "" || isLocal(v) {
		writes, known := overwrites{a: m}.writesTo(v, path, 0)
		if isLocal(v) { // for a parameter that is a struct, or that a literal captures
			v = m.OnlyStore(v)
			writes = slices.DeleteFunc(writes, func(w write) bool { return w.val == v })
		}
		if !known || len(writes) > 0 {
			return p, false
		}
	}
	parameter, ok := v.(*ssa.Parameter)
	if !ok {
		return p, false
	}
	return program.PlaceOf(parameter).Below(path), true
}

func isLocal(v ssa.Value) bool {
	_, ok := v.(*ssa.Alloc)
	return ok
}

// ConstantAt returns the constant that is at path inside v when instr uses it; known is
// false if that cannot be told.
func (m *Memory) ConstantAt(v ssa.Value, path string, instr ssa.Instruction) (value string, known bool) {
	switch v := v.(type) {
	case *ssa.Const:
		if v.Value != nil {
			return v.Value.ExactString(), true
		}
		return zeroAt(v.Type(), path)
	case *ssa.ChangeType:
		return m.ConstantAt(v.X, path, instr)
	case *ssa.UnOp:
		if v.Op == token.NOT {
			value, known = m.ConstantAt(v.X, path, instr)
			return strconv.FormatBool(value == "false"), known
		}
		if v.Op == token.MUL {
			base, path := baseOf(v.X, path)
			return m.constantIn(base, path, v)
		}
	case *ssa.Alloc:
		if path != "" {
			return m.constantIn(v, path, instr)
		}
	}
	return "", false
}

// constantIn is ConstantAt for what is in memory.
func (m *Memory) constantIn(addr ssa.Value, path string, instr ssa.Instruction) (value string, known bool) {
	if !isLocal(addr) {
		if v, constant := m.OnlyStore(addr).(*ssa.Const); constant {
			return m.ConstantAt(v, path, instr)
		}
		return "", false
	}
	writes, known := overwrites{a: m}.writesTo(addr, path, 0)
	if !known {
		return "", false
	}
	written := false
	for _, w := range writes {
		if w.isLast(writes, instr) && w.val != nil {
			return m.ConstantAt(w.val, w.path, w.instr)
		}
		written = written || ssacode.ComesBefore(w.instr, instr)
	}
	if written {
		return "", false
	}
	return zeroAt(addr.Type().Underlying().(*types.Pointer).Elem(), path)
}

// zeroAt returns the zero value of what is at path inside a value of type t.
func zeroAt(t types.Type, path string) (value string, known bool) {
	for _, step := range summary.Steps(path) {
		field := ssacode.Field(t, step)
		if _, isStruct := t.Underlying().(*types.Struct); !isStruct || field == nil {
			return "", false
		}
		t = field.Type()
	}
	switch u := t.Underlying().(type) {
	case *types.Basic:
		switch {
		case u.Info()&types.IsBoolean != 0:
			return "false", true
		case u.Info()&types.IsString != 0:
			return `""`, true
		case u.Info()&types.IsNumeric != 0:
			return "0", true
		}
	case *types.Pointer, *types.Slice, *types.Map, *types.Chan, *types.Signature, *types.Interface:
		return "nil", true
	}
	return "", false
}
