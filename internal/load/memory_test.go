package load_test

import (
	"os"
	"path/filepath"
	"reflect"
	"slices"
	"strings"
	"testing"

	"golang.org/x/tools/go/analysis"
	"golang.org/x/tools/txtar"

	"github.com/sockvet/sockvet/internal/cache"
	"github.com/sockvet/sockvet/internal/load"
	"github.com/sockvet/sockvet/internal/unit"
	"github.com/sockvet/sockvet/internal/unit/unittest"
)

func openStore(t *testing.T) *cache.Store {
	t.Helper()
	store, err := cache.Open(t.TempDir())
	if err != nil {
		t.Fatal(err)
	}
	return store
}

// same checks that a run which took results from a store came to what one without did.
func same(t *testing.T, got, want *load.Result) {
	t.Helper()
	g, w := *got, *want
	g.Analyzed, w.Analyzed = nil, nil
	if !reflect.DeepEqual(g, w) {
		t.Errorf("got  %+v\nwant %+v", g, w)
	}
}

func TestSecondRun(t *testing.T) {
	for _, c := range unittest.Cases {
		t.Run(c.Name, func(t *testing.T) {
			opts := &load.Options{Dir: unittest.Module(t, c.Module), Patterns: []string{"./..."}, Tests: true}
			without := run(t, unittest.Suite(), opts)
			opts.Cache = openStore(t)
			first := run(t, unittest.Suite(), opts)
			same(t, first, without)
			if !slices.Equal(first.Analyzed, without.Analyzed) || len(first.Analyzed) == 0 {
				t.Errorf("first it analyzes %q, want %q", first.Analyzed, without.Analyzed)
			}
			second := run(t, unittest.Suite(), opts)
			same(t, second, without)
			if len(second.Analyzed) > 0 {
				t.Errorf("then it analyzes again %q", second.Analyzed)
			}
		})
	}
}

// leaf has a package that others use: near by its facts, far by those of near, and types
// without any. What is in beside does not matter to the gate.
const leaf = `
-- go.mod --
module m
go 1.26
-- leaf/leaf.go --
package leaf
import "net"
func Open() { net.Listen("tcp", "") }
type T struct{}
-- leaf/ignored.go --
//go:build ignore
package leaf
-- leaf/leaf.h --
// read by nobody
-- near/near.go --
package near
import "m/leaf"
func Open() { leaf.Open() }
-- far/far.go --
package far
import "m/near"
func Open() { near.Open() }
-- types/types.go --
package types
import (
	"m/leaf"
	"net"
)
var T leaf.T
func Open() { net.Listen("tcp", "") }
-- beside/beside.go --
package beside
import _ "m/leaf"
`

// TestChanges changes something in leaf: that is analyzed again, and what gets to know of
// the change by facts or types, and no other package.
func TestChanges(t *testing.T) {
	const source = "package leaf\nimport \"net\"\nfunc Open() { net.Listen(\"tcp\", \"\") }\ntype T struct{}\n"
	tests := []struct {
		name, file, content string
		want                []string
	}{
		{"nothing", "leaf/leaf.go", source, nil},
		{"lines", "leaf/leaf.go", strings.ReplaceAll(source, "\n", "\n\n"), []string{"m/leaf"}},
		{"a body", "leaf/leaf.go", strings.ReplaceAll(source, "{ net", "{ println(); net"), []string{"m/leaf"}},
		{"a type", "leaf/leaf.go", strings.ReplaceAll(source, "struct{}", "struct{ X int }"), []string{"m/leaf", "m/near", "m/types"}},
		{"facts", "leaf/leaf.go", strings.ReplaceAll(source, "{ net.Listen(\"tcp\", \"\") }", "{ }\nvar _ = net.Listen"),
			[]string{"m/leaf", "m/types"}}, // the others do not matter any more
		{"an ignored file", "leaf/ignored.go", "//go:build ignore\npackage leaf\nvar x int\n", []string{"m/leaf"}},
		{"another file", "leaf/leaf.h", "// read by none\n", []string{"m/leaf"}},
		{"a new file", "leaf/more.go", "package leaf\n", []string{"m/leaf"}},
		{"a package in between", "near/near.go", "package near\nimport \"m/leaf\"\n\nfunc Open() { leaf.Open() }\n", []string{"m/near"}},
		{"an importer", "far/far.go", "package far\nimport \"m/near\"\n\nfunc Open() { near.Open() }\n", []string{"m/far"}},
		{"a package that does not matter", "beside/beside.go", "package beside\nimport _ \"m/leaf\"\n\n", nil},
		{"one that matters now", "beside/beside.go", "package beside\nimport \"m/leaf\"\nfunc F() { leaf.Open() }\n", []string{"m/beside"}},
		{"a new package", "new/new.go", "package new\nimport \"m/leaf\"\nfunc F() { leaf.Open() }\n", []string{"m/new"}},
		{"the module", "go.mod", "module m\ngo 1.25\n", []string{"m/far", "m/leaf", "m/near", "m/types"}},
	}
	dir := unittest.Module(t, leaf)
	opts := &load.Options{Dir: dir, Patterns: []string{"./..."}, Cache: openStore(t)}
	before := run(t, unittest.Suite(), opts)
	for _, test := range tests {
		t.Run(test.name, func(t *testing.T) {
			defer restore(t, dir, test.file, leaf)
			write(t, dir, test.file, test.content)
			second := run(t, unittest.Suite(), opts)
			if !slices.Equal(second.Analyzed, test.want) {
				t.Errorf("analyzes again %q, want %q", second.Analyzed, test.want)
			}
			without := *opts
			without.Cache = nil
			same(t, second, run(t, unittest.Suite(), &without))
		})
	}
	back := run(t, unittest.Suite(), opts)
	same(t, back, before)
	if len(back.Analyzed) > 0 {
		t.Errorf("when all is undone, analyzes again %q", back.Analyzed)
	}
}

// restore makes a file what it is in an archive.
func restore(t *testing.T, dir, name, archive string) {
	t.Helper()
	for _, file := range txtar.Parse([]byte(archive)).Files {
		if file.Name == name {
			write(t, dir, name, string(file.Data))
			return
		}
	}
	if err := os.Remove(filepath.Join(dir, filepath.FromSlash(name))); err != nil {
		t.Error(err)
	}
}

// TestSettingsOfARun changes what is in no file of a package.
func TestSettingsOfARun(t *testing.T) {
	const module = `
-- go.mod --
module m
go 1.26
-- a/a.go --
package a
import "net"
func Open() { net.Listen("tcp", "") }
-- a/tagged.go --
//go:build tagged
package a
func More() { Open() }
-- a/a_test.go --
package a
func T() { Open() }
-- b/b.go --
package b
import "m/a"
func B() { a.Open() }
`
	const ab = "m/a m/b"
	tests := []struct {
		name   string
		change func(*unit.Suite, *load.Options)
		want   string
	}{
		{"nothing", func(*unit.Suite, *load.Options) {}, ""},
		{"fewer packages", func(_ *unit.Suite, o *load.Options) { o.Patterns = []string{"./a"} }, ""},
		{"packages that are not reported any more", func(_ *unit.Suite, o *load.Options) { o.Patterns = []string{"./b"} }, "m/a"},
		{"tests", func(_ *unit.Suite, o *load.Options) { o.Tests = true }, "m/a [m/a.test]"}, // what others see of m/a is known by now
		{"tags", func(_ *unit.Suite, o *load.Options) { o.Tags = "tagged" }, ab},
		{"tags that no file has", func(_ *unit.Suite, o *load.Options) { o.Tags = "other" }, ""},
		{"the gate", func(_ *unit.Suite, o *load.Options) { o.NoGate = true }, ab},
		{"checks", func(s *unit.Suite, _ *load.Options) { s.Analyzers = append(s.Analyzers, unittest.Rewriting) }, ab},
		{"a flag of a check", func(s *unit.Suite, _ *load.Options) {
			check := &analysis.Analyzer{Name: "listening", Doc: "x", Run: unittest.Listening.Run, Requires: unittest.Listening.Requires}
			check.Flags.Bool("more", true, "find more")
			s.Analyzers = []*analysis.Analyzer{check}
		}, ab},
	}
	dir, store := unittest.Module(t, module), openStore(t)
	run(t, unittest.Suite(), &load.Options{Dir: dir, Patterns: []string{"./..."}, Cache: store})
	for _, test := range tests {
		t.Run(test.name, func(t *testing.T) {
			suite, opts := unittest.Suite(), &load.Options{Dir: dir, Patterns: []string{"./..."}, Cache: store}
			test.change(&suite, opts)
			second := run(t, suite, opts)
			if got := strings.Join(second.Analyzed, " "); got != test.want {
				t.Errorf("analyzes again %q, want %q", got, test.want)
			}
			opts.Cache = nil
			same(t, second, run(t, suite, opts))
		})
	}
}

// TestElsewhere has the same files in another folder: positions and what may be fixed are
// others.
func TestElsewhere(t *testing.T) {
	opts := &load.Options{Patterns: []string{"./..."}, Cache: openStore(t)}
	for range 2 {
		opts.Dir = unittest.Module(t, leaf)
		got := run(t, unittest.Suite(), opts)
		if want := []string{"m/far", "m/leaf", "m/near", "m/types"}; !slices.Equal(got.Analyzed, want) {
			t.Errorf("analyzes %q, want %q", got.Analyzed, want)
		}
		for _, f := range got.Findings {
			if !strings.HasPrefix(f.Position.Filename, opts.Dir) {
				t.Errorf("the finding is in %s", f.Position.Filename)
			}
		}
	}
}

func write(t *testing.T, dir, name, content string) {
	t.Helper()
	name = filepath.Join(dir, filepath.FromSlash(name))
	err := os.MkdirAll(filepath.Dir(name), 0o777)
	if err == nil {
		err = os.WriteFile(name, []byte(content), 0o666)
	}
	if err != nil {
		t.Error(err)
	}
}
