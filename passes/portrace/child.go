package portrace

import (
	"fmt"
	"go/ast"
	"regexp"
	"slices"
	"strings"

	"golang.org/x/tools/go/types/typeutil"

	"github.com/sockvet/sockvet/internal/sockapi"
)

// childAdvice is the advice where call gives the port to another process.
func (r *report) childAdvice(call *ast.CallExpr) string {
	if callee := typeutil.Callee(r.pass.TypesInfo, call); callee != nil && callee.Pkg() != nil {
		if how := engineOf(callee.Pkg().Path()); how != "" {
			return r.containerAdvice(call, how)
		}
	}
	cmd := r.command(call)
	if cmd.isGo {
		return r.goAdvice(call, cmd)
	}
	if child := sockapi.LookupChild(cmd.program, cmd.words); child != nil {
		return insteadOf(child, sockapi.ProgramName(cmd.program), linuxOnly(r.pass, fileAt(r.pass, call.Pos())))
	}
	if name := sockapi.ProgramName(cmd.program); plainName.MatchString(name) && !slices.Contains(wrappers, name) {
		return fmt.Sprintf("see whether %s can bind port 0 and tell which, or listen on a Unix socket", name)
	}
	return "let the program bind port 0 and tell which, or listen on a Unix socket"
}

// plainName is what a program is called whose name can stand in a sentence.
var plainName = regexp.MustCompile(`^[A-Za-z][A-Za-z0-9_.+-]*$`)

// wrappers are programs that start others, which are those that get the port.
var wrappers = []string{
	"ash", "bash", "bun", "bundle", "cargo", "cmd", "dash", "deno", "dotnet", "env", "go", "java", "make", "nice", "node", "nohup", "npm",
	"npx", "perl", "php", "pnpm", "powershell", "pwsh", "python", "python3", "ruby", "setsid", "sh", "stdbuf", "sudo", "timeout", "uv", "xvfb-run", "yarn", "zsh",
}

// goAdvice is the advice for a child that is written in Go, as the package shows.
func (r *report) goAdvice(call *ast.CallExpr, cmd command) string {
	files := "ExtraFiles"
	if cmd.variable != "" {
		files = cmd.variable + ".ExtraFiles"
	}
	advice := "pass it the open socket in " + files
	if cmd.program == "go" {
		advice = "build the program first, and pass it the open socket in " + files
	}
	if linuxOnly(r.pass, fileAt(r.pass, call.Pos())) {
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

// engineOf says how the container engine that the package at path talks to can be
// told to choose the port itself, and asked for it; "" if it is no such package.
// Sources: MappedPort and GetPort on the packages' pages; docker-run(1).
func engineOf(path string) string {
	for prefix, how := range map[string]string{
		"github.com/testcontainers/testcontainers-go": "leave the host port out, and ask the container for its MappedPort",
		"github.com/ory/dockertest":                   "leave the host port out, and ask the resource with GetPort",
		"github.com/docker/docker/client":             "leave HostPort empty, and ask ContainerInspect for the port",
		"github.com/moby/moby/client":                 "leave HostPort empty, and ask ContainerInspect for the port",
		"github.com/fsouza/go-dockerclient":           "leave HostPort empty, and ask InspectContainer for the port",
	} {
		if strings.HasPrefix(path, prefix) {
			return how
		}
	}
	return ""
}

// containerAdvice is the advice where a container gets the port: that of its
// engine, if the function around call maps ports of the host. What a container
// gets in its environment, or in the network of its host, cannot be mapped.
func (r *report) containerAdvice(call *ast.CallExpr, how string) string {
	fn := r.function(call.Pos())
	if fn == nil {
		return ""
	}
	maps, shares := false, false
	ast.Inspect(fn, func(n ast.Node) bool {
		switch n := n.(type) {
		case *ast.Ident:
			maps = maps || mappings[n.Name]
		case *ast.BasicLit:
			shares = shares || n.Value == `"host"`
		}
		return true
	})
	if !maps || shares {
		return ""
	}
	return how
}

// mappings are the names of the fields, types and functions that map ports of a
// host to those of a container.
var mappings = map[string]bool{
	"ExposedPorts": true, "WithExposedPorts": true, "HostPort": true, "PortBinding": true, "PortBindings": true, "PortMap": true,
}
