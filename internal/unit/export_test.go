package unit

import (
	"reflect"
	"slices"
	"strings"
	"testing"

	"golang.org/x/tools/go/analysis"
)

type loud struct{ Name string }

func (*loud) AFact() {}

var loudSuite = Suite{
	Analyzers: []*analysis.Analyzer{{Name: "loud", FactTypes: []analysis.Fact{(*loud)(nil)}}},
	Trigger: func(fact analysis.Fact) (string, bool) {
		name := fact.(*loud).Name
		return name, name != "quiet"
	},
}

func exportOf(path string, imports ...*Export) *Export {
	return loudSuite.newExport([]Record{
		{PkgPath: path, Object: "T.M0", Fact: &loud{"Method"}},
		{PkgPath: path, Object: "F", Fact: &loud{"Func"}},
		{PkgPath: path, Object: "T.M1", Fact: &loud{"quiet"}},
		{PkgPath: path, Fact: &loud{"Package"}},
	}).On(imports)
}

// objects returns the paths of the objects that importers of e know about.
func objects(t *testing.T, e *Export) []string {
	t.Helper()
	records, err := e.Records()
	if err != nil {
		t.Fatal(err)
	}
	var objects []string
	for _, r := range records {
		objects = append(objects, r.PkgPath+":"+string(r.Object))
	}
	slices.Sort(objects)
	return objects
}

func TestPassOn(t *testing.T) {
	a := exportOf("a")
	b := exportOf("b", a)
	through := NewExport([]*Export{a, b})
	top := exportOf("top", through, a)
	for _, test := range []struct {
		export *Export
		want   []string
	}{
		{a, []string{"a:", "a:F", "a:T.M0", "a:T.M1"}},
		{b, []string{"a:T.M0", "a:T.M1", "b:", "b:F", "b:T.M0", "b:T.M1"}},
		{through, []string{"a:T.M0", "a:T.M1", "b:T.M0", "b:T.M1"}},
		{top, []string{"a:T.M0", "a:T.M1", "b:T.M0", "b:T.M1", "top:", "top:F", "top:T.M0", "top:T.M1"}},
	} {
		if got := objects(t, test.export); !slices.Equal(got, test.want) {
			t.Errorf("got %q, want %q", got, test.want)
		}
	}
	if got := NewExport([]*Export{{Own: a.Own}}); got != nil {
		t.Errorf("a package passes on %v, which belongs to its imports", got)
	}
}

func TestFactNames(t *testing.T) {
	a := exportOf("a")
	for _, test := range []struct {
		imports []*Export
		want    []string
	}{
		{nil, nil},
		{[]*Export{a}, []string{"Func", "Method", "Package"}},
		{[]*Export{NewExport([]*Export{a})}, []string{"Method"}},
	} {
		got := FactNames(test.imports)
		slices.Sort(got)
		if !slices.Equal(got, test.want) {
			t.Errorf("got %q, want %q", got, test.want)
		}
	}
}

func TestExportSurvivesEncoding(t *testing.T) {
	RegisterFacts(loudSuite.Analyzers)
	a := exportOf("a")
	b := exportOf("b", a)
	decoder := NewDecoder()
	var decoded []*Export
	for _, want := range []*Export{a, b, NewExport([]*Export{b})} {
		data, err := want.Encode()
		if err != nil {
			t.Fatal(err)
		}
		got, err := decoder.Decode(data, "file")
		if err != nil {
			t.Fatal(err)
		}
		decoded = append(decoded, got)
		if !reflect.DeepEqual(objects(t, got), objects(t, want)) {
			t.Errorf("got %q, want %q", objects(t, got), objects(t, want))
		}
		if !slices.Equal(FactNames([]*Export{got}), FactNames([]*Export{want})) {
			t.Errorf("got the names %q, want %q", FactNames([]*Export{got}), FactNames([]*Export{want}))
		}
	}
	if n := len(passOn(decoded)); n != 2 {
		t.Errorf("%d bundles after decoding, want that of a and that of b", n)
	}
}

// Facts that inflate to more than any have are an error, in one bundle or in all.
func TestTooManyFacts(t *testing.T) {
	bomb := compress(make([]byte, 100<<20))
	encoded := appendText([]byte{0}, bomb) // no names, and the bomb
	decoder := NewDecoder()
	for i := range 3 {
		// What differs makes it another bundle.
		data := appendText(append([]byte{1}, appendText(nil, []byte{byte('a' + i)})...), bomb)
		export, err := decoder.Decode(slices.Concat(encoded, data), "facts.vetx")
		if err != nil {
			t.Fatal(err)
		}
		_, err = export.Records()
		switch {
		case err == nil:
			t.Fatal("zeros are taken for facts")
		case !strings.Contains(err.Error(), "facts.vetx: "):
			t.Errorf("the error does not name the file: %v", err)
		case i == 2 && !strings.Contains(err.Error(), "more than 256 MB of facts; if it is in the build cache, run go clean -cache"):
			t.Errorf("the error does not say that it is too much: %v", err)
		}
	}
}
