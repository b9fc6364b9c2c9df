package sockflow

import (
	"go/constant"
	"go/token"
	"strconv"
	"strings"

	"golang.org/x/tools/go/ssa"

	"github.com/sockvet/sockvet/internal/sockapi"
)

// dialledBy reports whether whoever gets the port at s, which plays a role that
// gives it to another process or to the environment, connects to it: the program
// is a client, the argument is a URL or the value of a flag such as --upstream,
// the variable names a proxy.
func (t *tracer) dialledBy(f fact, s *site, fl *flow) bool {
	switch fl.role {
	case sockapi.Starts:
		cmd, path := commandOf(s, f, fl)
		return cmd != nil && t.a.startsClient(cmd, path)
	case sockapi.Sets:
		return sockapi.IsProxyVariable(fl.variable)
	}
	return false
}

// commandOf returns the call of exec.Command that makes the command which is
// started at s, and where in its last argument f is; nil if that cannot be told.
func commandOf(s *site, f fact, fl *flow) (*ssa.Call, string) {
	if s.call == nil {
		return nil, ""
	}
	if call, ok := s.instr.(*ssa.Call); ok && isCommand(call) {
		return call, f.path
	}
	path, ok := cut(join(fl.from.path, f.path), "Args")
	if v := s.operand(place{root: param}); ok && v != nil {
		if call, isCall := v.(*ssa.Call); isCall && isCommand(call) {
			return call, path
		}
	}
	return nil, ""
}

func isCommand(call *ssa.Call) bool {
	return isCall(call, "os/exec.Command", "os/exec.CommandContext")
}

// startsClient reports whether the program that a call of exec.Command names
// connects to the address in its arguments, or in the one at path.
func (a *analyzer) startsClient(cmd *ssa.Call, path string) bool {
	program, before, arg := a.argument(cmd, path)
	if sockapi.IsClient(program) {
		return true
	}
	positional := !strings.HasPrefix(before, "-") && !strings.HasPrefix(arg, "-")
	return sockapi.IsDialFlag(before) || sockapi.IsDialFlag(arg) || positional && strings.Contains(arg, "://")
}

// argument returns the program that a call of exec.Command names, and how its
// argument at path starts, and the one before that: each "" if it is not known.
func (a *analyzer) argument(cmd *ssa.Call, path string) (program, before, arg string) {
	operands := cmd.Call.Args
	if name, missing := a.tail(operands[len(operands)-2], 0); missing == nil {
		program = name
	}
	step, _, _ := strings.Cut(path, ".")
	i, err := strconv.Atoi(strings.Trim(step, "[]"))
	args := variadic(operands[len(operands)-1])
	if err != nil || i >= len(args) || args[i] == nil {
		return program, "", ""
	}
	if i > 0 && args[i-1] != nil {
		before = head(args[i-1], 0)
	}
	return program, before, head(args[i], 0)
}

// head returns the constant text that v starts with.
func head(v ssa.Value, depth int) string {
	if depth > maxSteps {
		return ""
	}
	switch v := v.(type) {
	case *ssa.Const:
		if v.Value != nil && v.Value.Kind() == constant.String {
			return constant.StringVal(v.Value)
		}
	case *ssa.MakeInterface:
		return head(v.X, depth+1)
	case *ssa.BinOp:
		if v.Op == token.ADD {
			return head(v.X, depth+1)
		}
	case *ssa.Call:
		if isCall(v, "fmt.Sprintf") {
			text, _, _ := strings.Cut(head(v.Call.Args[0], depth+1), "%")
			return text
		}
	}
	return ""
}

// isProxySetting reports whether v is the text that sets a proxy variable, such
// as "HTTP_PROXY=http://127.0.0.1:8080".
func isProxySetting(v ssa.Value) bool {
	name, _, ok := strings.Cut(head(v, 0), "=")
	return ok && sockapi.IsProxyVariable(name)
}

// isLink reports whether v is a URL of HTTP with more of a path than a slash.
func isLink(v ssa.Value) bool {
	text := ""
	switch v := v.(type) {
	case *ssa.BinOp:
		text = head(v, 0) + "host" + head(v.Y, 0)
	case *ssa.Call:
		if isCall(v, "fmt.Sprintf") {
			text = head(v.Call.Args[0], 0)
		}
	}
	before, rest, ok := strings.Cut(text, "://")
	_, path, _ := strings.Cut(rest, "/")
	return ok && path != "" && (strings.HasSuffix(before, "http") || strings.HasSuffix(before, "https"))
}

// isTold reports whether role is that of code which gives text to another process.
func isTold(role sockapi.Role) bool {
	return role == sockapi.Starts || role == sockapi.Sets || role == sockapi.Writes
}
