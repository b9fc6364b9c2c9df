package main_test

import (
	"encoding/json"
	"strings"
	"testing"
)

// TestProblemsInEveryFormat checks that no report on what can't be checked looks like
// that of clean code: it says why, as stderr does without a format.
func TestProblemsInEveryFormat(t *testing.T) {
	tests := []struct{ name, archive, why string }{
		{"no module", "-- m.go --\npackage m\n", "does not contain main module"},
		{"module newer than Go", "-- go.mod --\nmodule m\ngo 1.9999\n-- m.go --\npackage m\n", "go.mod requires go >= 1.9999"},
		{"faulty code", "-- go.mod --\nmodule m\ngo 1.26\n-- m.go --\npackage m\n\nvar Wrong int = true\n", "cannot use true"},
	}
	for _, test := range tests {
		t.Run(test.name, func(t *testing.T) {
			dir := module(t, test.archive)
			env := []string{"GO111MODULE=on", "GOTOOLCHAIN=local"}
			text := run(t, dir, env, sockvet, "./...")
			text.check(t, 2, nil, test.why)
			for _, args := range [][]string{{"-json"}, {"-sarif"}, {"-gitlab"}, {"-json", "-fix"}} {
				got := run(t, dir, env, sockvet, append(args, "./...")...)
				if got.code != 2 || got.stderr != text.stderr {
					t.Errorf("%q: exit code %d, stderr %s, want 2 and %s", args, got.code, got.stderr, text.stderr)
				}
				if !json.Valid([]byte(got.stdout)) || !strings.Contains(got.stdout, test.why) {
					t.Errorf("%q: want to know %q from stdout: %s", args, test.why, got.stdout)
				}
			}
		})
	}
}
