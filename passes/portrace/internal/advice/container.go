package advice

import (
	"go/ast"
	"slices"
	"strings"
)

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
func (a *adviser) containerAdvice(call *ast.CallExpr, how string) string {
	fn := a.function(call.Pos())
	if fn == nil {
		return ""
	}
	maps, shares := false, false
	ast.Inspect(fn, func(n ast.Node) bool {
		maps = maps || a.mapsPort(n)
		literal, ok := n.(*ast.BasicLit)
		shares = shares || ok && literal.Value == `"host"`
		return true
	})
	if !maps || shares {
		return ""
	}
	return how
}

// mapsPort reports whether n maps a port that is in a variable to one of a container.
func (a *adviser) mapsPort(n ast.Node) bool {
	switch n := n.(type) {
	case *ast.KeyValueExpr:
		return isMapping(n.Key) && a.hasVariable(n.Value)
	case *ast.AssignStmt:
		return isMapping(n.Lhs[0]) && a.hasVariable(n.Rhs[0])
	case *ast.CallExpr:
		return isMapping(n.Fun) && slices.ContainsFunc(n.Args, a.hasVariable)
	}
	return false
}

// isMapping reports whether e names a field or function by which ports of the host
// are mapped to those of a container, or an element of such a field.
func isMapping(e ast.Expr) bool {
	switch e := e.(type) {
	case *ast.IndexExpr:
		return isMapping(e.X)
	case *ast.SelectorExpr:
		return isMapping(e.Sel)
	case *ast.Ident:
		return slices.Contains([]string{"ExposedPorts", "WithExposedPorts", "HostPort", "PortBindings"}, e.Name)
	}
	return false
}

// hasVariable reports whether there is a variable in e.
func (a *adviser) hasVariable(e ast.Expr) bool {
	found := false
	ast.Inspect(e, func(n ast.Node) bool {
		if name, ok := n.(*ast.Ident); ok {
			v := a.variable(name)
			found = found || v != nil && !v.IsField()
		}
		return !found
	})
	return found
}
