package portrace

import (
	"go/ast"
	"go/token"
	"go/types"
	"path"
	"strings"

	"golang.org/x/tools/go/types/typeutil"

	"github.com/sockvet/sockvet/internal/sockapi"
)

// A command is a program that the code starts, as far as it is in sight.
type command struct {
	variable string   // that holds the exec.Cmd, as the code spells it, or ""
	program  string   // its name or path, or ""
	isGo     bool     // it is this program, or one that the package builds
	words    []string // constants among its arguments, or at their beginnings
}

// maxDepth bounds how many variables and calls a value is looked for behind.
const maxDepth = 5

// command returns what call starts, which takes part in starting a process.
func (r *report) command(call *ast.CallExpr) command {
	made, variable := r.maker(call)
	c := command{variable: variable}
	args := r.commandLine(made)
	if len(args) == 0 {
		return c
	}
	c.program, c.isGo = r.program(args[0], 0)
	for _, arg := range args[1:] {
		c.words = append(c.words, r.words(arg, map[*types.Var]bool{})...)
	}
	if c.program == "go" && len(c.words) > 0 && c.words[0] == "run" {
		c.isGo = true
	}
	return c
}

// maker returns the call that makes the command which call is about: call itself,
// or what the exec.Cmd that it starts, or gets, was set to once; nil if that is not
// known. It also returns the variable that holds the exec.Cmd, if there is one.
func (r *report) maker(call *ast.CallExpr) (*ast.CallExpr, string) {
	operands := call.Args
	if selector, ok := ast.Unparen(call.Fun).(*ast.SelectorExpr); ok {
		operands = append([]ast.Expr{selector.X}, operands...)
	}
	for _, e := range operands {
		if v := r.cmdVariable(e); v != nil {
			made, _ := r.once(v).(*ast.CallExpr)
			return made, types.ExprString(e)
		}
	}
	if target := assignedAt(fileAt(r.pass, call.Pos()), call.Lparen); target != nil && r.cmdVariable(target) != nil {
		return call, types.ExprString(target)
	}
	return call, ""
}

// cmdVariable returns the variable of type *exec.Cmd that e names, or nil.
func (r *report) cmdVariable(e ast.Expr) *types.Var {
	if v := variableOf(r.pass.TypesInfo, e); v != nil && v.Type().String() == "*os/exec.Cmd" {
		return v
	}
	return nil
}

// commandLine returns the program and the arguments that call makes a command of;
// nil if it makes none. Modules have functions of their own that are named Command
// and take the same.
func (r *report) commandLine(call *ast.CallExpr) []ast.Expr {
	if call == nil {
		return nil
	}
	fn, ok := typeutil.Callee(r.pass.TypesInfo, call).(*types.Func)
	if !ok {
		return nil
	}
	if fn.FullName() == "os.StartProcess" {
		return call.Args
	}
	params := fn.Signature().Params()
	first := params.Len() - 2
	switch fn.Name() {
	case "Command", "CommandContext":
		if fn.Signature().Variadic() && first >= 0 && first < len(call.Args) &&
			isText(params.At(first).Type()) && isTexts(params.At(first+1).Type()) {
			return call.Args[first:]
		}
	}
	return nil
}

// callee returns the full name of the function that call calls, or "".
func (r *report) callee(call *ast.CallExpr) string {
	if fn, ok := typeutil.Callee(r.pass.TypesInfo, call).(*types.Func); ok {
		return fn.FullName()
	}
	return ""
}

// program returns the name or path of the program that e names, or the last part
// of it, and whether it is a program of the code's own: itself, or one that it builds.
func (r *report) program(e ast.Expr, depth int) (string, bool) {
	if name, ok := constantText(r.pass.TypesInfo, e); ok {
		return name, false
	}
	if depth > maxDepth {
		return "", false
	}
	switch e := ast.Unparen(e).(type) {
	case *ast.Ident, *ast.SelectorExpr:
		return r.programIn(e, depth)
	case *ast.IndexExpr:
		return "", types.ExprString(e) == "os.Args[0]"
	case *ast.BinaryExpr:
		return r.joined(e, depth)
	case *ast.CallExpr:
		return r.programFrom(e, depth)
	}
	return "", false
}

// programIn is program for a variable.
func (r *report) programIn(e ast.Expr, depth int) (string, bool) {
	v := variableOf(r.pass.TypesInfo, e)
	if v == nil {
		return "", false
	}
	if r.builds(v) {
		return "", true
	}
	if value := r.once(v); value != nil {
		return r.program(value, depth+1)
	}
	return "", false
}

// joined is program for a path that is put together with a plus.
func (r *report) joined(e *ast.BinaryExpr, depth int) (string, bool) {
	tail, ok := constantText(r.pass.TypesInfo, e.Y)
	switch {
	case !ok || e.Op != token.ADD:
		return "", false
	case tail == ".exe":
		return r.program(e.X, depth+1)
	case strings.Contains(tail, "/"):
		return path.Base(tail), false
	}
	return "", false
}

// programFrom is program for what a call returns.
func (r *report) programFrom(call *ast.CallExpr, depth int) (string, bool) {
	name := r.callee(call)
	switch name {
	case "os.Executable":
		return "", true
	case "os/exec.LookPath", "path/filepath.Abs", "path/filepath.Clean", "path/filepath.EvalSymlinks", "path/filepath.FromSlash":
		return r.program(call.Args[0], depth+1)
	case "path.Join", "path/filepath.Join":
		if len(call.Args) == 0 {
			return "", false
		}
		return r.program(call.Args[len(call.Args)-1], depth+1)
	}
	if strings.HasPrefix(name, "github.com/onsi/gomega/gexec.Build") {
		return "", true
	}
	fn, _ := typeutil.Callee(r.pass.TypesInfo, call).(*types.Func)
	return "", fn != nil && r.isBuilder(fn)
}

// isBuilder reports whether fn, of this package, runs "go build" and returns a name.
func (r *report) isBuilder(fn *types.Func) bool {
	decl := r.function(fn.Pos())
	if fn.Pkg() != r.pass.Pkg || decl == nil || decl.Body == nil {
		return false
	}
	builds := false
	ast.Inspect(decl.Body, func(n ast.Node) bool {
		call, ok := n.(*ast.CallExpr)
		builds = builds || ok && r.buildArgs(call) != nil
		return !builds
	})
	result := firstResult(fn.Signature().Results())
	return builds && result != nil && result.String() == "string"
}

// builds reports whether the package runs "go build" with v as the output.
func (r *report) builds(v *types.Var) bool {
	found := false
	for _, file := range r.pass.Files {
		ast.Inspect(file, func(n ast.Node) bool {
			if call, ok := n.(*ast.CallExpr); ok {
				args := r.buildArgs(call)
				for i, arg := range args {
					found = found || i > 0 && variableOf(r.pass.TypesInfo, arg) == v && r.isOutput(args[i-1])
				}
			}
			return !found
		})
	}
	return found
}

func (r *report) isOutput(flag ast.Expr) bool {
	text, _ := constantText(r.pass.TypesInfo, flag)
	return text == "-o"
}

// buildArgs returns the arguments of a call that makes the command "go build", or nil.
func (r *report) buildArgs(call *ast.CallExpr) []ast.Expr {
	args := r.commandLine(call)
	if len(args) < 2 {
		return nil
	}
	program, _ := constantText(r.pass.TypesInfo, args[0])
	command, _ := constantText(r.pass.TypesInfo, args[1])
	if sockapi.ProgramName(program) != "go" || command != "build" {
		return nil
	}
	return args
}

// words returns the constant text in e, and in all that the lists of strings in it
// are set to. Those in seen were looked at.
func (r *report) words(e ast.Expr, seen map[*types.Var]bool) []string {
	var all []string
	ast.Inspect(e, func(n ast.Node) bool {
		part, ok := n.(ast.Expr)
		if !ok {
			return true
		}
		if text, isConstant := constantText(r.pass.TypesInfo, part); isConstant {
			all = append(all, text)
			return false
		}
		if v := variableOf(r.pass.TypesInfo, part); v != nil && !seen[v] && isTexts(v.Type()) {
			seen[v] = true
			for _, value := range r.settings(v) {
				all = append(all, r.words(value, seen)...)
			}
		}
		return true
	})
	return all
}

// isTexts reports whether t is a list of strings.
func isTexts(t types.Type) bool {
	list, ok := t.Underlying().(*types.Slice)
	return ok && isText(list.Elem())
}
