package ssacode

import (
	"go/constant"
	"go/token"
	"go/types"
	"slices"
	"strings"

	"golang.org/x/tools/go/ssa"
)

// maxDepth bounds how deep an expression is looked into.
const maxDepth = 4

// Variadic returns the arguments that a call packs into the slice v for a
// variadic parameter, nil for those that cannot be told.
func Variadic(v ssa.Value) []ssa.Value {
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

// IsCall reports whether v calls one of the named functions.
func IsCall(v *ssa.Call, names ...string) bool {
	fn := v.Call.StaticCallee()
	if fn == nil {
		return false
	}
	obj, ok := fn.Object().(*types.Func)
	return ok && slices.Contains(names, obj.FullName())
}

// Head returns the constant text that v starts with. depth is how deep v is in what was
// asked about.
func Head(v ssa.Value, depth int) string {
	if depth > maxDepth {
		return ""
	}
	switch v := v.(type) {
	case *ssa.Const:
		if v.Value != nil && v.Value.Kind() == constant.String {
			return constant.StringVal(v.Value)
		}
	case *ssa.MakeInterface:
		return Head(v.X, depth+1)
	case *ssa.BinOp:
		if v.Op == token.ADD {
			return Head(v.X, depth+1)
		}
	case *ssa.Call:
		if IsCall(v, "fmt.Sprintf") {
			text, _, _ := strings.Cut(Head(v.Call.Args[0], depth+1), "%")
			return text
		}
	}
	return ""
}

// Loaded returns what v was stored as just before, if it is a variable's value.
func Loaded(v ssa.Value) ssa.Value {
	load, ok := v.(*ssa.UnOp)
	if !ok || load.Op != token.MUL {
		return v
	}
	instrs := load.Block().Instrs
	for i := Position(load) - 1; i >= 0; i-- {
		if store, ok := instrs[i].(*ssa.Store); ok && store.Addr == load.X {
			return store.Val
		}
	}
	return v
}

// IsNil reports whether v is the constant nil.
func IsNil(v ssa.Value) bool {
	c, ok := v.(*ssa.Const)
	return ok && c.IsNil()
}

// IsElement reports whether v was taken out of a collection.
func IsElement(v ssa.Value) bool {
	switch v := v.(type) {
	case *ssa.UnOp:
		_, ok := v.X.(*ssa.IndexAddr)
		return ok
	case *ssa.Extract:
		if lookup, ok := v.Tuple.(*ssa.Lookup); ok {
			return IsElement(lookup)
		}
		_, ok := v.Tuple.(*ssa.Next)
		return ok
	case *ssa.Index:
		return true
	case *ssa.Lookup:
		_, one := v.Index.(*ssa.Const)
		return !one
	case *ssa.MakeInterface:
		return IsElement(v.X)
	case *ssa.ChangeInterface:
		return IsElement(v.X)
	case *ssa.TypeAssert:
		return IsElement(v.X)
	}
	return false
}

// IsMethodCall reports whether call is one of a method with one of these names.
func IsMethodCall(call *ssa.Call, names ...string) bool {
	name := ""
	if call.Call.IsInvoke() {
		name = call.Call.Method.Name()
	} else if fn := call.Call.StaticCallee(); fn != nil && fn.Signature.Recv() != nil {
		name = fn.Name()
	}
	return slices.Contains(names, name)
}

// Unboxed returns the value in an interface that is made of it.
func Unboxed(v ssa.Value) ssa.Value {
	if boxed, ok := v.(*ssa.MakeInterface); ok {
		return boxed.X
	}
	return v
}

// IsYield reports whether instr calls the function that an iterator is given. What that
// returns says whether to go on, and nothing of what became of the port that it is given.
// Source: the Go specification, "For statements with range clause".
func IsYield(instr ssa.Instruction) bool {
	call, ok := instr.(*ssa.Call)
	if !ok {
		return false
	}
	yield, ok := call.Call.Value.(*ssa.Parameter)
	if !ok {
		return false
	}
	iterator := yield.Parent().Signature
	body, ok := yield.Type().Underlying().(*types.Signature)
	return ok && iterator.Params().Len() == 1 && iterator.Results().Len() == 0 &&
		body.Params().Len() > 0 && body.Params().Len() <= 2 && body.Results().Len() == 1 && IsBool(body.Results().At(0).Type())
}

// Callee returns the function that call calls, or the method of an interface; nil if
// that is chosen at run time.
func Callee(call *ssa.Call) *types.Func {
	if call.Call.IsInvoke() {
		return call.Call.Method
	}
	if fn := call.Call.StaticCallee(); fn != nil {
		obj, _ := fn.Object().(*types.Func)
		return obj
	}
	return nil
}

// IsResult reports whether v is the result of call, or one of its results.
func IsResult(v ssa.Value, call *ssa.Call) bool {
	extract, ok := v.(*ssa.Extract)
	return v == call || ok && extract.Tuple == call
}

// Operands returns the arguments of a call with the receiver first, also where
// an interface's method is called.
func Operands(call *ssa.CallCommon) []ssa.Value {
	if call.IsInvoke() {
		return append([]ssa.Value{call.Value}, call.Args...)
	}
	return call.Args
}

// IsPrintf reports whether a call ends with a format and what is printed by it, as with
// fmt.Sprintf and those who wrap it.
func IsPrintf(call *ssa.CallCommon) bool {
	params := call.Signature().Params()
	last := params.Len() - 1
	if !call.Signature().Variadic() || last < 1 || !IsText(params.At(last-1).Type()) {
		return false
	}
	printed, ok := params.At(last).Type().Underlying().(*types.Slice)
	return ok && types.Identical(printed.Elem().Underlying(), types.NewInterfaceType(nil, nil))
}

// PointsInto reports whether v is a pointer to a variable, or an interface that
// holds one.
func PointsInto(v ssa.Value) bool {
	v = Unboxed(v)
	return IsPointer(v.Type())
}

// IsTest reports whether fn is a test function, which nobody in sight calls.
func IsTest(fn *ssa.Function) bool {
	params := fn.Signature.Params()
	return strings.HasPrefix(fn.Name(), "Test") && params.Len() == 1 && params.At(0).Type().String() == "*testing.T"
}

// IsStdin reports whether v is the pipe to the standard input of a process.
func IsStdin(v ssa.Value) bool {
	if boxed, ok := v.(*ssa.ChangeInterface); ok {
		v = boxed.X
	}
	extract, ok := v.(*ssa.Extract)
	if !ok {
		return false
	}
	call, ok := extract.Tuple.(*ssa.Call)
	return ok && IsCall(call, "(*os/exec.Cmd).StdinPipe")
}
