package main

import (
	"runtime/debug"
	"testing"
)

func TestVersion(t *testing.T) {
	vcs := func(revision, modified string) []debug.BuildSetting {
		return []debug.BuildSetting{{Key: "vcs.revision", Value: revision}, {Key: "vcs.modified", Value: modified}}
	}
	tests := []struct {
		module   string
		settings []debug.BuildSetting
		want     string
	}{
		{"v1.2.3", nil, "v1.2.3"},
		{"v0.0.0-20261125100000-4c1338a1b2c3+dirty", vcs("4c1338a1b2c3d4e5f6", "true"), "v0.0.0-20261125100000-4c1338a1b2c3+dirty"},
		{"(devel)", vcs("4c1338a1b2c3d4e5f6", "false"), "(devel)-4c1338a1b2c3"},
		{"(devel)", vcs("4c1338a1b2c3d4e5f6", "true"), "(devel)-4c1338a1b2c3+dirty"},
		{"(devel)", nil, "(devel)"},
		{"", nil, "(devel)"},
	}
	for _, test := range tests {
		info := &debug.BuildInfo{Main: debug.Module{Version: test.module}, Settings: test.settings}
		if got := version(info); got != test.want {
			t.Errorf("version of %q with %v is %q, want %q", test.module, test.settings, got, test.want)
		}
	}
}
