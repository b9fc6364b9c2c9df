// Package gclplugin is sockvet as a module plugin of golangci-lint: importing it
// registers a linter of the name "sockvet". docs/golangci-lint.md shows how to
// build golangci-lint with it, and its settings.
package gclplugin

import (
	"bytes"
	"encoding/json"
	"fmt"
	"maps"
	"slices"
	"strings"

	"github.com/golangci/plugin-module-register/register"
	"golang.org/x/tools/go/analysis"

	"github.com/sockvet/sockvet/analyzer"
)

// golangci-lint finds its plugins in no other way.
func init() { register.Plugin(name, New) }

// name is that of the linter: in .golangci.yml and in //nolint comments.
const name = "sockvet"

// checksSetting has the names of the checks to run; those that are on by default run if
// there is none. Each other setting has the name of a check, and its options.
const checksSetting = "checks"

// New returns the plugin with the settings that golangci-lint has read, which are those
// below linters.settings.custom.sockvet.settings in .golangci.yml; nil stands for the
// defaults. Upper and lower case are the same. The error names a setting, a check or a
// value that is not known.
func New(settings any) (register.LinterPlugin, error) {
	given, err := register.DecodeSettings[map[string]json.RawMessage](settings)
	if err != nil {
		return nil, err
	}
	var all []*analysis.Analyzer
	for _, c := range analyzer.Checks() {
		check, err := c.New(func(config any) error { return take(given, c.Analyzer.Name, config) })
		if err != nil {
			return nil, err
		}
		all = append(all, check)
	}
	var names []string
	if err := take(given, checksSetting, &names); err != nil {
		return nil, err
	}
	for _, name := range slices.Sorted(maps.Keys(given)) {
		return nil, fmt.Errorf("unknown field %q", name)
	}
	checks, err := choose(all, names)
	if err != nil {
		return nil, err
	}
	return plugin{checks}, nil
}

// take decodes the setting of that name into value, if it is given, and removes it.
func take(given map[string]json.RawMessage, name string, value any) error {
	for key, text := range given {
		if !strings.EqualFold(key, name) {
			continue
		}
		delete(given, key)
		decoder := json.NewDecoder(bytes.NewReader(text))
		decoder.DisallowUnknownFields()
		if err := decoder.Decode(value); err != nil {
			return fmt.Errorf("%s: %w", name, err)
		}
	}
	return nil
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
