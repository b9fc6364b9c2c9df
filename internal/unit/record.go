package unit

import (
	"bytes"
	"encoding/gob"
	"reflect"
	"strings"

	"golang.org/x/tools/go/analysis"
	"golang.org/x/tools/go/types/objectpath"
)

// A Record is a fact on its way between packages. Its fields are those that
// x/tools' internal/facts encodes, so that unitchecker can read them.
type Record struct {
	PkgPath string          // import path of the package that the fact is about
	Object  objectpath.Path // what it is about in that package; "" for the package itself
	Fact    analysis.Fact
}

// RegisterFacts makes the fact types of the analyzers, and of those they
// require, known to the codec. Gob gives a type a number when it first meets it, and
// puts that into the data. So all of them are met here: then facts that are the same are
// the same data in each process, whatever else it decodes first.
func RegisterFacts(analyzers []*analysis.Analyzer) {
	for _, a := range withRequired(analyzers) {
		for _, fact := range a.FactTypes {
			gob.Register(fact)
			blank := reflect.New(reflect.TypeOf(fact).Elem()).Interface().(analysis.Fact)
			_, _ = EncodeRecords([]Record{{Fact: blank}}) // what is wrong with it, a real one has too
		}
	}
}

// EncodeRecords encodes records in the order given, as x/tools does; no records
// are no data. The error is that of a fact that gob can't encode.
func EncodeRecords(records []Record) ([]byte, error) {
	if len(records) == 0 {
		return nil, nil
	}
	var buf bytes.Buffer
	err := gob.NewEncoder(&buf).Encode(records)
	return buf.Bytes(), err
}

// decodeRecords is the inverse of EncodeRecords.
func decodeRecords(data []byte) ([]Record, error) {
	if len(data) == 0 {
		return nil, nil
	}
	var records []Record
	err := gob.NewDecoder(bytes.NewReader(data)).Decode(&records)
	return records, err
}

// compareRecords orders records by what they are about.
func compareRecords(a, b Record) int {
	if c := strings.Compare(a.PkgPath, b.PkgPath); c != 0 {
		return c
	}
	if c := strings.Compare(string(a.Object), string(b.Object)); c != 0 {
		return c
	}
	return strings.Compare(reflect.TypeOf(a.Fact).String(), reflect.TypeOf(b.Fact).String())
}
