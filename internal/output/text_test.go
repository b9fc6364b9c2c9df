package output_test

import (
	"go/token"
	"strings"
	"testing"

	"github.com/sockvet/sockvet/internal/output"
)

func at(file string, line, column int) token.Position {
	return token.Position{Filename: file, Line: line, Column: column}
}

func TestText(t *testing.T) {
	findings := output.Sort([]output.Finding{
		{Check: "portrace", Message: "second", Position: at("/home/me/b.go", 2, 1)},
		{Check: "portrace", Message: "first", Position: at("/home/me/a/a.go", 10, 4), Related: []output.Related{
			{Position: at("/home/me/a/a.go", 8, 2), Message: "bound here"},
			{Position: at("/home/other/o.go", 1, 1), Message: "closed here"},
			{Position: at("/o.go", 1, 1), Message: "far away"},
			{Position: at("/home/me/a/a.y", 5, 0), Message: "from a line without a column"},
		}},
		{Check: "portrace", Message: "outside", Position: at("/home/meandmore/b.go", 3, 1)},
		{Check: "portrace", Message: "second", Position: at("/home/me/b.go", 2, 1)},
		{Check: "portrace", Message: "earlier", Position: at("/home/me/a/a.go", 9, 7)},
	})
	fixed := []output.Finding{{Check: "sockdir", Message: "gone", Position: at("/home/me/a/a.go", 3, 2), Fix: &output.Fix{Message: "Remove it"}}}
	want := `fixed: a/a.go:3:2: Remove it (sockdir)
a/a.go:9:7: earlier (portrace)
a/a.go:10:4: first (portrace)
	a/a.go:8:2: bound here
	../other/o.go:1:1: closed here
	/o.go:1:1: far away
	a/a.y:5: from a line without a column
b.go:2:1: second (portrace)
../meandmore/b.go:3:1: outside (portrace)
`
	var got strings.Builder
	if err := output.Text(&got, &output.Report{Dir: "/home/me", Findings: findings, Fixed: fixed}); err != nil {
		t.Fatal(err)
	}
	if got.String() != want {
		t.Errorf("got:\n%s\nwant:\n%s", got.String(), want)
	}
}
