package advice

import (
	"go/ast"
	"go/token"
	"go/types"
	"path"
	"strings"

	"github.com/sockvet/sockvet/internal/sockapi"
	"github.com/sockvet/sockvet/internal/syntax"
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
func (a *adviser) command(call *ast.CallExpr) command {
	made, variable := a.maker(call)
	c := command{variable: variable}
	args := a.commandLine(made)
	if len(args) == 0 {
		return c
	}
	c.program, c.isGo = a.program(args[0], 0)
	for _, arg := range args[1:] {
		c.words = append(c.words, a.words(arg, map[*types.Var]bool{})...)
	}
	if c.program == "go" && len(c.words) > 0 && c.words[0] == "run" {
		c.isGo = true
	}
	return c
}

// maker returns the call that makes the command which call is about: call itself,
// or what the exec.Cmd that it starts, or gets, was set to once; nil if that is not
// known. It also returns the variable that holds the exec.Cmd, if there is one.
func (a *adviser) maker(call *ast.CallExpr) (*ast.CallExpr, string) {
	operands := call.Args
	if selector, ok := ast.Unparen(call.Fun).(*ast.SelectorExpr); ok {
		operands = append([]ast.Expr{selector.X}, operands...)
	}
	for _, e := range operands {
		if v := a.cmdVariable(e); v != nil {
			made, _ := a.once(v).(*ast.CallExpr)
			return made, types.ExprString(e)
		}
	}
	if target := syntax.AssignedAt(syntax.FileAt(a.Pass.Files, call.Pos()), call.Lparen); target != nil && a.cmdVariable(target) != nil {
		return call, types.ExprString(target)
	}
	return call, ""
}

// cmdVariable returns the variable of type *exec.Cmd that e names, or nil.
func (a *adviser) cmdVariable(e ast.Expr) *types.Var {
	if v := a.variable(e); v != nil && v.Type().String() == "*os/exec.Cmd" {
		return v
	}
	return nil
}

// commandLine returns the program and the arguments that call makes a command of;
// nil if it makes none. Modules have functions of their own that are named Command
// and take the same.
func (a *adviser) commandLine(call *ast.CallExpr) []ast.Expr {
	if call == nil {
		return nil
	}
	fn := a.callee(call)
	if fn == nil {
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

// program returns the name or path of the program that e names, or the last part
// of it, and whether it is a program of the code's own: itself, or one that it builds.
func (a *adviser) program(e ast.Expr, depth int) (string, bool) {
	if name, ok := a.constant(e); ok {
		return name, false
	}
	if depth > maxDepth {
		return "", false
	}
	switch e := ast.Unparen(e).(type) {
	case *ast.Ident, *ast.SelectorExpr:
		return a.programIn(e, depth)
	case *ast.IndexExpr:
		return "", types.ExprString(e) == "os.Args[0]"
	case *ast.BinaryExpr:
		return a.joined(e, depth)
	case *ast.CallExpr:
		return a.programFrom(e, depth)
	}
	return "", false
}

// programIn is program for a variable.
func (a *adviser) programIn(e ast.Expr, depth int) (string, bool) {
	v := a.variable(e)
	if v == nil {
		return "", false
	}
	if a.builds(v) {
		return "", true
	}
	if value := a.once(v); value != nil {
		return a.program(value, depth+1)
	}
	return "", false
}

// joined is program for a path that is put together with a plus.
func (a *adviser) joined(e *ast.BinaryExpr, depth int) (string, bool) {
	tail, ok := a.constant(e.Y)
	switch {
	case !ok || e.Op != token.ADD:
		return "", false
	case tail == ".exe":
		return a.program(e.X, depth+1)
	case strings.Contains(tail, "/"):
		return path.Base(tail), false
	}
	return "", false
}

// programFrom is program for what a call returns.
func (a *adviser) programFrom(call *ast.CallExpr, depth int) (string, bool) {
	fn := a.callee(call)
	if fn == nil {
		return "", false
	}
	name := fn.FullName()
	switch name {
	case "os.Executable":
		return "", true
	case "os/exec.LookPath", "path/filepath.Abs", "path/filepath.Clean", "path/filepath.EvalSymlinks", "path/filepath.FromSlash":
		return a.program(call.Args[0], depth+1)
	case "path.Join", "path/filepath.Join":
		if len(call.Args) == 0 {
			return "", false
		}
		return a.program(call.Args[len(call.Args)-1], depth+1)
	}
	if strings.HasPrefix(name, "github.com/onsi/gomega/gexec.Build") {
		return "", true
	}
	return "", a.isBuilder(fn)
}

// isBuilder reports whether fn, of this package, runs "go build" and returns a name.
func (a *adviser) isBuilder(fn *types.Func) bool {
	decl := a.function(fn.Pos())
	if fn.Pkg() != a.Pass.Pkg || decl == nil || decl.Body == nil {
		return false
	}
	builds := false
	ast.Inspect(decl.Body, func(n ast.Node) bool {
		call, ok := n.(*ast.CallExpr)
		builds = builds || ok && a.buildArgs(call) != nil
		return !builds
	})
	result := syntax.FirstResult(fn.Signature().Results())
	return builds && result != nil && result.String() == "string"
}

// builds reports whether the package runs "go build" with v as the output.
func (a *adviser) builds(v *types.Var) bool {
	found := false
	for _, file := range a.Pass.Files {
		ast.Inspect(file, func(n ast.Node) bool {
			if call, ok := n.(*ast.CallExpr); ok {
				args := a.buildArgs(call)
				for i, arg := range args {
					found = found || i > 0 && a.variable(arg) == v && a.isOutput(args[i-1])
				}
			}
			return !found
		})
	}
	return found
}

func (a *adviser) isOutput(flag ast.Expr) bool {
	text, _ := a.constant(flag)
	return text == "-o"
}

// buildArgs returns the arguments of a call that makes the command "go build", or nil.
func (a *adviser) buildArgs(call *ast.CallExpr) []ast.Expr {
	args := a.commandLine(call)
	if len(args) < 2 {
		return nil
	}
	program, _ := a.constant(args[0])
	command, _ := a.constant(args[1])
	if sockapi.ProgramName(program) != "go" || command != "build" {
		return nil
	}
	return args
}

// words returns the constant text in e, and in all that the lists of strings in it
// are set to. Those in seen were looked at.
func (a *adviser) words(e ast.Expr, seen map[*types.Var]bool) []string {
	var all []string
	ast.Inspect(e, func(n ast.Node) bool {
		part, ok := n.(ast.Expr)
		if !ok {
			return true
		}
		if text, isConstant := a.constant(part); isConstant {
			all = append(all, text)
			return false
		}
		if v := a.variable(part); v != nil && !seen[v] && isTexts(v.Type()) {
			seen[v] = true
			for _, value := range a.settings(v) {
				all = append(all, a.words(value, seen)...)
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

func isText(t types.Type) bool { return syntax.IsBasic(t, types.IsString) }
