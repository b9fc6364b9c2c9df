package sockflow

import (
	"reflect"

	"golang.org/x/tools/go/analysis"

	"github.com/sockvet/sockvet/internal/sockflow/summary"
)

// Analyzer computes the summaries of a package's functions, exports them as
// facts, and hands what it found to the passes that judge it.
var Analyzer = &analysis.Analyzer{
	Name:       "sockvetflow",
	Doc:        "follow sockets, addresses and ports through a package",
	URL:        "https://pkg.go.dev/github.com/sockvet/sockvet/internal/sockflow",
	Run:        run,
	ResultType: reflect.TypeFor[*Result](),
	FactTypes:  []analysis.Fact{(*summary.Fact)(nil)},
}
