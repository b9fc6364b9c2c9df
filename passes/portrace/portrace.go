package portrace

import (
	"fmt"
	"go/token"

	"golang.org/x/tools/go/analysis"

	"github.com/sockvet/sockvet/internal/portflow"
)

var Analyzer = &analysis.Analyzer{
	Name:     "portrace",
	Doc:      "check for ports that are released and then handed to somebody who binds them again",
	URL:      "https://github.com/sockvet/sockvet/blob/main/docs/portrace.md",
	Run:      run,
	Requires: []*analysis.Analyzer{portflow.Analyzer},
}

func run(pass *analysis.Pass) (any, error) {
	res := pass.ResultOf[portflow.Analyzer].(*portflow.Result)
	for _, e := range res.Endpoints {
		pos := e.Release
		if pos == token.NoPos {
			pos = e.Bind
		}
		msg := "port"
		d := analysis.Diagnostic{Pos: pos}
		for _, u := range e.Uses {
			msg += fmt.Sprintf(" %d:%s:%s", u.Role, u.Name, u.Sink)
			d.Related = append(d.Related, analysis.RelatedInformation{Pos: u.Pos, Message: fmt.Sprint(u.Role, u.Name, " ", u.Sink)})
		}
		d.Message = msg
		pass.Report(d)
	}
	return nil, nil
}
