package sockflow

import (
	"slices"
	"strings"
	"testing"

	"github.com/sockvet/sockvet/internal/sockflow/binds"
)

// TestPaths compares what the paths of binds can be with the comments behind the calls.
func TestPaths(t *testing.T) {
	src := readTestdata(t, "paths")
	lines := strings.Split(src, "\n")
	pass, _ := newPass(t, src)
	got, err := run(pass)
	if err != nil {
		t.Fatal(err)
	}
	if n := len(got.(*Result).Binds); n < 35 {
		t.Errorf("only %d binds", n)
	}
	found := map[int][]string{}
	for _, b := range got.(*Result).Binds {
		if !b.Unix {
			continue
		}
		line := pass.Fset.Position(b.Pos).Line
		found[line] = append(found[line], textsOf(b)...)
	}
	for i, line := range lines {
		_, want, _ := strings.Cut(line, "// path: ")
		slices.Sort(found[i+1])
		if texts := strings.Join(slices.Compact(found[i+1]), " | "); texts != strings.TrimSpace(want) {
			t.Errorf("line %d: %s: paths %q, want %q", i+1, strings.TrimSpace(line), texts, want)
		}
	}
}

func textsOf(b *binds.Bind) []string {
	var all []string
	for _, text := range b.Texts {
		all = append(all, text.String())
	}
	return all
}
