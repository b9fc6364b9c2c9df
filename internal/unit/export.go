package unit

import (
	"crypto/sha256"
	"slices"
	"strings"
	"sync"
)

// An Export is what importers of a package get to know: the facts about its own
// functions, and on top of them the bundles that it passes on to the importers
// of its importers, its own and those of the packages that it imports.
//
// Passed on are facts about methods and fields, which can be reached without
// importing the package that declares them. What can only be named through that
// package, functions above all, is not.
type Export struct {
	Own    *Bundle // nil if there are none
	Passed []*Bundle
}

// A Bundle is some facts of one package. It is shared, as a pointer, by the
// exports of all packages that pass it on, and decoded when somebody needs it.
type Bundle struct {
	names []string // of the triggers among the facts, see Suite.Trigger

	mu      sync.Mutex // guards what follows
	records []Record
	data    []byte // records, encoded and deflated; nil if they never were

	decoder *Decoder // that has made the bundle of data; nil if nobody has
	file    string   // where that data is
}

// NewExport returns the export of a package that is not analyzed itself, or nil
// if it passes nothing on.
func NewExport(imports []*Export) *Export { return (*Export)(nil).On(imports) }

// passOn returns the bundles that the imports pass on, each once.
func passOn(imports []*Export) []*Bundle {
	var passed []*Bundle
	seen := map[*Bundle]bool{}
	for _, e := range imports {
		for _, b := range e.Passed {
			if !seen[b] {
				seen[b] = true
				passed = append(passed, b)
			}
		}
	}
	return passed
}

// newExport returns what there is in those records, which are about one package.
func (s *Suite) newExport(records []Record) *Export {
	slices.SortFunc(records, compareRecords)
	var own, passed []Record
	for _, r := range records {
		if strings.Contains(string(r.Object), ".") {
			passed = append(passed, r)
		} else {
			own = append(own, r)
		}
	}
	e := new(Export)
	if len(own) > 0 {
		e.Own = s.newBundle(own)
	}
	if len(passed) > 0 {
		e.Passed = []*Bundle{s.newBundle(passed)}
	}
	return e.orNil()
}

// On returns the export of a package that has those imports, if e is what there is about
// the package itself. Either may be nil.
func (e *Export) On(imports []*Export) *Export {
	whole := &Export{Passed: passOn(imports)}
	if e != nil {
		whole.Own = e.Own
		whole.Passed = append(whole.Passed, e.Passed...)
	}
	return whole.orNil()
}

func (e *Export) orNil() *Export {
	if e.Own == nil && len(e.Passed) == 0 {
		return nil
	}
	return e
}

func (s *Suite) newBundle(records []Record) *Bundle {
	b := &Bundle{records: records}
	for _, r := range records {
		if name, ok := s.Trigger(r.Fact); ok && !slices.Contains(b.names, name) {
			b.names = append(b.names, name)
		}
	}
	return b
}

// Records returns the facts of the bundle. The error is that of decoding them.
func (b *Bundle) Records() ([]Record, error) {
	b.mu.Lock()
	defer b.mu.Unlock()
	if b.records == nil {
		records, err := b.decode()
		if err != nil {
			return nil, inFile(b.file, err)
		}
		b.records = records
	}
	return b.records, nil
}

func (b *Bundle) decode() ([]Record, error) {
	data, err := b.decoder.decompress(b.data)
	if err != nil {
		return nil, err
	}
	return decodeRecords(data)
}

// Records returns all facts of an export, which may be nil. The error is that of
// decoding them.
func (e *Export) Records() ([]Record, error) {
	if e == nil {
		return nil, nil
	}
	var all []Record
	for _, b := range visible([]*Export{e}) {
		records, err := b.Records()
		if err != nil {
			return nil, err
		}
		all = append(all, records...)
	}
	return all, nil
}

// FactsDigest returns a hash of the facts that a package with those imports sees. The
// error is that of encoding them.
func FactsDigest(imports []*Export) ([]byte, error) {
	h := sha256.New()
	for _, b := range visible(imports) {
		data, err := b.append(nil)
		if err != nil {
			return nil, err
		}
		h.Write(data)
	}
	return h.Sum(nil), nil
}

// visible returns the bundles that a package with those imports sees.
func visible(imports []*Export) []*Bundle {
	bundles := passOn(imports)
	for _, e := range imports {
		if e.Own != nil {
			bundles = append(bundles, e.Own)
		}
	}
	return bundles
}

// FactNames returns the names of the triggers among the facts that a package
// with those imports sees, each once. It decodes nothing.
func FactNames(imports []*Export) []string {
	var names []string
	seen := map[string]bool{}
	for _, b := range visible(imports) {
		for _, name := range b.names {
			if !seen[name] {
				seen[name] = true
				names = append(names, name)
			}
		}
	}
	return names
}
