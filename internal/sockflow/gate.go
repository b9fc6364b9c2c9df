package sockflow

import (
	"golang.org/x/tools/go/analysis"

	"github.com/sockvet/sockvet/internal/gate"
	"github.com/sockvet/sockvet/internal/sockflow/summary"
)

var noGate bool

// UseGate tells whether packages are left out that cannot matter, as they are
// by default. Without the gate all takes longer, and the findings are the same:
// drivers offer the choice to prove it. It is for the start of a program.
func UseGate(use bool) { noGate = !use }

// extentOf returns how much of a package can matter. Drivers of ours ask the gate before they
// parse a package; others ask nobody.
func extentOf(pass *analysis.Pass) gate.Extent {
	if noGate {
		return gate.Everything
	}
	p := gate.Package{ReadFile: pass.ReadFile}
	for _, imp := range pass.Pkg.Imports() {
		p.Imports = append(p.Imports, imp.Path())
	}
	for _, file := range pass.Files {
		p.Files = append(p.Files, pass.Fset.Position(file.FileStart).Filename)
	}
	for _, f := range pass.AllObjectFacts() {
		if sum, ok := f.Fact.(*summary.Fact); ok && sum.Triggers() {
			p.FactNames = append(p.FactNames, sum.Name)
		}
	}
	return p.Extent()
}
