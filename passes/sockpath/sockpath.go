package sockpath

import (
	"cmp"
	"slices"

	"golang.org/x/tools/go/analysis"

	"github.com/sockvet/sockvet/internal/bodies"
	"github.com/sockvet/sockvet/internal/directive"
	"github.com/sockvet/sockvet/internal/plain"
	"github.com/sockvet/sockvet/internal/sockflow"
	"github.com/sockvet/sockvet/internal/syntax"
)

// Analyzer is the check with its defaults.
var Analyzer = New(Config{})

// URL is the page that explains the check.
const URL = "https://github.com/sockvet/sockvet/blob/main/docs/sockpath.md"

// A Config holds the options of the check. Each is a flag of the analyzer too.
type Config struct {
	Generated bool // report findings in generated files as well
	Strict    bool // report paths too that are a fault only at times, or on some machines
	Explain   bool // say of every bind what its path can be, and why that is a fault or none
}

// New returns the check with the options of config.
func New(config Config) *analysis.Analyzer {
	c := &config
	a := &analysis.Analyzer{
		Name:     "sockpath",
		Doc:      doc,
		URL:      URL,
		Requires: []*analysis.Analyzer{bodies.Analyzer, sockflow.Analyzer},
		Run:      func(pass *analysis.Pass) (any, error) { return nil, c.run(plain.Pass(pass)) },
	}
	a.Flags.BoolVar(&c.Generated, "generated", c.Generated, "report findings in generated files as well")
	a.Flags.BoolVar(&c.Strict, "strict", c.Strict, "report paths too that fail only at times, or on some machines")
	a.Flags.BoolVar(&c.Explain, "explain", c.Explain, "say of every bind of a Unix socket what its path can be, and why that is a fault or none")
	return a
}

func (c *Config) run(pass *analysis.Pass) error {
	flows := pass.ResultOf[sockflow.Analyzer].(*sockflow.Result)
	filter := directive.NewFilter(pass)
	all := findings(pass, flows.Binds)
	var found []*finding
	for _, f := range all {
		if f.File == nil || !c.Generated && syntax.IsGenerated(f.File) {
			continue
		}
		if c.Explain {
			pass.Report(explanation(f))
		}
		silenced := f.Category != "" && filter.Silences(f.Pos)
		if f.Category != "" && (c.Strict || !f.Strict) && !silenced {
			found = append(found, f)
		}
	}
	filter.ReportUnused(*c == Config{Explain: c.Explain})
	c.mend(pass, flows, all, found)
	for _, f := range sorted(found) {
		pass.Report(f.Diagnostic("path", URL))
	}
	return nil
}

// sorted returns findings in the order of their positions.
func sorted(found []*finding) []*finding {
	return slices.SortedStableFunc(slices.Values(found), func(a, b *finding) int { return cmp.Compare(a.Pos, b.Pos) })
}
