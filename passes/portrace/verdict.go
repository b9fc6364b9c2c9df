package portrace

import (
	"cmp"
	"go/token"
	"slices"
	"strings"

	"golang.org/x/tools/go/analysis"

	"github.com/sockvet/sockvet/internal/sockflow/handoff"
	"github.com/sockvet/sockvet/internal/sockflow/ports"
	"github.com/sockvet/sockvet/passes/portrace/internal/finding"
)

// The categories of findings: who gets the port of a closed socket.
const (
	CategoryBind        = "bind"        // somebody in this process who binds it
	CategoryProcess     = "process"     // another process
	CategoryEnvironment = "environment" // whoever reads this process's environment
	CategoryFile        = "file"        // whoever reads a file
	CategoryHelper      = "helper"      // the callers of a function that other packages can call
	CategoryProbe       = "probe"       // anybody who binds it; the port was found by binding one after the other
	CategoryDropped     = "dropped"     // anybody; nobody closes the socket, so that the garbage collector does
	CategoryUnseen      = "unseen"      // code that cannot be seen
	CategoryMitigated   = "mitigated"   // anybody, in code that copes with the loss of the port
)

var categories = map[handoff.Role]string{
	handoff.Bind:    CategoryBind,
	handoff.Process: CategoryProcess,
	handoff.Env:     CategoryEnvironment,
	handoff.File:    CategoryFile,
}

// verdict decides whether what becomes of the port of e after its release is a
// fault. It returns the uses that make it one, the most telling first, and the
// category of the finding, which is "" if there is no fault. A bind tells more
// than a process that may bind, and that more than text which somebody may read. What
// the program does with its own port tells more than what a test of it does.
//
// A use that binds the port, or hands it to another process, is a certain one.
// A port that only leaves through the result of a function that other packages
// can call is a likely one, unless all that this package does with it is to
// dial it: then it is the address of nobody, for tests of failure. So it is with code
// that cannot be seen, if what is in sight says that it listens. Uses whose
// failure leads back to a fresh port, or that keep to a registry of ports, or of
// which the socket is held until right before a process starts, are mitigated:
// less likely to fail, or to do harm when they do.
func verdict(pass *analysis.Pass, e *ports.Endpoint) ([]ports.Use, string) {
	var certain, exported, unseen, mitigated []ports.Use
	dialled := false
	for _, u := range e.Uses {
		switch {
		case e.Dropped && u.Role != handoff.Process && isTest(pass, u.Pos):
			// It may want the port to be taken, or nobody to answer.
		case finding.IsMitigated(u):
			mitigated = append(mitigated, u)
		case categories[u.Role] != "":
			certain = append(certain, u)
		case u.Role == handoff.Exported:
			exported = append(exported, u)
		case u.Role == handoff.Unknown && u.Listens:
			unseen = append(unseen, u)
		case u.Role == handoff.Dial:
			dialled = true
		}
	}
	switch {
	case len(certain) > 0:
		tested := func(u ports.Use) int {
			if isTest(pass, u.Pos) && !isTest(pass, e.Bind) {
				return 1
			}
			return 0
		}
		slices.SortStableFunc(certain, func(a, b ports.Use) int {
			return cmp.Or(cmp.Compare(tested(a), tested(b)), cmp.Compare(a.Role, b.Role))
		})
		return certain, categories[certain[0].Role]
	case len(mitigated) > 0:
		return mitigated, CategoryMitigated
	case len(exported) > 0 && !dialled:
		return exported, CategoryHelper
	case len(unseen) > 0 && !dialled && e.Helper != "":
		return unseen, CategoryUnseen
	}
	return nil, ""
}

// preferOwnNetwork puts binds for the protocol that the port is of before those for another
// one, which may get the ports of other sockets, among the uses that tell as much.
func preferOwnNetwork(f *finding.Finding) {
	first := f.Uses[0]
	rest := slices.IndexFunc(f.Uses, func(u ports.Use) bool {
		return u.Role != first.Role || isTest(f.Pass, u.Pos) != isTest(f.Pass, first.Pos)
	})
	if rest < 0 {
		rest = len(f.Uses)
	}
	other := func(u ports.Use) int {
		if f.OtherNetwork(u) {
			return 1
		}
		return 0
	}
	slices.SortStableFunc(f.Uses[:rest], func(a, b ports.Use) int { return cmp.Compare(other(a), other(b)) })
}

// isTest reports whether pos is in a test file.
func isTest(pass *analysis.Pass, pos token.Pos) bool {
	return pos.IsValid() && strings.HasSuffix(pass.Fset.Position(pos).Filename, "_test.go")
}

// isOthers reports whether a finding about e is no fault of its own: it is no more
// than likely, and the helper that frees the port is in the module under analysis.
// There a helper is reported itself, and where its port is used in the end; not so
// functions in between that pass it on, and uses that cannot be seen.
func isOthers(pass *analysis.Pass, e *ports.Endpoint, category string) bool {
	return (category == CategoryHelper || category == CategoryUnseen) && finding.SameModule(pass, e.Package)
}
