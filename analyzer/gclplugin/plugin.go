// Package gclplugin is sockvet as a module plugin of golangci-lint: importing it
// registers a linter of the name "sockvet". docs/golangci-lint.md shows how to
// build golangci-lint with it, and its settings.
package gclplugin

import (
	"fmt"
	"slices"
	"strings"

	"github.com/golangci/plugin-module-register/register"
	"golang.org/x/tools/go/analysis"

	"github.com/sockvet/sockvet/passes/portrace"
	"github.com/sockvet/sockvet/passes/sockdir"
)

// golangci-lint finds its plugins in no other way.
func init() { register.Plugin(name, New) }

// name is that of the linter: in .golangci.yml and in //nolint comments.
const name = "sockvet"

// Settings are what .golangci.yml may have below linters.settings.custom.sockvet.settings.
// Upper and lower case are the same there.
type Settings struct {
	Checks   []string // the checks to run; those that are on by default if there is none
	Portrace portrace.Config
	Sockdir  sockdir.Config
}

// New returns the plugin with the settings that golangci-lint has read; nil stands
// for the defaults. The error names a setting, a check or a value that is not known.
func New(settings any) (register.LinterPlugin, error) {
	s, err := register.DecodeSettings[Settings](settings)
	if err != nil {
		return nil, err
	}
	checks, err := choose(s.all(), s.Checks)
	if err != nil {
		return nil, err
	}
	return plugin{checks}, nil
}

// all returns all checks, with their settings.
func (s *Settings) all() []*analysis.Analyzer {
	return []*analysis.Analyzer{portrace.New(s.Portrace), sockdir.New(s.Sockdir)}
}

// choose returns the checks with the given names, or all if there is no name.
func choose(all []*analysis.Analyzer, names []string) ([]*analysis.Analyzer, error) {
	if len(names) == 0 {
		return all, nil
	}
	var known []string
	for _, a := range all {
		known = append(known, a.Name)
	}
	for _, n := range names {
		if !slices.Contains(known, n) {
			return nil, fmt.Errorf("there is no check %q; checks are %s", n, strings.Join(known, ", "))
		}
	}
	return slices.DeleteFunc(all, func(a *analysis.Analyzer) bool { return !slices.Contains(names, a.Name) }), nil
}

type plugin struct{ checks []*analysis.Analyzer }

// BuildAnalyzers returns the one analyzer that runs the checks. The error is
// always nil.
func (p plugin) BuildAnalyzers() ([]*analysis.Analyzer, error) {
	return []*analysis.Analyzer{linter(p.checks)}, nil
}

// GetLoadMode asks for types. Facts of other packages come with the analyzers.
func (p plugin) GetLoadMode() string { return register.LoadModeTypesInfo }
