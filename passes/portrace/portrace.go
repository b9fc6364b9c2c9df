package portrace

import (
	"cmp"
	"fmt"
	"go/ast"
	"go/token"
	"slices"

	"golang.org/x/tools/go/analysis"

	"github.com/sockvet/sockvet/internal/directive"
	"github.com/sockvet/sockvet/internal/fix"
	"github.com/sockvet/sockvet/internal/portflow"
	"github.com/sockvet/sockvet/passes/portrace/internal/finding"
	"github.com/sockvet/sockvet/passes/portrace/internal/mend"
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
	var found []*finding.Finding
	for _, e := range flows.Endpoints {
		uses, category := verdict(e)
		if category == "" || category == CategoryMitigated && !c.Mitigated || isOthers(pass, e, category) {
			continue
		}
		if e.Probe && category != CategoryMitigated {
			category = CategoryProbe
		}
		f := finding.New(pass, e, uses, category)
		if f.File != nil && (c.Generated || !ast.IsGenerated(f.File)) {
			found = append(found, f)
		}
	}
	for _, f := range c.mend(pass, found, filter.Silences) {
		filter.Report(diagnostic(f))
	}
	return nil
}

// mend gives findings their fixes, where there are any. A port that a helper frees
// and that a call binds which can be fixed for itself is a finding at that call: it
// takes the place of that use in the finding about the helper.
func (c *Config) mend(pass *analysis.Pass, found []*finding.Finding, silenced func(token.Pos) bool) []*finding.Finding {
	if len(found) == 0 {
		return nil
	}
	m := mend.New(pass, c.Fix == FixHelpers)
	var all []*finding.Finding
	for _, f := range found {
		if f.Category == CategoryBind && !silenced(finding.Position(f.Endpoint)) {
			placed, rest := m.Place(f)
			all = append(all, placed...)
			if len(placed) > 0 {
				f = without(f, rest)
			}
		}
		if f != nil {
			f.Fix = m.Fix(f)
			all = append(all, f)
		}
	}
	var fixes []*fix.Fix
	for _, f := range all {
		fixes = append(fixes, f.Fix)
	}
	m.Settle(fixes)
	return all
}

// without returns the finding that is left of f if only these uses are; nil if they
// are no fault.
func without(f *finding.Finding, rest []portflow.Use) *finding.Finding {
	left := *f.Endpoint
	left.Uses = rest
	uses, category := verdict(&left)
	if category == "" || category == CategoryMitigated {
		return nil
	}
	return finding.New(f.Pass, &left, uses, category)
}

// isOthers reports whether a finding about e is no fault of its own: it is no more
// than likely, and the helper that frees the port is in the module under analysis.
// There a helper is reported itself, and where its port is used in the end; not so
// functions in between that pass it on, and uses that cannot be seen.
func isOthers(pass *analysis.Pass, e *portflow.Endpoint, category string) bool {
	return (category == CategoryHelper || category == CategoryUnseen) && finding.SameModule(pass, e.Package)
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
		case finding.IsMitigated(u):
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
