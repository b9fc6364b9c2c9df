package portrace_test

import (
	"errors"
	"math/rand/v2"
	"testing"

	"golang.org/x/tools/go/analysis"

	"github.com/sockvet/sockvet/internal/fix/fixtest"
	"github.com/sockvet/sockvet/internal/fix/fixtest/program"
	"github.com/sockvet/sockvet/passes/portrace"
)

// FuzzFix checks the fixes of programs that the fuzzer thinks of.
func FuzzFix(f *testing.F) {
	local, wide := newBench(f, portrace.FixLocal), newBench(f, portrace.FixHelpers)
	for _, data := range seeds() {
		f.Add(data)
	}
	f.Fuzz(func(t *testing.T, data []byte) {
		name, text := program.New(data)
		for _, bench := range []*fixtest.Bench{local, wide} {
			file, err := bench.Analyze(name, text)
			if crash := (*fixtest.Crash)(nil); errors.As(err, &crash) {
				t.Fatalf("%v\n%s", err, text)
			}
			if err != nil {
				t.Skipf("%v\n%s", err, text)
			}
			if err := bench.Check(file); err != nil {
				t.Fatalf("%v\nwas made of\n%s", err, text)
			}
		}
	})
}

// TestPrograms checks that FuzzFix tests something: nearly all programs compile,
// and many have something to fix.
func TestPrograms(t *testing.T) {
	bench := newBench(t, portrace.FixLocal)
	broken, fixed := 0, 0
	all := seeds()
	for _, data := range all {
		name, text := program.New(data)
		file, err := bench.Analyze(name, text)
		if err != nil {
			broken++
			t.Logf("%v\n%s", err, text)
			continue
		}
		for _, found := range file.Findings {
			if found.Fix != nil {
				fixed++
				break
			}
		}
	}
	t.Logf("of %d programs, %d do not compile and %d have a fix", len(all), broken, fixed)
	if broken*20 > len(all) {
		t.Errorf("%d of %d programs do not compile", broken, len(all))
	}
	if fixed*3 < len(all) {
		t.Errorf("only %d of %d programs have a fix", fixed, len(all))
	}
}

func newBench(tb testing.TB, fix portrace.Fix) *fixtest.Bench {
	check := portrace.New(portrace.Config{Fix: fix})
	bench := fixtest.NewBench(tb, []*analysis.Analyzer{check}, program.Imports)
	// What a helper returns is not reported where the package binds it, or dials it.
	bench.Hidden = []string{portrace.CategoryHelper}
	return bench
}

// seeds returns data of random programs, always the same.
func seeds() [][]byte {
	random := rand.New(rand.NewPCG(1, 2))
	all := [][]byte{nil}
	for range 200 {
		data := make([]byte, random.IntN(300))
		for i := range data {
			data[i] = byte(random.Uint32())
		}
		all = append(all, data)
	}
	return all
}
