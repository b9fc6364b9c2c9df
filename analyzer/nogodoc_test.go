package analyzer_test

import (
	"encoding/json"
	"go/ast"
	"go/parser"
	"go/token"
	"io/fs"
	"os"
	"path/filepath"
	"regexp"
	"strings"
	"testing"

	"golang.org/x/tools/go/analysis"

	"github.com/sockvet/sockvet/analyzer"
	"github.com/sockvet/sockvet/passes/portguess"
	"github.com/sockvet/sockvet/passes/portrace"
	"github.com/sockvet/sockvet/passes/sockdir"
	"github.com/sockvet/sockvet/passes/sockpath"
)

// nogoPage returns docs/nogo.md.
func nogoPage(t *testing.T) string {
	t.Helper()
	page, err := os.ReadFile("../docs/nogo.md")
	if err != nil {
		t.Fatal(err)
	}
	return string(page)
}

// A nogoConfig is what nogo reads of the configuration of one analyzer.
type nogoConfig struct {
	Description   string
	OnlyFiles     map[string]string `json:"only_files"`
	ExcludeFiles  map[string]string `json:"exclude_files"`
	AnalyzerFlags map[string]string `json:"analyzer_flags"`
}

// TestNogoConfig reads the configuration that the page shows as nogo does, which
// sets the flags one by one. In contrast to nogo, it does not put up with keys that
// mean nothing.
func TestNogoConfig(t *testing.T) {
	shown := regexp.MustCompile("(?s)```json\n(.*?)```").FindStringSubmatch(nogoPage(t))
	if shown == nil {
		t.Fatal("the page shows no configuration")
	}
	var configs map[string]nogoConfig
	dec := json.NewDecoder(strings.NewReader(shown[1]))
	dec.DisallowUnknownFields()
	if err := dec.Decode(&configs); err != nil {
		t.Fatal(err)
	}
	known := map[string]*analysis.Analyzer{
		"_base":     nil,
		"portguess": portguess.New(portguess.Config{}),
		"portrace":  portrace.New(portrace.Config{}),
		"sockdir":   sockdir.New(sockdir.Config{}),
		"sockpath":  sockpath.New(sockpath.Config{}),
	}
	for name, config := range configs {
		a, ok := known[name]
		if !ok {
			t.Errorf("there is no check %q", name)
			continue
		}
		for _, files := range []map[string]string{config.OnlyFiles, config.ExcludeFiles} {
			for pattern := range files {
				if _, err := regexp.Compile(pattern); err != nil {
					t.Errorf("%s: %v", name, err)
				}
			}
		}
		for flag, value := range config.AnalyzerFlags {
			checkFlag(t, name, a, flag, value)
		}
	}
}

// checkFlag checks that a has the flag, and takes the value.
func checkFlag(t *testing.T, name string, a *analysis.Analyzer, flag, value string) {
	t.Helper()
	if a == nil {
		t.Errorf("%s: nogo takes no flags there", name)
		return
	}
	f := a.Flags.Lookup(flag)
	if f == nil {
		t.Errorf("%s has no flag %q", name, flag)
		return
	}
	if err := f.Value.Set(value); err != nil {
		t.Errorf("%s: %s: %v", name, flag, err)
	}
}

// TestNogoVariables checks that each check is what nogo needs: a package of its own
// with a variable Analyzer, which the page names.
func TestNogoVariables(t *testing.T) {
	if err := analysis.Validate(analyzer.All()); err != nil {
		t.Error(err)
	}
	page := nogoPage(t)
	for _, a := range analyzer.All() {
		pkg := "passes/" + a.Name
		if !strings.Contains(page, `"@com_github_sockvet_sockvet//`+pkg+`",`) {
			t.Errorf("the page does not name %s", pkg)
		}
		declared := false
		goFiles(t, filepath.Join("..", pkg), func(_ string, file *ast.File) {
			declared = declared || declares(file, "Analyzer")
		})
		if !declared {
			t.Errorf("%s has no variable Analyzer", pkg)
		}
	}
}

// declares reports whether file declares a variable of that name, first of its line.
func declares(file *ast.File, name string) bool {
	for _, decl := range file.Decls {
		gen, ok := decl.(*ast.GenDecl)
		if !ok || gen.Tok != token.VAR {
			continue
		}
		for _, spec := range gen.Specs {
			if spec.(*ast.ValueSpec).Names[0].Name == name {
				return true
			}
		}
	}
	return false
}

// TestNogoRunsNothing checks that linking the checks into a program runs nothing.
func TestNogoRunsNothing(t *testing.T) {
	for _, dir := range []string{"../passes", "../internal"} {
		goFiles(t, dir, func(name string, file *ast.File) {
			for _, decl := range file.Decls {
				if fn, ok := decl.(*ast.FuncDecl); ok && fn.Recv == nil && fn.Name.Name == "init" {
					t.Errorf("%s has a function init", name)
				}
			}
		})
	}
}

// goFiles calls visit for each Go file below dir that is no test and no testdata.
func goFiles(t *testing.T, dir string, visit func(name string, file *ast.File)) {
	t.Helper()
	fset := token.NewFileSet()
	err := filepath.WalkDir(dir, func(name string, entry fs.DirEntry, err error) error {
		if err != nil {
			return err
		}
		if entry.IsDir() && entry.Name() == "testdata" {
			return fs.SkipDir
		}
		if entry.IsDir() || filepath.Ext(name) != ".go" || strings.HasSuffix(name, "_test.go") {
			return nil
		}
		file, err := parser.ParseFile(fset, name, nil, 0)
		if err != nil {
			return err
		}
		visit(name, file)
		return nil
	})
	if err != nil {
		t.Error(err)
	}
}
