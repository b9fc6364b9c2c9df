package portrace

import (
	"cmp"
	"fmt"
	"slices"

	"golang.org/x/tools/go/analysis"

	"github.com/sockvet/sockvet/internal/bodies"
	"github.com/sockvet/sockvet/internal/directive"
	"github.com/sockvet/sockvet/internal/plain"
	"github.com/sockvet/sockvet/internal/sockflow"
	"github.com/sockvet/sockvet/internal/sockflow/handoff"
	"github.com/sockvet/sockvet/internal/sockflow/ports"
	"github.com/sockvet/sockvet/internal/syntax"
	"github.com/sockvet/sockvet/passes/portrace/internal/finding"
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

// UnmarshalText is Set, for settings that are read from a file.
func (f *Fix) UnmarshalText(text []byte) error { return f.Set(string(text)) }

// New returns the check with the options of config.
func New(config Config) *analysis.Analyzer {
	c := &config
	c.Fix = cmp.Or(c.Fix, FixLocal)
	a := &analysis.Analyzer{
		Name:     "portrace",
		Doc:      doc,
		URL:      URL,
		Requires: []*analysis.Analyzer{bodies.Analyzer, sockflow.Analyzer},
		Run:      func(pass *analysis.Pass) (any, error) { return nil, c.run(plain.Pass(pass)) },
	}
	a.Flags.BoolVar(&c.Generated, "generated", c.Generated, "report findings in generated files as well")
	a.Flags.BoolVar(&c.Mitigated, "mitigated", c.Mitigated, "report hand-offs too that are tried again with a fresh port, kept in a registry, or held until a process starts")
	a.Flags.BoolVar(&c.Explain, "explain", c.Explain, "say of every socket bound to port 0 why it is a fault or none")
	a.Flags.Var(&c.Fix, "fix", "suggest fixes of a `scope`: local changes statements only, helpers also functions that return a port, and their callers")
	return a
}

func (c *Config) run(pass *analysis.Pass) error {
	flows := pass.ResultOf[sockflow.Analyzer].(*sockflow.Result)
	if c.Explain {
		c.explain(pass, flows)
	}
	filter := directive.NewFilter(pass)
	for _, f := range c.mend(pass, flows, filter.Silences) {
		filter.Report(diagnostic(f))
	}
	for _, e := range slices.Concat(flows.Endpoints, flows.Others) {
		if !isSettled(pass, e) {
			pos := finding.Position(e)
			begin, _ := extent(syntax.FileAt(pass.Files, pos), pos)
			filter.Silences(begin)
		}
	}
	filter.ReportUnused(*c == Config{Explain: c.Explain, Fix: c.Fix})
	return nil
}

// findings returns the findings about what flows has, without fixes.
func (c *Config) findings(pass *analysis.Pass, flows *sockflow.Result) []*finding.Finding {
	var found []*finding.Finding
	for _, e := range flows.Endpoints {
		uses, category := verdict(pass, e)
		if category == "" || category == CategoryMitigated && !c.Mitigated || isOthers(pass, e, category) {
			continue
		}
		switch {
		case category == CategoryMitigated:
		case e.Dropped:
			category = CategoryDropped
		case e.Probe:
			category = CategoryProbe
		}
		f := finding.New(pass, e, uses, category)
		preferOwnNetwork(f)
		if f.File != nil && (c.Generated || !syntax.IsGenerated(f.File)) {
			found = append(found, f)
		}
	}
	return found
}

// isSettled reports whether there is no finding about e whatever the options of the
// check, and whatever the code does that cannot be seen.
func isSettled(pass *analysis.Pass, e *ports.Endpoint) bool {
	_, category := verdict(pass, e)
	unseen := func(u ports.Use) bool { return u.Role == handoff.Unknown || u.Role == handoff.Exported }
	return isOthers(pass, e, category) || category == "" && e.Proven && !slices.ContainsFunc(e.Uses, unseen)
}
