package analyzer_test

import (
	"flag"
	"go/ast"
	"go/parser"
	"go/token"
	"os"
	"path/filepath"
	"strconv"
	"strings"
	"testing"

	"github.com/sockvet/sockvet/analyzer"
)

// TestCategories expects each category of findings that the code names in the help on
// its check, and on the page of that.
func TestCategories(t *testing.T) {
	for _, a := range analyzer.All() {
		page, err := os.ReadFile(filepath.Join("..", "docs", a.Name+".md"))
		if err != nil {
			t.Fatal(err)
		}
		named := categories(t, filepath.Join("..", "passes", a.Name))
		if len(named) < 3 {
			t.Errorf("%s: only %q were found", a.Name, named)
		}
		for _, category := range append(named, "ignore") {
			if !strings.Contains(a.Doc, "\n\t"+category+" ") {
				t.Errorf("the Doc of %s lacks the category %s", a.Name, category)
			}
			if !strings.Contains(string(page), "| `"+category+"` |") {
				t.Errorf("docs/%s.md lacks the category %s", a.Name, category)
			}
		}
	}
}

// TestOptionsAreDocumented expects each check in README.md and on the page for nogo, and each
// option on the page for golangci-lint.
func TestOptionsAreDocumented(t *testing.T) {
	page := func(name string) string {
		text, err := os.ReadFile(filepath.Join("..", name))
		if err != nil {
			t.Fatal(err)
		}
		return string(text)
	}
	readme, nogo, golangci := page("README.md"), page("docs/nogo.md"), page("docs/golangci-lint.md")
	for _, a := range analyzer.All() {
		if link := "(docs/" + a.Name + ".md)"; !strings.Contains(readme, link) {
			t.Errorf("README.md lacks %s", link)
		}
		if target := "/passes/" + a.Name; !strings.Contains(nogo, target) {
			t.Errorf("docs/nogo.md lacks %s", target)
		}
		a.Flags.VisitAll(func(f *flag.Flag) {
			if option := "`" + a.Name + "." + f.Name + "`"; !strings.Contains(golangci, option) {
				t.Errorf("docs/golangci-lint.md lacks %s", option)
			}
		})
	}
}

// categories returns the values of the constants in dir that name categories of
// findings. What -explain says is none.
func categories(t *testing.T, dir string) []string {
	t.Helper()
	files, err := filepath.Glob(filepath.Join(dir, "*.go"))
	if err != nil {
		t.Fatal(err)
	}
	var all []string
	for _, name := range files {
		file, err := parser.ParseFile(token.NewFileSet(), name, nil, 0)
		if err != nil {
			t.Fatal(err)
		}
		for n := range ast.Preorder(file) {
			spec, ok := n.(*ast.ValueSpec)
			if !ok || !strings.HasPrefix(spec.Names[0].Name, "Category") || spec.Names[0].Name == "CategoryExplain" {
				continue
			}
			value, err := strconv.Unquote(spec.Values[0].(*ast.BasicLit).Value)
			if err != nil {
				t.Fatal(err)
			}
			all = append(all, value)
		}
	}
	return all
}
