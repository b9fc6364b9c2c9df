package unit_test

import (
	"os"
	"path/filepath"
	"reflect"
	"slices"
	"testing"

	"golang.org/x/tools/go/analysis"

	"github.com/sockvet/sockvet/internal/unit"
	"github.com/sockvet/sockvet/internal/unit/unittest"
)

func TestRecordsSurviveEncoding(t *testing.T) {
	unit.RegisterFacts(unittest.Suite().Analyzers)
	records := []unit.Record{
		{PkgPath: "m/a", Object: "Open", Fact: &unittest.Listens{Name: "Open"}},
		{PkgPath: "m/b", Object: "T.M0", Fact: &unittest.Listens{Name: "Start"}},
		{PkgPath: "m/b", Fact: &unittest.Listens{}},
	}
	data, err := unit.EncodeRecords(records)
	if err != nil {
		t.Fatal(err)
	}
	got, err := unit.DecodeRecords(data)
	if err != nil {
		t.Fatal(err)
	}
	if !reflect.DeepEqual(got, records) {
		t.Errorf("got %v, want %v", got, records)
	}
}

func TestNoRecordsAreNoData(t *testing.T) {
	data, err := unit.EncodeRecords(nil)
	if err != nil || len(data) != 0 {
		t.Errorf("EncodeRecords(nil) = %q, %v", data, err)
	}
	records, err := unit.DecodeRecords(nil)
	if err != nil || len(records) != 0 {
		t.Errorf("DecodeRecords(nil) = %v, %v", records, err)
	}
}

func TestReexport(t *testing.T) {
	open := unit.Record{PkgPath: "m/a", Object: "Open", Fact: new(unittest.Listens)}
	start := unit.Record{PkgPath: "m/b", Object: "T.M0", Fact: new(unittest.Listens)}
	serve := unit.Record{PkgPath: "m/a", Object: "S.M1", Fact: new(unittest.Listens)}
	whole := unit.Record{PkgPath: "m/a", Fact: new(unittest.Listens)}
	got := unit.Reexport([][]unit.Record{{open, start}, {whole}, {serve, start}})
	if want := []unit.Record{serve, start}; !slices.Equal(got, want) {
		t.Errorf("got %v, want %v", got, want)
	}
}

func TestVetx(t *testing.T) {
	name := filepath.Join(t.TempDir(), "vetx")
	for _, want := range []unit.Vetx{{}, {Facts: []byte("facts")}, {Types: []byte("types"), Facts: []byte("facts")}} {
		if err := want.WriteFile(name); err != nil {
			t.Fatal(err)
		}
		got, err := unit.ReadVetx(name)
		if err != nil || string(got.Types) != string(want.Types) || string(got.Facts) != string(want.Facts) {
			t.Errorf("got %q, %v, want %q", got, err, want)
		}
	}
}

func TestBadVetx(t *testing.T) {
	name := filepath.Join(t.TempDir(), "vetx")
	for _, data := range []string{"", "vetx", "vetx\xff\xff\xff\xff\xff\xff\xff\xff", "gobs\x00\x00\x00\x00\x00\x00\x00\x00"} {
		if err := os.WriteFile(name, []byte(data), 0o666); err != nil {
			t.Fatal(err)
		}
		if got, err := unit.ReadVetx(name); err == nil {
			t.Errorf("%q: got %v and no error", data, got)
		}
	}
}

func TestSplitID(t *testing.T) {
	for id, want := range map[string][2]string{
		"net/http":               {"net/http", ""},
		"m/p [m/p.test]":         {"m/p", "m/p.test"},
		"m/p_test [m/p.test]":    {"m/p_test", "m/p.test"},
		"command-line-arguments": {"command-line-arguments", ""},
	} {
		if path, family := unit.SplitID(id); path != want[0] || family != want[1] {
			t.Errorf("SplitID(%q) = %q, %q, want %q", id, path, family, want)
		}
	}
}

func TestFactMakers(t *testing.T) {
	got := unit.FactMakers([]*analysis.Analyzer{unittest.Listening})
	if want := unittest.Listening.Requires; !slices.Equal(got, want) {
		t.Errorf("got %v, want %v", got, want)
	}
}
