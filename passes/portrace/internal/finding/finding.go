// Package finding describes a fault of the check portrace, for those who word it,
// fix it, and advise on it.
package finding

import (
	"go/ast"
	"go/token"
	"go/types"
	"slices"
	"strings"

	"golang.org/x/tools/go/analysis"

	"github.com/sockvet/sockvet/internal/bodies"
	"github.com/sockvet/sockvet/internal/fix"
	"github.com/sockvet/sockvet/internal/sockflow/handoff"
	"github.com/sockvet/sockvet/internal/sockflow/ports"
	"github.com/sockvet/sockvet/internal/syntax"
)

// A Finding is a port that is given away after its socket was closed.
type Finding struct {
	Pass     *analysis.Pass
	Endpoint *ports.Endpoint
	Uses     []ports.Use // which make it a fault, the most telling first; not empty
	Category string
	File     *ast.File // in which it is reported; nil if in none of the package's
	Fix      *fix.Fix  // nil if there is none
}

// New returns the finding about e, in the category that uses give it. The functions that
// it is about have types then.
func New(pass *analysis.Pass, e *ports.Endpoint, uses []ports.Use, category string) *Finding {
	typed := bodies.Of(pass)
	typed.Around(e.Bind, e.Read, e.Release)
	for _, u := range e.Uses {
		typed.Around(u.Pos, u.At)
	}
	return &Finding{Pass: pass, Endpoint: e, Uses: uses, Category: category, File: syntax.FileAt(pass.Files, Position(e))}
}

// Position returns where a finding about e is reported: where the socket is
// closed, or where the function of another package is called that closes it.
func Position(e *ports.Endpoint) token.Pos {
	if e.Helper == "" && e.Release.IsValid() {
		return e.Release
	}
	return e.Bind
}

// Socket returns the variable that holds the socket, as the code spells it, or "".
func (f *Finding) Socket() string {
	name, number := f.assigned()
	if number {
		return ""
	}
	return name
}

// Port names the port for messages: by the variable that holds it, where the code has no
// more than that and a function that closes the socket, or else by the socket.
func (f *Finding) Port() string {
	switch name, number := f.assigned(); {
	case number:
		return name
	case name != "":
		return "port of " + name
	}
	return "port of a socket"
}

// assigned returns the variable that what binds the socket is assigned to first, as the
// code spells it, or "", and whether that is the port or address, and not the socket.
func (f *Finding) assigned() (name string, number bool) {
	target := syntax.AssignedAt(syntax.FileAt(f.Pass.Files, f.Endpoint.Bind), f.Endpoint.Bind)
	if target == nil {
		return "", false
	}
	name = syntax.ShortName(target)
	t := f.Pass.TypesInfo.TypeOf(target)
	return name, name != "" && t != nil && syntax.IsBasic(t, types.IsInteger|types.IsString)
}

// IsMitigated reports whether the code copes with the loss of the port in the use
// u, or makes it as unlikely as it can.
func IsMitigated(u ports.Use) bool {
	return (u.Retried || u.Registered || u.Brief) && u.Role != handoff.Dial
}

// SameModule reports whether the package at path is in the module under analysis.
// Nogo does not tell the module: there the repository stands for it.
func SameModule(pass *analysis.Pass, path string) bool {
	root := repository(pass.Pkg.Path())
	if pass.Module != nil {
		root = pass.Module.Path
	}
	return root != "" && (path == root || strings.HasPrefix(path, root+"/"))
}

// owned are hosts where a repository belongs to somebody, whose name comes first.
var owned = []string{"github.com", "gitlab.com", "bitbucket.org", "golang.org"}

// repository returns how the paths of all packages begin that are in one repository
// with the package at path, as far as that tells.
func repository(path string) string {
	elements := strings.Split(strings.TrimSuffix(path, "_test"), "/")
	n := 2
	switch host := elements[0]; {
	case slices.Contains(owned, host):
		n = 3
	case !strings.Contains(host, "."):
		n = 1
	}
	return strings.Join(elements[:min(n, len(elements))], "/")
}
