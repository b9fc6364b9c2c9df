package plain

import (
	"slices"

	"golang.org/x/tools/go/analysis"
)

// Pass returns pass with diagnostics that are plain text, whatever the code is that
// they quote: the drivers of others print them as they are.
func Pass(pass *analysis.Pass) *analysis.Pass {
	clean := *pass
	clean.Report = func(d analysis.Diagnostic) { pass.Report(diagnostic(d)) }
	return &clean
}

// diagnostic returns d with its texts as [Text] returns them. What fixes write into
// files is not text to be shown, and stays.
func diagnostic(d analysis.Diagnostic) analysis.Diagnostic {
	d.Message = Text(d.Message)
	d.Related = slices.Clone(d.Related)
	for i := range d.Related {
		d.Related[i].Message = Text(d.Related[i].Message)
	}
	d.SuggestedFixes = slices.Clone(d.SuggestedFixes)
	for i := range d.SuggestedFixes {
		d.SuggestedFixes[i].Message = Text(d.SuggestedFixes[i].Message)
	}
	return d
}
