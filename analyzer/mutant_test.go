package analyzer_test

import (
	"errors"
	"flag"
	"go/build"
	"go/parser"
	"go/token"
	"io/fs"
	"maps"
	"math/rand/v2"
	"os"
	"path/filepath"
	"slices"
	"strconv"
	"strings"
	"testing"
	"time"

	"golang.org/x/tools/go/analysis"

	"github.com/sockvet/sockvet/internal/fix/fixtest"
	"github.com/sockvet/sockvet/internal/fix/fixtest/mutant"
	"github.com/sockvet/sockvet/passes/portguess"
	"github.com/sockvet/sockvet/passes/portrace"
	"github.com/sockvet/sockvet/passes/sockdir"
	"github.com/sockvet/sockvet/passes/sockpath"
)

var (
	mutants = flag.Int("mutants", 300, "how many `files` TestMutants tries")
	first   = flag.Int("mutants.first", 0, "the `number` of the first one")
)

// TestMutants changes the files that the checks are tested with at random. Of what compiles,
// each fix is applied, and all together: the result compiles, the findings are gone, and there
// is nothing left to fix. Which mutants there are depends on nothing but their numbers.
func TestMutants(t *testing.T) {
	texts, imports := seeds(t)
	benches := []*fixtest.Bench{mutantBench(t, portrace.FixLocal, imports), mutantBench(t, portrace.FixHelpers, imports)}
	var compiled, fixed int
	var slowest time.Duration
	for i := *first; i < *first+*mutants; i++ {
		random := rand.New(rand.NewPCG(uint64(i), 0))
		seed := texts[random.IntN(len(texts))]
		text := mutant.New(seed, random)
		start := time.Now()
		file, err := benches[i%2].Analyze("p_test.go", text)
		if crash := (*fixtest.Crash)(nil); errors.As(err, &crash) {
			t.Errorf("mutant %d: %v\n%s", i, err, text)
		}
		if err != nil {
			continue
		}
		compiled++
		if slices.ContainsFunc(file.Findings, func(f fixtest.Finding) bool { return f.Fix != nil }) {
			fixed++
		}
		if err := benches[i%2].Check(file); err != nil {
			t.Errorf("mutant %d: %v\nwas made of\n%s", i, err, text)
		}
		slowest = max(slowest, time.Since(start))
	}
	t.Logf("of %d mutants, %d compile and %d have a fix; the slowest took %v", *mutants, compiled, fixed, slowest)
	if compiled*4 < *mutants || fixed*20 < compiled {
		t.Errorf("too few of %d mutants compile (%d) or have a fix (%d)", *mutants, compiled, fixed)
	}
}

func mutantBench(t *testing.T, fix portrace.Fix, imports []string) *fixtest.Bench {
	t.Helper()
	checks := []*analysis.Analyzer{portrace.New(portrace.Config{Fix: fix}), sockdir.New(sockdir.Config{}), sockpath.New(sockpath.Config{}), portguess.New(portguess.Config{})}
	bench := fixtest.NewBench(t, checks, imports)
	bench.Hidden = []string{portrace.CategoryHelper} // see there
	return bench
}

// seeds returns the files that the checks are tested with, but those that need others, and
// what they import.
func seeds(t *testing.T) (texts [][]byte, imports []string) {
	t.Helper()
	known := map[string]bool{}
	for _, check := range []string{"portguess", "portrace", "sockdir", "sockpath"} {
		root := filepath.Join("..", "passes", check, "testdata", "src")
		err := filepath.WalkDir(root, func(name string, entry fs.DirEntry, err error) error {
			if err != nil || !strings.HasSuffix(name, ".go") {
				return err
			}
			if ok, err := build.Default.MatchFile(filepath.Split(name)); err != nil || !ok {
				return err // for another version of Go, or another system
			}
			text, err := os.ReadFile(name)
			if err != nil {
				return err
			}
			file, err := parser.ParseFile(token.NewFileSet(), name, text, parser.ImportsOnly)
			if err != nil {
				return err
			}
			var own []string
			for _, spec := range file.Imports {
				path, err := strconv.Unquote(spec.Path.Value)
				if err != nil {
					return err
				}
				if _, err := os.Stat(filepath.Join(root, path)); err == nil || strings.Contains(path, ".") || path == "C" {
					return nil // not of the standard library
				}
				own = append(own, path)
			}
			texts = append(texts, text)
			for _, path := range own {
				known[path] = true
			}
			return nil
		})
		if err != nil {
			t.Fatal(err)
		}
	}
	return texts, slices.Sorted(maps.Keys(known))
}
