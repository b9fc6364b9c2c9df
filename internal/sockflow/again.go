package sockflow

import "golang.org/x/tools/go/analysis"

// Again does over what led to r, for the same package with other files, types and type
// information: those of edited, which is a pass of any analyzer. No facts come of it. The
// error is that of a fact that cannot be read.
func (r *Result) Again(edited *analysis.Pass) (*Result, error) {
	pass := *r.pass // imports the facts of this analyzer, where edited may have others
	pass.Files, pass.Pkg, pass.TypesInfo, pass.ResultOf = edited.Files, edited.Pkg, edited.TypesInfo, edited.ResultOf
	return analyzeSome(&pass)
}
