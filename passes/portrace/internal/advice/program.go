package advice

import (
	"go/ast"
	"go/token"
	"go/types"
	"path"
	"strings"

	"github.com/sockvet/sockvet/internal/bodies"
	"github.com/sockvet/sockvet/internal/sockapi"
	"github.com/sockvet/sockvet/internal/syntax"
)

// maxDepth bounds how many variables and calls a value is looked for behind.
const maxDepth = 5

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
	bodies.Of(a.Pass).Naming(v.Name())
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
