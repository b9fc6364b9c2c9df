package binds

import (
	"go/types"
	"slices"

	"golang.org/x/tools/go/ssa"

	"github.com/sockvet/sockvet/internal/sockflow/ssacode"
)

// draws has the functions that yield a number which nobody knows before: random, of a hash or
// of the clock, or that of the process. Of a package without a list it is all that yield one.
// Sources: the packages' pages on https://pkg.go.dev.
var draws = map[string][]string{
	"math/rand":    nil,
	"math/rand/v2": nil,
	"crypto/rand":  {"Int"},
	"hash":         {"Sum32", "Sum64"}, // of what package hash/fnv makes
	"hash/fnv":     {"Sum32", "Sum64"},
	"hash/adler32": {"Checksum"},
	"hash/crc32":   {"Checksum", "ChecksumIEEE"},
	"hash/crc64":   {"Checksum"},
	"hash/maphash": {"Sum64"},
	"os":           {"Getpid", "Getppid"},
	"time":         {"Unix", "UnixMilli", "UnixMicro", "UnixNano", "Nanosecond"},
}

// MayDraw reports whether a package that is no test may draw ports: the clock and the process
// have a number for much else.
func MayDraw(pkg *types.Package) bool {
	return slices.ContainsFunc(pkg.Imports(), func(p *types.Package) bool {
		return slices.Contains([]string{"math/rand", "math/rand/v2", "crypto/rand"}, p.Path())
	})
}

// isDraw reports whether fn is one of them.
func isDraw(fn *types.Func) bool {
	if fn.Pkg() == nil {
		return false
	}
	names, known := draws[fn.Pkg().Path()]
	results := fn.Signature().Results()
	if !known || results.Len() == 0 || fn.Pkg().Path() == "time" && fn.Signature().Recv() == nil {
		return false
	}
	return slices.Contains(names, fn.Name()) || names == nil && ssacode.IsNumber(results.At(0).Type())
}

// Draws returns the names of these functions that a package may call, as program.NamesOf does, but
// for the clock's: functions ask for the time for all kinds of reasons.
func Draws(pkg *types.Package) []string {
	var all []string
	for _, imported := range pkg.Imports() {
		names, known := draws[imported.Path()]
		if !known || imported.Path() == "time" {
			continue
		}
		if names == nil {
			names = numbersOf(imported)
		}
		for _, name := range names {
			if imported.Scope().Lookup(name) != nil {
				all = append(all, imported.Path()+"."+name)
			}
			all = append(all, name) // a method
		}
	}
	return all
}

// numbersOf returns the names of the functions and methods of a package that yield a number.
func numbersOf(pkg *types.Package) []string {
	var all []string
	add := func(fn *types.Func) {
		if results := fn.Signature().Results(); results.Len() > 0 && ssacode.IsNumber(results.At(0).Type()) {
			all = append(all, fn.Name())
		}
	}
	for _, name := range pkg.Scope().Names() {
		switch obj := pkg.Scope().Lookup(name).(type) {
		case *types.Func:
			add(obj)
		case *types.TypeName:
			if named, ok := obj.Type().(*types.Named); ok {
				for fn := range named.Methods() {
					add(fn)
				}
			}
		}
	}
	return all
}

// drawn returns the number that instr draws, in the way that how says.
func (r *reader) drawn(instr ssa.Instruction, how string, at view) []Text {
	at = at.from(instr.Pos())
	return at.leaf(Part{Kind: Random, Text: how, Retried: r.isRetried(instr, at) || at.isInLoop(instr)})
}

// isInLoop reports whether instr runs again and again, or a call on the way to the bind does.
func (at view) isInLoop(instr ssa.Instruction) bool {
	return slices.ContainsFunc(append(slices.Clip(at.calls), instr), func(i ssa.Instruction) bool {
		return ssacode.Reachable(i.Block(), i.Block())
	})
}
