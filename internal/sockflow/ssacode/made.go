package ssacode

import "golang.org/x/tools/go/ssa"

// maxMade bounds how many values are looked at to see what one is made of.
const maxMade = 200

// IsMadeOf reports whether v is computed from another value of its function, by way of calls
// and literals as well.
func IsMadeOf(v, from ssa.Value) bool {
	return IsMadeBy(v, func(v ssa.Value) bool { return v == from })
}

// IsMadeBy is IsMadeOf for any value that is as wanted.
func IsMadeBy(v ssa.Value, wanted func(ssa.Value) bool) bool {
	seen := map[ssa.Value]bool{v: true}
	queue := []ssa.Value{v}
	add := func(v ssa.Value) {
		if v != nil && !seen[v] && len(seen) < maxMade {
			seen[v] = true
			queue = append(queue, v)
		}
	}
	for len(queue) > 0 {
		v, queue = queue[0], queue[1:]
		if wanted(v) {
			return true
		}
		if instr, ok := v.(ssa.Instruction); ok {
			for _, operand := range instr.Operands(nil) {
				add(*operand)
			}
		}
		if _, ok := v.(*ssa.Alloc); ok {
			storedIn(v, add)
		}
	}
	return false
}

// storedIn calls add with what is stored in a variable, or in its fields or elements.
func storedIn(variable ssa.Value, add func(ssa.Value)) {
	for _, ref := range *variable.Referrers() {
		switch ref := ref.(type) {
		case *ssa.Store:
			if ref.Addr == variable {
				add(ref.Val)
			}
		case *ssa.IndexAddr:
			storedIn(ref, add)
		case *ssa.FieldAddr:
			storedIn(ref, add)
		}
	}
}
