package advice

import (
	"go/ast"
	"go/types"

	"github.com/sockvet/sockvet/internal/syntax"
)

// A command is a program that the code starts, as far as it is in sight.
type command struct {
	variable string   // that holds the exec.Cmd, as the code spells it, or ""
	program  string   // its name or path, or ""
	isGo     bool     // it is this program, or one that the package builds
	words    []string // constants among its arguments, or at their beginnings
}

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
	if target := syntax.AssignedAt(a.fileAt(call.Pos()), call.Lparen); target != nil && a.cmdVariable(target) != nil {
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
