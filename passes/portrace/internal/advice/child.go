package advice

import (
	"fmt"
	"go/ast"
	"slices"
	"strings"

	"golang.org/x/tools/go/types/typeutil"

	"github.com/sockvet/sockvet/internal/pattern"
	"github.com/sockvet/sockvet/internal/sockapi"
	"github.com/sockvet/sockvet/internal/sockflow/ports"
)

// childAdvice is the advice where call gives the port to another process.
func (a *adviser) childAdvice(use ports.Use, call *ast.CallExpr) string {
	if callee := typeutil.Callee(a.Pass.TypesInfo, call); callee != nil && callee.Pkg() != nil {
		if how := engineOf(callee.Pkg().Path()); how != "" {
			return a.containerAdvice(call, how)
		}
	}
	a.given = a.passed(use, call)
	cmd := a.command(call)
	name := sockapi.ProgramName(cmd.program)
	switch child := sockapi.LookupChild(cmd.program, cmd.words); {
	case cmd.isGo:
		return a.goAdvice(call, cmd)
	case child != nil:
		return insteadOf(child, name, linuxOnly(a.Pass, a.fileAt(call.Pos())))
	case slices.Contains(tools, name) || cmd.program == "" && !strings.HasPrefix(use.Sink, "exec.") && !strings.HasPrefix(use.Sink, "Cmd."):
		return ""
	case !plainName().MatchString(name) || slices.Contains(wrappers, name):
		name = "the program"
	}
	return fmt.Sprintf("see whether %s can bind port 0 and tell which, or listen on a Unix socket", name)
}

// plainName is what a program is called whose name can stand in a sentence.
var plainName = pattern.New(`^[A-Za-z][A-Za-z0-9_.+-]*$`)

// tools are programs that bind a port only for some of their commands, and in
// ways of their own.
var tools = []string{"docker", "docker-compose", "git", "helm", "kubectl", "nerdctl", "oc", "podman", "ssh"}

// wrappers are programs that run others, or scripts, and those get the port.
var wrappers = []string{
	"ash", "bash", "bun", "bundle", "cargo", "cmd", "dash", "deno", "dotnet", "env", "go", "java", "make", "nice", "nohup", "npm", "npx", "perl",
	"php", "pnpm", "powershell", "pwsh", "python", "python3", "ruby", "setsid", "sh", "stdbuf", "sudo", "timeout", "uv", "xvfb-run", "yarn", "zsh",
}

// goAdvice is the advice for a child that is written in Go, as the package shows.
func (a *adviser) goAdvice(call *ast.CallExpr, cmd command) string {
	files := "ExtraFiles"
	if cmd.variable != "" {
		files = cmd.variable + ".ExtraFiles"
	}
	advice := "pass it the open socket in " + files
	if cmd.program == "go" {
		advice = "build the program first, and pass it the open socket in " + files
	}
	if linuxOnly(a.Pass, a.fileAt(call.Pos())) {
		advice += ", or an abstract Unix socket"
	}
	return advice + ": docs/portrace.md#a-child-of-your-own"
}

// insteadOf says what a child of that name can do instead of taking a port.
func insteadOf(child *sockapi.Child, name string, linux bool) string {
	if child.Name != "" {
		name = child.Name
	}
	switch {
	case linux && child.Abstract != "":
		return fmt.Sprintf("%s can listen on an abstract Unix socket instead: %s", name, child.Abstract)
	case child.Unix != "":
		return fmt.Sprintf("%s can listen on a Unix socket instead: %s", name, child.Unix)
	case child.Zero != "":
		return fmt.Sprintf("%s can choose the port itself and tell it %s: %s", name, child.Tells, child.Zero)
	}
	return fmt.Sprintf("%s can inherit the open socket, in ExtraFiles: %s", name, child.Fd)
}
