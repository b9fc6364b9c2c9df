package gclplugin_test

import (
	"flag"
	"strings"
	"testing"

	"github.com/golangci/plugin-module-register/register"
	"golang.org/x/tools/go/analysis"
	"golang.org/x/tools/go/analysis/analysistest"

	"github.com/sockvet/sockvet/analyzer"
	"github.com/sockvet/sockvet/analyzer/gclplugin"
)

func TestRegistered(t *testing.T) {
	plugin, err := register.GetPlugin("sockvet")
	if err != nil {
		t.Fatal(err)
	}
	built, err := plugin(nil)
	if err != nil {
		t.Fatal(err)
	}
	if mode := built.GetLoadMode(); mode != register.LoadModeTypesInfo {
		t.Errorf("the load mode is %s", mode)
	}
}

// build returns the analyzer of the plugin with settings.
func build(t *testing.T, settings any) *analysis.Analyzer {
	t.Helper()
	plugin, err := gclplugin.New(settings)
	if err != nil {
		t.Fatal(err)
	}
	analyzers, err := plugin.BuildAnalyzers()
	if err != nil || len(analyzers) != 1 {
		t.Fatalf("got %d analyzers, error %v", len(analyzers), err)
	}
	if err := analysis.Validate(analyzers); err != nil {
		t.Fatal(err)
	}
	return analyzers[0]
}

// checks returns the names of the checks that an analyzer of the plugin runs.
func checks(a *analysis.Analyzer) string {
	var names []string
	for _, required := range a.Requires {
		names = append(names, required.Name)
	}
	return strings.Join(names, " ")
}

func TestChecks(t *testing.T) {
	var all []string
	for _, a := range analyzer.All() {
		all = append(all, a.Name)
	}
	if got, want := checks(build(t, nil)), strings.Join(all, " "); got != want {
		t.Errorf("by default it runs %q, want %q", got, want)
	}
	for _, name := range all {
		if got := checks(build(t, map[string]any{"checks": []any{name}})); got != name {
			t.Errorf("it runs %q, want %q", got, name)
		}
	}
}

// TestOptions sets each option of each check.
func TestOptions(t *testing.T) {
	values := map[string]any{"portrace.fix": "helpers"} // the others are switches
	for _, a := range analyzer.All() {
		a.Flags.VisitAll(func(f *flag.Flag) {
			value, ok := values[a.Name+"."+f.Name]
			if !ok {
				value = true
			}
			build(t, map[string]any{a.Name: map[string]any{f.Name: value}})
		})
	}
}

func TestWrongSettings(t *testing.T) {
	tests := map[string]struct {
		settings any
		want     string
	}{
		"unknown setting": {map[string]any{"portraces": map[string]any{}}, `unknown field "portraces"`},
		"unknown option":  {map[string]any{"sockdir": map[string]any{"stricter": true}}, `unknown field "stricter"`},
		"unknown check":   {map[string]any{"checks": []any{"portrace", "bodyclose"}}, `there is no check "bodyclose"; checks are portguess, portrace, sockdir, sockpath`},
		"unknown value":   {map[string]any{"portrace": map[string]any{"fix": "all"}}, "want local or helpers"},
		"wrong type":      {map[string]any{"sockdir": map[string]any{"strict": "very"}}, "cannot unmarshal string"},
		"no settings":     {"portrace", "cannot unmarshal string"},
	}
	for name, test := range tests {
		if _, err := gclplugin.New(test.settings); err == nil || !strings.Contains(err.Error(), test.want) {
			t.Errorf("%s: the error is %v, want one with %q", name, err, test.want)
		}
	}
}

func TestFindings(t *testing.T) {
	analysistest.Run(t, analysistest.TestData(), build(t, nil), "a", "helper")
}

// TestOptionsMatter turns a check off and another's findings on.
func TestOptionsMatter(t *testing.T) {
	generated := build(t, map[string]any{"checks": []any{"portrace"}, "portrace": map[string]any{"generated": true}})
	analysistest.Run(t, analysistest.TestData(), generated, "generated")
}
