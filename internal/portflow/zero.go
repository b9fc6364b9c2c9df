package portflow

import (
	"go/constant"
	"go/token"
	"go/types"
	"strings"

	"golang.org/x/tools/go/ssa"

	"github.com/sockvet/sockvet/internal/sockapi"
)

// A verdict says whether an address asks the kernel to choose the port.
type verdict struct {
	zero bool
	from place // where zero is false: the parameter that decides, or nowhere
}

var (
	yes     = verdict{zero: true}
	unknown = verdict{}
)

// zeroAddress tells whether v, an address as a string or a struct, has port 0
// or no port, which package net takes for port 0 (net.Listen's documentation).
func (a *analyzer) zeroAddress(v ssa.Value, depth int) verdict {
	if depth > 2*maxSteps {
		return unknown
	}
	switch v := v.(type) {
	case *ssa.Const:
		if v.Value == nil {
			return verdict{zero: v.IsNil()}
		}
		return a.zeroText(v, depth)
	case *ssa.Alloc:
		return a.zeroStruct(v, depth)
	case *ssa.Parameter, *ssa.UnOp, *ssa.Phi, *ssa.FreeVar, *ssa.ChangeType, *ssa.ChangeInterface, *ssa.MakeInterface, *ssa.Convert:
		return a.zeroFlow(v, depth, a.zeroAddress)
	case *ssa.Extract:
		if call, ok := v.Tuple.(*ssa.Call); ok {
			return a.zeroResult(call, v.Index, depth)
		}
	case *ssa.Call:
		if verdict := a.zeroText(v, depth); verdict != unknown {
			return verdict
		}
		return a.zeroResult(v, 0, depth)
	case *ssa.BinOp:
		return a.zeroText(v, depth)
	}
	return unknown
}

// zeroPort tells whether v, a port as a number or as text, is 0.
func (a *analyzer) zeroPort(v ssa.Value, depth int) verdict {
	if depth > 2*maxSteps {
		return unknown
	}
	switch v := v.(type) {
	case *ssa.Const:
		if v.Value == nil {
			return unknown
		}
		switch v.Value.Kind() {
		case constant.Int:
			return verdict{zero: constant.Sign(v.Value) == 0}
		case constant.String:
			s := constant.StringVal(v.Value)
			return verdict{zero: s == "" || s == "0"}
		}
	case *ssa.Call:
		if len(v.Call.Args) > 0 && isCall(v, "strconv.Itoa", "strconv.FormatInt", "strconv.FormatUint") {
			return a.zeroPort(v.Call.Args[0], depth+1)
		}
	default:
		return a.zeroFlow(v, depth, a.zeroPort)
	}
	return unknown
}

// zeroFlow tells about a value by what it is a copy of.
func (a *analyzer) zeroFlow(v ssa.Value, depth int, zero func(ssa.Value, int) verdict) verdict {
	switch v := v.(type) {
	case *ssa.Parameter:
		return verdict{from: place{root: param, index: indexOf(v.Parent().Params, v)}}
	case *ssa.ChangeType:
		return zero(v.X, depth+1)
	case *ssa.ChangeInterface:
		return zero(v.X, depth+1)
	case *ssa.MakeInterface:
		return zero(v.X, depth+1)
	case *ssa.Convert:
		return zero(v.X, depth+1)
	case *ssa.Phi:
		return agree(len(v.Edges), func(i int) verdict { return zero(v.Edges[i], depth+1) })
	case *ssa.UnOp:
		if v.Op != token.MUL {
			return unknown
		}
		if _, ok := v.X.(*ssa.Alloc); ok && structOf(v.Type()) != nil {
			return zero(v.X, depth+1)
		}
		stores := a.reaching(v.X, v)
		return agree(len(stores), func(i int) verdict { return zero(stores[i].Val, depth+1) })
	}
	return unknown
}

// agree returns what all of n verdicts say, unknown if they differ or n is 0.
func agree(n int, at func(int) verdict) verdict {
	if n == 0 {
		return unknown
	}
	first := at(0)
	for i := 1; i < n; i++ {
		if at(i) != first {
			return unknown
		}
	}
	return first
}

// zeroStruct tells about the address struct at alloc, such as &net.TCPAddr{}.
func (a *analyzer) zeroStruct(alloc *ssa.Alloc, depth int) verdict {
	row := sockapi.LookupType(typeName(alloc.Type()))
	if row == nil {
		return unknown
	}
	var ports []ssa.Value
	for _, ref := range *alloc.Referrers() {
		switch ref := ref.(type) {
		case *ssa.FieldAddr:
			if contains(row.Address, fieldName(alloc.Type(), ref.Field)) {
				for _, store := range a.stores(ref) {
					ports = append(ports, store.Val)
				}
			}
		case *ssa.Store:
			if ref.Addr == alloc {
				return a.zeroAddress(ref.Val, depth+1)
			}
		}
	}
	if len(ports) == 0 {
		return yes
	}
	return agree(len(ports), func(i int) verdict { return a.zeroPort(ports[i], depth+1) })
}

// zeroResult tells about result i of a call that makes an address of another
// one, as net.ResolveTCPAddr and netip.MustParseAddrPort do.
func (a *analyzer) zeroResult(call *ssa.Call, i, depth int) verdict {
	s := a.callee(call)
	if s == nil || s.sum == nil {
		return unknown
	}
	for _, fl := range s.sum.flows {
		if (fl.role == sockapi.Formats || fl.role == sockapi.Carries) && fl.from.path == "" && fl.to == (place{root: result, index: i}) {
			if v := s.operand(fl.from); v != nil {
				return a.zeroAddress(v, depth+1)
			}
		}
	}
	return unknown
}

// zeroText tells about an address put together as text: a constant, a
// concatenation, or what fmt.Sprintf and net.JoinHostPort return.
func (a *analyzer) zeroText(v ssa.Value, depth int) verdict {
	text, missing := a.tail(v, depth)
	colon := strings.LastIndexByte(text, ':')
	switch {
	case colon < 0 && missing == nil:
		return verdict{zero: text == "" || text == "0"} // all of it, or only the port
	case colon < 0:
		if p, ok := missing.(*ssa.Parameter); ok && text == "" {
			return a.zeroFlow(p, depth+1, a.zeroPort)
		}
		return unknown
	}
	port := text[colon+1:]
	return verdict{zero: port == "" || port == "0"}
}

// tail returns the constant text that v ends with, and the value that stands
// before it, nil if the text is all of v.
func (a *analyzer) tail(v ssa.Value, depth int) (string, ssa.Value) {
	if depth > 2*maxSteps {
		return "", v
	}
	switch v := v.(type) {
	case *ssa.Const:
		if v.Value == nil {
			return "", v
		}
		switch v.Value.Kind() {
		case constant.String:
			return constant.StringVal(v.Value), nil
		case constant.Int:
			return v.Value.ExactString(), nil
		}
	case *ssa.MakeInterface:
		return a.tail(v.X, depth+1)
	case *ssa.ChangeType:
		return a.tail(v.X, depth+1)
	case *ssa.BinOp:
		if v.Op == token.ADD {
			return a.tails(depth, v.X, v.Y)
		}
	case *ssa.UnOp:
		if v.Op == token.MUL {
			if stores := a.reaching(v.X, v); len(stores) == 1 {
				return a.tail(stores[0].Val, depth+1)
			}
		}
	case *ssa.Call:
		args := v.Call.Args
		switch {
		case isCall(v, "net.JoinHostPort"):
			port, missing := a.tail(args[1], depth+1)
			if missing != nil {
				return port, missing
			}
			return ":" + port, args[0]
		case isCall(v, "strconv.Itoa", "strconv.FormatInt", "strconv.FormatUint"):
			return a.tail(args[0], depth+1)
		case isCall(v, "fmt.Sprintf"):
			return a.tailOfFormat(args[0], args[1], depth)
		case isCall(v, "fmt.Sprint"):
			return a.tails(depth, variadic(args[0])...)
		}
	}
	return "", v
}

// tails returns the tail of the concatenation of parts.
func (a *analyzer) tails(depth int, parts ...ssa.Value) (string, ssa.Value) {
	text := ""
	for i := len(parts) - 1; i >= 0; i-- {
		if parts[i] == nil {
			return text, nil
		}
		part, missing := a.tail(parts[i], depth+1)
		text = part + text
		if missing != nil {
			return text, missing
		}
	}
	return text, nil
}

// tailOfFormat returns the tail of what fmt.Sprintf makes of a constant format.
// Only verbs that print their operand as it is are understood.
func (a *analyzer) tailOfFormat(format, operands ssa.Value, depth int) (string, ssa.Value) {
	c, ok := format.(*ssa.Const)
	if !ok || c.Value == nil || c.Value.Kind() != constant.String {
		return "", format
	}
	args := variadic(operands)
	text, rest := "", constant.StringVal(c.Value)
	for i := len(args) - 1; i >= 0; i-- {
		verb := strings.LastIndexByte(rest, '%')
		if verb < 0 || verb+1 >= len(rest) || !strings.ContainsRune("sdv", rune(rest[verb+1])) || args[i] == nil {
			return rest[strings.LastIndexByte(rest, '%')+1:] + text, format
		}
		arg, missing := a.tail(args[i], depth+1)
		text = arg + rest[verb+2:] + text
		rest = rest[:verb]
		if missing != nil {
			return text, missing
		}
	}
	return rest + text, nil
}

// variadic returns the arguments that a call packs into the slice v for a
// variadic parameter, nil for those that cannot be told.
func variadic(v ssa.Value) []ssa.Value {
	slice, ok := v.(*ssa.Slice)
	if !ok {
		return nil
	}
	alloc, ok := slice.X.(*ssa.Alloc)
	if !ok {
		return nil
	}
	array, ok := alloc.Type().Underlying().(*types.Pointer).Elem().Underlying().(*types.Array)
	if !ok {
		return nil
	}
	args := make([]ssa.Value, array.Len())
	for _, ref := range *alloc.Referrers() {
		at, ok := ref.(*ssa.IndexAddr)
		if !ok {
			continue
		}
		if i, ok := at.Index.(*ssa.Const); ok && len(*at.Referrers()) == 1 {
			if store, ok := (*at.Referrers())[0].(*ssa.Store); ok {
				args[i.Int64()] = store.Val
			}
		}
	}
	return args
}

// isCall reports whether v calls one of the named functions.
func isCall(v *ssa.Call, names ...string) bool {
	fn := v.Call.StaticCallee()
	if fn == nil {
		return false
	}
	obj, ok := fn.Object().(*types.Func)
	return ok && contains(names, obj.FullName())
}

// reaching returns the stores to the variable at addr that a load of it at
// instr can see. A variable of another package has none.
func (a *analyzer) reaching(addr ssa.Value, instr ssa.Instruction) []*ssa.Store {
	switch addr := addr.(type) {
	case *ssa.Global:
		if !token.IsExported(addr.Name()) {
			return a.globalStores[addr]
		}
	case *ssa.FreeVar:
		if bound := a.binding(addr); bound != nil {
			return a.reaching(bound, a.closures[addr.Parent()])
		}
	case *ssa.Alloc:
		var seen []*ssa.Store
		for _, store := range a.stores(addr) {
			if store.Parent() != instr.Parent() || comesBefore(store, instr) {
				seen = append(seen, store)
			}
		}
		return withoutOverwritten(seen, instr)
	case *ssa.FieldAddr, *ssa.IndexAddr:
		return nil
	}
	return nil
}

// comesBefore reports whether control can go from a to b, both of one function.
func comesBefore(a, b ssa.Instruction) bool {
	if a.Block() == b.Block() && position(a) < position(b) {
		return true
	}
	return reachable(a.Block(), b.Block())
}

// position returns the index of instr in its block.
func position(instr ssa.Instruction) int { return indexOf(instr.Block().Instrs, instr) }

// reachable reports whether control can go from the end of from to the start of to.
func reachable(from, to *ssa.BasicBlock) bool {
	seen := map[*ssa.BasicBlock]bool{}
	work := append([]*ssa.BasicBlock(nil), from.Succs...)
	for len(work) > 0 {
		b := work[len(work)-1]
		work = work[:len(work)-1]
		if b == to {
			return true
		}
		if !seen[b] {
			seen[b] = true
			work = append(work, b.Succs...)
		}
	}
	return false
}

// withoutOverwritten drops the stores after which another one of the list
// always comes before instr.
func withoutOverwritten(stores []*ssa.Store, instr ssa.Instruction) []*ssa.Store {
	var kept []*ssa.Store
	for _, s := range stores {
		overwritten := false
		for _, o := range stores {
			if o != s && s.Parent() == o.Parent() && o.Parent() == instr.Parent() &&
				dominates(s, o) && dominates(o, instr) {
				overwritten = true
			}
		}
		if !overwritten {
			kept = append(kept, s)
		}
	}
	return kept
}

// dominates reports whether a always runs before b, both of one function.
func dominates(a, b ssa.Instruction) bool {
	if a.Block() == b.Block() {
		return position(a) < position(b)
	}
	return a.Block().Dominates(b.Block())
}
