package systems_test

import (
	"go/parser"
	"go/token"
	"slices"
	"strings"
	"testing"

	"github.com/sockvet/sockvet/internal/systems"
)

func TestOf(t *testing.T) {
	const bsds = "dragonfly freebsd netbsd openbsd"
	for _, test := range []struct{ name, constraint, want string }{
		{"a.go", "", strings.Join(systems.All, " ")},
		{"a_test.go", "", strings.Join(systems.All, " ")},
		{"linux.go", "", strings.Join(systems.All, " ")}, // a name begins before the system
		{"a_linux.go", "", "android linux"},
		{"a_linux_test.go", "", "android linux"},
		{"a_darwin_arm64.go", "", "darwin ios"},
		{"a_amd64.go", "", strings.Join(systems.All, " ")},
		{"a_unix.go", "", strings.Join(systems.All, " ")}, // no system
		{"a_plan9.go", "", ""},
		{"a.go", "linux", "android linux"},
		{"a.go", "linux || windows", "android linux windows"},
		{"a.go", "!windows && !darwin", "aix android " + strings.ReplaceAll(bsds, " netbsd", " illumos linux netbsd") + " solaris"},
		{"a.go", "integration && linux", "android linux"},
		{"a.go", "!integration && !(linux || unix)", "windows"},
		{"a.go", "amd64", strings.Join(systems.All, " ")},
		{"a_windows.go", "unix", ""},
		{"a.go", "go1.24", strings.Join(systems.All, " ")},
	} {
		text := "// A comment.\n\npackage a\n"
		if test.constraint != "" {
			text = "//go:build " + test.constraint + "\n\n" + text
		}
		file, err := parser.ParseFile(token.NewFileSet(), test.name, text, parser.ParseComments)
		if err != nil {
			t.Fatal(err)
		}
		if got := systems.Of(test.name, file); !slices.Equal(got, strings.Fields(test.want)) {
			t.Errorf("%s, %q: %q, want %q", test.name, test.constraint, got, test.want)
		}
	}
}
