package finding_test

import (
	"go/types"
	"testing"

	"golang.org/x/tools/go/analysis"

	"github.com/sockvet/sockvet/passes/portrace/internal/finding"
)

func TestSameModule(t *testing.T) {
	module := &analysis.Module{Path: "example.com/m"}
	tests := []struct {
		module    *analysis.Module
		pkg, path string
		want      bool
	}{
		{module, "example.com/m/a", "example.com/m", true},
		{module, "example.com/m/a", "example.com/m/b/c", true},
		{module, "example.com/m/a", "example.com/mm", false},
		{module, "example.com/m/a", "", false},
		{&analysis.Module{}, "command-line-arguments", "example.com/m", false},
		{nil, "example.com/m/a", "example.com/m/b", true},
		{nil, "example.com/m/a", "example.com/n/b", false},
		{nil, "example.com/m_test", "example.com/m", true},
		{nil, "github.com/o/r/a", "github.com/o/r", true},
		{nil, "github.com/o/r/a", "github.com/o/q", false},
		{nil, "m/a", "m/b", true},
		{nil, "m/a", "", false},
	}
	for _, test := range tests {
		pass := &analysis.Pass{Pkg: types.NewPackage(test.pkg, "p"), Module: test.module}
		if got := finding.SameModule(pass, test.path); got != test.want {
			t.Errorf("SameModule(%s in %v, %s) = %v", test.pkg, test.module, test.path, got)
		}
	}
}
