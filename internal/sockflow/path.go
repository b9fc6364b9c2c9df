package sockflow

import (
	"golang.org/x/tools/go/ssa"

	"github.com/sockvet/sockvet/internal/sockflow/program"
	"github.com/sockvet/sockvet/internal/sockflow/ssacode"
	"github.com/sockvet/sockvet/internal/sockflow/summary"
)

// tempParent tells whether the directory v is one that nobody removes, and so what
// is made in it stays: that for temporary files, or one with a constant name.
func (a *dirset) tempParent(v ssa.Value, depth int) program.Decision {
	if depth > 2*summary.MaxSteps {
		return program.Unknown
	}
	switch v := v.(type) {
	case *ssa.Const:
		return program.Yes
	case *ssa.Call:
		if ssacode.IsCall(v, "os.TempDir") {
			return program.Yes
		}
		return program.Unknown
	}
	return a.ZeroFlow(v, depth, a.tempParent)
}
