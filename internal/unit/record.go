package unit

import (
	"bytes"
	"cmp"
	"encoding/gob"
	"reflect"
	"slices"
	"strings"

	"golang.org/x/tools/go/analysis"
	"golang.org/x/tools/go/types/objectpath"
)

// A Record is a fact on its way between packages. Its fields are those that
// x/tools' internal/facts encodes, so that either side reads what the other
// wrote.
type Record struct {
	PkgPath string          // import path of the package that the fact is about
	Object  objectpath.Path // what it is about in that package; "" for the package itself
	Fact    analysis.Fact
}

// RegisterFacts makes the fact types of the analyzers, and of those they
// require, known to the codec.
func RegisterFacts(analyzers []*analysis.Analyzer) {
	for _, a := range withRequired(analyzers) {
		for _, fact := range a.FactTypes {
			gob.Register(fact)
		}
	}
}

// DecodeRecords is the inverse of [EncodeRecords]. No data is no records.
func DecodeRecords(data []byte) ([]Record, error) {
	if len(data) == 0 {
		return nil, nil
	}
	var records []Record
	err := gob.NewDecoder(bytes.NewReader(data)).Decode(&records)
	return records, err
}

// EncodeRecords encodes records in the order given; no records are no data.
// The error is that of a fact that gob can't encode.
func EncodeRecords(records []Record) ([]byte, error) {
	if len(records) == 0 {
		return nil, nil
	}
	var buf bytes.Buffer
	err := gob.NewEncoder(&buf).Encode(records)
	return buf.Bytes(), err
}

// Reexport returns what a package passes on of the facts of its imports, given
// the records of each: the facts about methods and fields, which its importers
// may reach without importing the package that declares them. What can only be
// named through that package, functions above all, is not passed on.
//
// The result is sorted and has no two records about the same thing.
func Reexport(imports [][]Record) []Record {
	var passed []Record
	seen := map[recordKey]bool{}
	for _, records := range imports {
		for _, r := range records {
			if strings.Contains(string(r.Object), ".") && !seen[r.key()] {
				seen[r.key()] = true
				passed = append(passed, r)
			}
		}
	}
	slices.SortFunc(passed, compareRecords)
	return passed
}

// A recordKey is what a record is about.
type recordKey struct {
	pkgPath string
	object  objectpath.Path
	fact    reflect.Type
}

func (r Record) key() recordKey { return recordKey{r.PkgPath, r.Object, reflect.TypeOf(r.Fact)} }

func compareRecords(a, b Record) int {
	if c := cmp.Or(strings.Compare(a.PkgPath, b.PkgPath), strings.Compare(string(a.Object), string(b.Object))); c != 0 {
		return c
	}
	if x, y := reflect.TypeOf(a.Fact), reflect.TypeOf(b.Fact); x != y {
		return strings.Compare(x.String(), y.String())
	}
	return 0
}
