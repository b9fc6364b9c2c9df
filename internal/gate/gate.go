// Package gate tells, before a package is parsed and type-checked, whether it
// can matter to sockvet. It looks at what the package imports, at the words in
// its files, and at the names of the functions that imported facts are about.
//
// The answer may be wrong in one direction only: a package that the gate turns
// away has no finding and no fact.
package gate

import (
	"bytes"
	"slices"

	"github.com/sockvet/sockvet/internal/pattern"
	"github.com/sockvet/sockvet/internal/source"
)

// A Package is what the gate looks at.
type Package struct {
	Imports   []string // the import paths of its direct imports
	Files     []string // its Go files
	FactNames []string // the last names of the functions that imported facts are about; "" for one unknown

	// ReadFile reads a file of Files; nil means [source.Read].
	ReadFile func(name string) ([]byte, error)
}

// An Extent says how much of a package can matter.
type Extent uint8

const (
	Nothing    Extent = iota // no finding, and no fact
	Conduits                 // no finding, and facts only about what [IsConduit] says
	Everything               // any
)

// Matters reports whether the package can have a finding or a fact.
func (p *Package) Matters() bool { return p.Extent() != Nothing }

// Extent returns how much of the package can matter. It reads no more files than it needs.
// A file that can't be read matters: the loader is the one to say what is wrong with it.
func (p *Package) Extent() Extent {
	read := p.ReadFile
	if read == nil {
		read = source.Read
	}
	if slices.Contains(p.FactNames, "") {
		return Everything
	}
	words := p.words()
	extent := Nothing
	for _, name := range p.Files {
		text, err := read(name)
		if err != nil || words.in(text) || carries(text) || setsLocalAddr(text) || bytes.Contains(text, comment) {
			return Everything
		}
		if extent == Nothing && hasConduit(text) {
			extent = Conduits
		}
	}
	return extent
}

// comment is in all comments that speak to sockvet, and in those that mean to: what is
// wrong with them is reported wherever they stand.
var comment = []byte("ockvet")

// setsLocalAddr reports whether text may give a dialer a local address, which a dial binds.
func setsLocalAddr(text []byte) bool {
	return bytes.Contains(text, []byte("LocalAddr")) && localAddr().Match(text)
}

var localAddr = pattern.New(`\bLocalAddr\s*[:=]`)

// words returns the words of which one file at least has to contain one.
func (p *Package) words() *wordSet {
	triggers := triggers()
	words := newWordSet()
	words.addMethods(triggers.anywhere)
	words.addMethods(p.FactNames)
	for _, path := range p.Imports {
		words.addMethods(triggers.methods[path])
		words.addFunctions(path, triggers.functions[path])
	}
	return words
}
