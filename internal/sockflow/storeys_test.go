package sockflow_test

import (
	"go/parser"
	"go/token"
	"path/filepath"
	"slices"
	"strconv"
	"strings"
	"testing"
)

// storeys are the packages of the engine, from the bottom up. See docs/how-it-works.md.
var storeys = []string{
	"budget", "extent", "ssacode", "origin", "summary", "program", "binds", "claim", "memory", "cell", "condition", "reader", "trace", "life", "handoff", "ports", "dirs", "",
}

// Each storey imports only what is below it, and the subjects know nothing of each other.
func TestStoreys(t *testing.T) {
	const engine = "github.com/sockvet/sockvet/internal/sockflow/"
	for i, storey := range storeys {
		files, err := filepath.Glob(filepath.Join(storey, "*.go"))
		if err != nil || len(files) == 0 {
			t.Fatalf("storey %q: files %v, error %v", storey, files, err)
		}
		for _, name := range files {
			if strings.HasSuffix(name, "_test.go") {
				continue
			}
			file, err := parser.ParseFile(token.NewFileSet(), name, nil, parser.ImportsOnly)
			if err != nil {
				t.Fatal(err)
			}
			for _, spec := range file.Imports {
				path, err := strconv.Unquote(spec.Path.Value)
				if err != nil {
					t.Fatal(err)
				}
				other, ok := strings.CutPrefix(path, engine)
				if !ok {
					continue
				}
				if !slices.Contains(storeys[:i], other) || storey == "dirs" && other == "ports" {
					t.Errorf("%s imports %s, which is not below it", name, other)
				}
			}
		}
	}
}
