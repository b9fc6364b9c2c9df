package load

import (
	"os"
	"path/filepath"
	"testing"

	"golang.org/x/tools/go/analysis"

	"github.com/sockvet/sockvet/internal/cache"
	"github.com/sockvet/sockvet/internal/gate"
	"github.com/sockvet/sockvet/internal/source"
	"github.com/sockvet/sockvet/internal/unit"
)

// TestKeys changes, one by one, what a result depends on: each has a key of its own.
func TestKeys(t *testing.T) {
	dir := t.TempDir()
	file := func(name, content string) string {
		name = filepath.Join(dir, name)
		if err := os.WriteFile(name, []byte(content), 0o666); err != nil {
			t.Fatal(err)
		}
		return name
	}
	a, same, other := file("a.go", "package a"), file("same.go", "package a"), file("other.go", "package other")
	type input struct {
		n       *node
		env     env
		suite   unit.Suite
		noGate  bool
		godebug string
		tool    cache.Key
		types   map[string]string
	}
	changes := map[string]func(*input){
		"nothing": func(*input) {},
		"ID":      func(in *input) { in.n.ImportPath = "p [p.test]" },
		"Dir":     func(in *input) { in.n.Dir = filepath.Dir(dir) },
		"report":  func(in *input) { in.n.report = true },
		"module":  func(in *input) { in.n.Module = nil },
		"version": func(in *input) { in.n.Module.Version = "v1.0.0" },
		"go line": func(in *input) { in.n.Module.GoVersion = "1.25" },
		"main":    func(in *input) { in.n.Module.Main = false },
		"folder":  func(in *input) { in.n.Module.Dir = "elsewhere" },

		"no file":        func(in *input) { in.n.CompiledGoFiles = nil },
		"other name":     func(in *input) { in.n.CompiledGoFiles = []string{same} },
		"other content":  func(in *input) { in.n.CompiledGoFiles = []string{other} },
		"more files":     func(in *input) { in.n.CompiledGoFiles = []string{a, same} },
		"in other order": func(in *input) { in.n.CompiledGoFiles = []string{same, a} },
		"no cgo":         func(in *input) { in.n.GoFiles, in.n.CgoFiles = []string{a}, nil },
		"a header":       func(in *input) { in.n.HFiles = []string{same} },
		"an ignored":     func(in *input) { in.n.IgnoredGoFiles = []string{same} },
		"a test":         func(in *input) { in.n.TestGoFiles = []string{other} },
		"replaced":       func(in *input) { in.env.overlay = overlay{a: same} },
		"replaced too":   func(in *input) { in.env.overlay = overlay{a: other} },

		"import path": func(in *input) { in.n.ImportMap = map[string]string{"q": "vendor/q"} },
		"an import":   func(in *input) { in.n.Imports = []string{"q", "r"} },
		"its types":   func(in *input) { in.types["q"] = "changed" },
		"facts":       func(in *input) { in.n.imports = []*node{{export: factsOf(t, "F")}} },
		"other facts": func(in *input) { in.n.imports = []*node{{export: factsOf(t, "G")}} },

		"goos":      func(in *input) { in.env.goos = "plan9" },
		"goarch":    func(in *input) { in.env.goarch = "arm64" },
		"goversion": func(in *input) { in.env.goversion = "go1.25.1" },
		"GODEBUG":   func(in *input) { in.godebug = "gotypesalias=0" },
		"no gate":   func(in *input) { in.noGate = true },
		"build":     func(in *input) { in.tool = cache.Key{1} },
		"checks":    func(in *input) { in.suite.Analyzers = []*analysis.Analyzer{{Name: "b"}} },
		"flag": func(in *input) {
			check := &analysis.Analyzer{Name: "a"}
			check.Flags.Bool("more", false, "")
			in.suite.Analyzers = []*analysis.Analyzer{check}
		},
		"flag that is set": func(in *input) {
			check := &analysis.Analyzer{Name: "a"}
			check.Flags.Bool("more", true, "")
			in.suite.Analyzers = []*analysis.Analyzer{check}
		},
	}
	seen := map[cache.Key]string{}
	for name, change := range changes {
		module := &module{Main: true, Dir: dir}
		module.Path, module.GoVersion = "m", "1.26"
		in := &input{
			n: &node{listed: &listed{
				ImportPath: "p", Dir: dir, Module: module, CgoFiles: []string{a}, CompiledGoFiles: []string{a}, Imports: []string{"q"},
			}},
			env:   env{goos: "linux", goarch: "amd64", goversion: "go1.26.1"},
			suite: unit.Suite{Analyzers: []*analysis.Analyzer{{Name: "a"}}},
			types: map[string]string{"q": "types", "r": "types"},
		}
		change(in)
		t.Setenv("GODEBUG", in.godebug)
		m := &memory{tool: in.tool, run: runKey(in.tool, in.suite, in.noGate, in.env), files: &cache.Files{Read: in.env.overlay.read, Sealed: never}, types: in.types}
		key, err := m.resultKey(in.n, true, in.env.overlay)
		if err != nil {
			t.Errorf("%s: %v", name, err)
		}
		if twin, ok := seen[key]; ok {
			t.Errorf("%s and %s have the same key", twin, name)
		}
		seen[key] = name
	}
}

// factsOf returns an export with facts that nobody decodes.
func factsOf(t *testing.T, data string) *unit.Export {
	t.Helper()
	export, err := unit.NewDecoder().Decode([]byte("\x00\x01"+data), "")
	if err != nil {
		t.Fatal(err)
	}
	return export
}

// TestNoKey has packages of which not all can be known.
func TestNoKey(t *testing.T) {
	dir := t.TempDir()
	m := &memory{files: &cache.Files{Read: source.Read, Sealed: never}, types: map[string]string{"unread": ""}}
	for name, p := range map[string]*listed{
		"a file that is gone":         {CompiledGoFiles: []string{"gone.go"}},
		"an ignored file that is":     {IgnoredGoFiles: []string{"gone.go"}},
		"types that can't be read":    {Imports: []string{"unread"}},
		"types that were not read":    {Imports: []string{"other"}},
		"a folder in place of a file": {CompiledGoFiles: []string{dir}},
	} {
		p.Dir = dir
		if _, err := m.resultKey(&node{listed: p}, true, nil); err == nil {
			t.Errorf("%s: no error", name)
		}
	}
	if _, err := m.gateKey(&gate.Package{Files: []string{filepath.Join(dir, "gone.go")}}); err == nil {
		t.Error("the gate has a key for a file that is gone")
	}
}

func never(string) bool { return false }

// TestSealed has packages in the module cache, and some that are not.
func TestSealed(t *testing.T) {
	const cached = "/go/pkg/mod/example.com/a@v1.0.0"
	for _, test := range []struct {
		dir, module string
		main        bool
		want        bool
	}{
		{cached, cached, false, true},
		{cached + "/b/c", cached, false, true},
		{"/work/a", "/work/a", false, false}, // by a replace line
		{"/work/a@home", "/work/a@home", true, false},
		{"/work/vendor/example.com/a", "", false, false},
		{"/elsewhere", cached, false, false},
	} {
		p := &listed{Dir: test.dir, Module: &module{Main: test.main, Dir: test.module}}
		if got := p.sealed(); got != test.want {
			t.Errorf("%+v: got %v", test, got)
		}
	}
	if (&listed{Dir: cached}).sealed() {
		t.Error("a package without a module is sealed")
	}
}
