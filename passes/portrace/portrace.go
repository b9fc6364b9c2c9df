package portrace

import (
	"cmp"
	"fmt"
	"go/ast"
	"go/token"
	"slices"
	"strings"

	"golang.org/x/tools/go/analysis"

	"github.com/sockvet/sockvet/internal/directive"
	"github.com/sockvet/sockvet/internal/portflow"
)

// Analyzer is the check with its defaults.
var Analyzer = New(Config{})

// URL is the page that explains the check.
const URL = "https://github.com/sockvet/sockvet/blob/main/docs/portrace.md"

// A Config holds the options of the check. Each is a flag of the analyzer too.
type Config struct {
	Generated bool // report findings in generated files as well
	Mitigated bool // report hand-offs too whose code copes with the loss of the port
	Explain   bool // say of every socket why it is a fault or none
	Fix       Fix  // which fixes to suggest; "" stands for FixLocal
}

// A Fix says how much a suggested fix may change. It is a [flag.Value].
type Fix string

// The values of Fix.
const (
	FixLocal   Fix = "local"   // statements from the socket to where its port is bound
	FixHelpers Fix = "helpers" // also helpers that return a port, their callers, and how servers are set up
)

// Set sets f to one of the values. The error says that text is none.
func (f *Fix) Set(text string) error {
	switch fix := Fix(text); fix {
	case FixLocal, FixHelpers:
		*f = fix
		return nil
	}
	return fmt.Errorf("want %s or %s", FixLocal, FixHelpers)
}

func (f *Fix) String() string { return string(*f) }

// New returns the check with the options of config.
func New(config Config) *analysis.Analyzer {
	c := &config
	c.Fix = cmp.Or(c.Fix, FixLocal)
	a := &analysis.Analyzer{
		Name:     "portrace",
		Doc:      doc,
		URL:      URL,
		Requires: []*analysis.Analyzer{portflow.Analyzer},
		Run:      func(pass *analysis.Pass) (any, error) { return nil, c.run(pass) },
	}
	a.Flags.BoolVar(&c.Generated, "generated", c.Generated, "report findings in generated files as well")
	a.Flags.BoolVar(&c.Mitigated, "mitigated", c.Mitigated, "report hand-offs too that are tried again with a fresh port, kept in a registry, or held until a process starts")
	a.Flags.BoolVar(&c.Explain, "explain", c.Explain, "say of every socket bound to port 0 why it is a fault or none")
	a.Flags.Var(&c.Fix, "fix", "suggest fixes that change `local` statements only, or helpers and their callers as well: helpers")
	return a
}

func (c *Config) run(pass *analysis.Pass) error {
	flows := pass.ResultOf[portflow.Analyzer].(*portflow.Result)
	if c.Explain {
		c.explain(pass, flows)
	}
	filter := directive.NewFilter(pass)
	var reports []*report
	for _, e := range flows.Endpoints {
		uses, category := verdict(e)
		if category == "" || category == CategoryMitigated && !c.Mitigated || isLikely(category) && sameModule(pass, e.Package) {
			continue
		}
		if e.Probe && category != CategoryMitigated {
			category = CategoryProbe
		}
		r := newReport(pass, e, uses, category)
		if r.file != nil && (c.Generated || !ast.IsGenerated(r.file)) {
			reports = append(reports, r)
		}
	}
	for _, r := range c.mend(pass, reports, filter.Silences) {
		filter.Report(r.diagnostic())
	}
	return nil
}

// isLikely reports whether a finding of that category is no more than likely: it
// is not seen that somebody binds the port.
func isLikely(category string) bool {
	return category == CategoryHelper || category == CategoryUnseen
}

// sameModule reports whether the package at path is in the module under
// analysis. There a helper is reported itself, and where its port is used in the
// end; functions in between that pass it on, and uses that cannot be seen, are no
// faults of their own.
func sameModule(pass *analysis.Pass, path string) bool {
	return pass.Module != nil && path != "" && (path == pass.Module.Path || strings.HasPrefix(path, pass.Module.Path+"/"))
}

// The categories of findings: who gets the port of a closed socket.
const (
	CategoryBind        = "bind"        // somebody in this process who binds it
	CategoryProcess     = "process"     // another process
	CategoryEnvironment = "environment" // whoever reads this process's environment
	CategoryFile        = "file"        // whoever reads a file
	CategoryHelper      = "helper"      // the callers of a function that other packages can call
	CategoryProbe       = "probe"       // anybody who binds it; the port was found by binding one after the other
	CategoryUnseen      = "unseen"      // code that cannot be seen
	CategoryMitigated   = "mitigated"   // anybody, in code that copes with the loss of the port
)

var categories = map[portflow.Role]string{
	portflow.Bind:    CategoryBind,
	portflow.Process: CategoryProcess,
	portflow.Env:     CategoryEnvironment,
	portflow.File:    CategoryFile,
}

// verdict decides whether what becomes of the port of e after its release is a
// fault. It returns the uses that make it one, the most telling first, and the
// category of the finding, which is "" if there is no fault. A bind tells more
// than a process that may bind, and that more than text which somebody may read.
//
// A use that binds the port, or hands it to another process, is a certain one.
// A port that only leaves through the result of a function that other packages
// can call is a likely one, unless all that this package does with it is to
// dial it: then it is the address of nobody, for tests of failure. Uses whose
// failure leads back to a fresh port, or that keep to a registry of ports, or of
// which the socket is held until right before a process starts, are mitigated:
// less likely to fail, or to do harm when they do.
func verdict(e *portflow.Endpoint) ([]portflow.Use, string) {
	var certain, exported, unseen, mitigated []portflow.Use
	dialled := false
	for _, u := range e.Uses {
		switch {
		case isMitigated(u):
			mitigated = append(mitigated, u)
		case categories[u.Role] != "":
			certain = append(certain, u)
		case u.Role == portflow.Exported:
			exported = append(exported, u)
		case u.Role == portflow.Unknown:
			unseen = append(unseen, u)
		case u.Role == portflow.Dial:
			dialled = true
		}
	}
	switch {
	case len(certain) > 0:
		slices.SortStableFunc(certain, func(a, b portflow.Use) int { return cmp.Compare(a.Role, b.Role) })
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

// isMitigated reports whether the code copes with the loss of the port in the use
// u, or makes it as unlikely as it can.
func isMitigated(u portflow.Use) bool {
	return (u.Retried || u.Registered || u.Brief) && u.Role != portflow.Dial
}

// position returns where a finding about e is reported: where the socket is
// closed, or where the function of another package is called that closes it.
func position(e *portflow.Endpoint) token.Pos {
	if e.Helper == "" && e.Release.IsValid() {
		return e.Release
	}
	return e.Bind
}
