package nogotest_test

import (
	"fmt"
	"path/filepath"
	"slices"
	"testing"

	"github.com/sockvet/sockvet/internal/nogotest"
	"github.com/sockvet/sockvet/internal/unit/unittest"
)

// TestFacts has the modules with which sockvet's own drivers are tested.
func TestFacts(t *testing.T) {
	for _, c := range unittest.Cases {
		t.Run(c.Name, func(t *testing.T) {
			found, err := nogotest.Run(unittest.Module(t, c.Module), []string{"./..."}, nil, unittest.Suite().Analyzers)
			if err != nil {
				t.Fatal(err)
			}
			var got []string
			for _, f := range found {
				folder, name := filepath.Split(f.Position.Filename)
				got = append(got, fmt.Sprintf("%s/%s:%d: %s", filepath.Base(folder), name, f.Position.Line, f.Message))
			}
			slices.Sort(got)
			if !slices.Equal(got, c.Want) {
				t.Errorf("got  %q\nwant %q", got, c.Want)
			}
		})
	}
}
