package sockdir

import (
	"go/ast"
	"go/token"

	"golang.org/x/tools/go/analysis"

	"github.com/sockvet/sockvet/internal/bodies"
	"github.com/sockvet/sockvet/internal/directive"
	"github.com/sockvet/sockvet/internal/fix"
	"github.com/sockvet/sockvet/internal/plain"
	"github.com/sockvet/sockvet/internal/sockflow"
	"github.com/sockvet/sockvet/internal/sockflow/dirs"
	"github.com/sockvet/sockvet/internal/syntax"
)

// Analyzer is the check with its defaults.
var Analyzer = New(Config{})

// URL is the page that explains the check.
const URL = "https://github.com/sockvet/sockvet/blob/main/docs/sockdir.md"

// A Config holds the options of the check. Each is a flag of the analyzer too.
type Config struct {
	Generated bool // report findings in generated files as well
	Strict    bool // report directories too that stay only after a failure, or that others might remove
	Explain   bool // say of every temporary directory why it is a fault or none
}

// New returns the check with the options of config.
func New(config Config) *analysis.Analyzer {
	c := &config
	a := &analysis.Analyzer{
		Name:     "sockdir",
		Doc:      doc,
		URL:      URL,
		Requires: []*analysis.Analyzer{bodies.Analyzer, sockflow.Analyzer},
		Run:      func(pass *analysis.Pass) (any, error) { return nil, c.run(plain.Pass(pass)) },
	}
	a.Flags.BoolVar(&c.Generated, "generated", c.Generated, "report findings in generated files as well")
	a.Flags.BoolVar(&c.Strict, "strict", c.Strict, "report directories too that stay only after a failure, or whose path or socket others have")
	a.Flags.BoolVar(&c.Explain, "explain", c.Explain, "say of every temporary directory why it is a fault or none")
	return a
}

func (c *Config) run(pass *analysis.Pass) error {
	flows := pass.ResultOf[sockflow.Analyzer].(*sockflow.Result)
	filter := directive.NewFilter(pass)
	all := findings(pass, flows.Dirs)
	var found []*finding
	for _, f := range all {
		if f.file == nil || !c.Generated && syntax.IsGenerated(f.file) {
			continue
		}
		if c.Explain {
			pass.Report(explanation(f))
		}
		silenced := !f.isSettled() && filter.Silences(f.position())
		if f.Category != "" && (c.Strict || !f.strict) && !silenced {
			found = append(found, f)
		}
	}
	filter.ReportUnused(*c == Config{Explain: c.Explain})
	c.mend(pass, flows, all, found)
	for _, f := range found {
		pass.Report(diagnostic(f))
	}
	return nil
}

// A finding is a directory, with what the check makes of it.
type finding struct {
	*verdict
	pass *analysis.Pass
	file *ast.File // in which it is reported; nil if in none of the package's
	fix  *fix.Fix  // nil if there is none
}

// isSettled reports whether there is no finding about the directory whatever the
// options of the check, and whatever the code does that cannot be seen.
func (f *finding) isSettled() bool {
	return f.Category == "" && !f.dir.Lost && !f.dir.Unsure && !f.dir.Asked
}

// position returns where the finding is reported.
func (f *finding) position() token.Pos {
	if call := syntax.CallAt(f.file, f.dir.Make); call != nil {
		return call.Pos()
	}
	return f.dir.Make
}

// findings returns what the check makes of the directories, one finding for each
// fault. The functions that make them have types then.
func findings(pass *analysis.Pass, dirs []*dirs.Dir) []*finding {
	var all []*finding
	j := newJudge(pass)
	typed := bodies.Of(pass)
	for _, d := range dirs {
		if d.Maker != nil {
			continue // comes with that
		}
		for _, v := range j.verdicts(d) {
			typed.Around(v.dir.Make)
			all = append(all, &finding{verdict: v, pass: pass, file: syntax.FileAt(pass.Files, v.dir.Make)})
		}
	}
	return all
}
