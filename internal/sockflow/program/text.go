package program

import (
	"go/constant"
	"go/token"
	"strings"

	"golang.org/x/tools/go/ssa"

	"github.com/sockvet/sockvet/internal/sockflow/ssacode"
	"github.com/sockvet/sockvet/internal/sockflow/summary"
)

// Ending returns the constant text that v ends with.
func (prog *Program) Ending(v ssa.Value) string {
	text, _ := prog.Tail(v, 0)
	return text
}

// zeroText tells about an address put together as text: a constant, a
// concatenation, or what fmt.Sprintf and net.JoinHostPort return.
func (prog *Program) zeroText(v ssa.Value, depth int) Decision {
	text, missing := prog.Tail(v, depth)
	colon := strings.LastIndexByte(text, ':')
	switch {
	case strings.HasSuffix(text, "/tcp/0"): // of a multiaddr
		return Yes
	case colon < 0 && missing == nil:
		return Decision{Holds: text == "" || text == "0"} // all of it, or only the port
	case colon < 0:
		if p, ok := missing.(*ssa.Parameter); ok && text == "" {
			return prog.ZeroFlow(p, depth+1, prog.zeroPort)
		}
		return Unknown
	}
	port := text[colon+1:]
	return Decision{Holds: port == "" || port == "0"}
}

// Tail returns the constant text that v ends with, and the value that stands
// before it, nil if the text is all of v.
func (prog *Program) Tail(v ssa.Value, depth int) (string, ssa.Value) {
	if depth > 2*summary.MaxSteps {
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
		return prog.Tail(v.X, depth+1)
	case *ssa.ChangeType:
		return prog.Tail(v.X, depth+1)
	case *ssa.BinOp:
		if v.Op == token.ADD {
			return prog.tails(depth, v.X, v.Y)
		}
	case *ssa.UnOp:
		if v.Op == token.MUL {
			if stores := prog.Reaching(v.X, v); len(stores) == 1 {
				return prog.Tail(stores[0].Val, depth+1)
			}
		}
	case *ssa.Call:
		args := v.Call.Args
		switch {
		case ssacode.IsCall(v, "net.JoinHostPort"):
			port, missing := prog.Tail(args[1], depth+1)
			if missing != nil {
				return port, missing
			}
			return ":" + port, args[0]
		case ssacode.IsCall(v, "strconv.Itoa", "strconv.FormatInt", "strconv.FormatUint"):
			return prog.Tail(args[0], depth+1)
		case ssacode.IsCall(v, "fmt.Sprintf"):
			return prog.TailOfFormat(args[0], args[1], depth)
		case ssacode.IsCall(v, "fmt.Sprint"):
			return prog.tails(depth, ssacode.Variadic(args[0])...)
		case ssacode.IsCall(v, "path/filepath.Join", "path.Join"):
			return prog.tailOfPath(ssacode.Variadic(args[0]), depth)
		}
	}
	return "", v
}

// tails returns the tail of the concatenation of parts.
func (prog *Program) tails(depth int, parts ...ssa.Value) (string, ssa.Value) {
	text := ""
	for i := len(parts) - 1; i >= 0; i-- {
		if parts[i] == nil {
			return text, nil
		}
		part, missing := prog.Tail(parts[i], depth+1)
		text = part + text
		if missing != nil {
			return text, missing
		}
	}
	return text, nil
}

// tailOfPath returns the tail of the path that elements are joined to.
func (prog *Program) tailOfPath(elements []ssa.Value, depth int) (string, ssa.Value) {
	text := ""
	for i := len(elements) - 1; i >= 0; i-- {
		if elements[i] == nil {
			return text, nil
		}
		part, missing := prog.Tail(elements[i], depth+1)
		text = part + text
		if missing != nil || i == 0 {
			return text, missing
		}
		text = "/" + text
	}
	return text, nil
}

// TailOfFormat returns the tail of what fmt.Sprintf makes of a constant format.
// Only verbs that print their operand as it is are understood.
func (prog *Program) TailOfFormat(format, operands ssa.Value, depth int) (string, ssa.Value) {
	c, ok := format.(*ssa.Const)
	if !ok || c.Value == nil || c.Value.Kind() != constant.String {
		return "", format
	}
	args := ssacode.Variadic(operands)
	text, rest := "", constant.StringVal(c.Value)
	for i := len(args) - 1; i >= 0; i-- {
		verb := strings.LastIndexByte(rest, '%')
		if verb < 0 || verb+1 >= len(rest) || !strings.ContainsRune("sdv", rune(rest[verb+1])) || args[i] == nil {
			return rest[strings.LastIndexByte(rest, '%')+1:] + text, format
		}
		arg, missing := prog.Tail(args[i], depth+1)
		text = arg + rest[verb+2:] + text
		rest = rest[:verb]
		if missing != nil {
			return text, missing
		}
	}
	return rest + text, nil
}

// IsSplitAtColon reports whether v is a text split at its colons.
func IsSplitAtColon(v ssa.Value) bool {
	call, ok := v.(*ssa.Call)
	if !ok || len(call.Call.Args) < 2 || !ssacode.IsCall(call, "strings.Split", "strings.SplitN", "strings.Cut", "strings.CutLast") {
		return false
	}
	sep, ok := call.Call.Args[1].(*ssa.Const)
	return ok && sep.Value != nil && constant.StringVal(sep.Value) == ":"
}

// IsHostSlice reports whether a slice of text ends where a colon was looked for: it
// is what stands first in an address.
func IsHostSlice(v *ssa.Slice) bool {
	call, ok := v.High.(*ssa.Call)
	return ok && v.Low == nil && ssacode.IsCall(call, "strings.Index", "strings.LastIndex", "strings.IndexByte", "strings.LastIndexByte")
}

// Values returns what v can be, if it is loaded from a variable.
func (prog *Program) Values(v ssa.Value) []ssa.Value {
	load, ok := v.(*ssa.UnOp)
	if !ok || load.Op != token.MUL {
		return []ssa.Value{v}
	}
	var all []ssa.Value
	for _, store := range prog.Reaching(load.X, load) {
		all = append(all, store.Val)
	}
	if len(all) == 0 {
		return []ssa.Value{v}
	}
	return all
}
