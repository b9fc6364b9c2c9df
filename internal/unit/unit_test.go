package unit_test

import (
	"bytes"
	"encoding/gob"
	"os"
	"path/filepath"
	"reflect"
	"slices"
	"strings"
	"testing"

	"golang.org/x/tools/go/analysis"
	"golang.org/x/tools/go/types/objectpath"

	"github.com/sockvet/sockvet/internal/unit"
	"github.com/sockvet/sockvet/internal/unit/unittest"
)

func TestRecordsAreEncodedAsUnitcheckerDoes(t *testing.T) {
	unit.RegisterFacts(unittest.Suite().Analyzers)
	want := []unit.Record{
		{PkgPath: "m/a", Object: "Open", Fact: &unittest.Listens{Name: "Open"}},
		{PkgPath: "m/b", Object: "T.M0", Fact: &unittest.Listens{Name: "Start"}},
	}
	data, err := unit.EncodeRecords(want)
	if err != nil {
		t.Fatal(err)
	}
	// The declaration in x/tools' internal/facts.
	type gobFact struct {
		PkgPath string
		Object  objectpath.Path
		Fact    analysis.Fact
	}
	var got []gobFact
	if err := gob.NewDecoder(bytes.NewReader(data)).Decode(&got); err != nil {
		t.Fatal(err)
	}
	for i := range want {
		if i >= len(got) || !reflect.DeepEqual(want[i], unit.Record(got[i])) {
			t.Fatalf("got %v, want %v", got, want)
		}
	}
}

func TestNothingIsNoData(t *testing.T) {
	records, err := unit.EncodeRecords(nil)
	if err != nil || len(records) != 0 {
		t.Errorf("EncodeRecords(nil) = %q, %v", records, err)
	}
	data, err := (*unit.Export)(nil).Encode()
	if err != nil || len(data) != 0 {
		t.Errorf("Encode() = %q, %v", data, err)
	}
	export, err := unit.NewDecoder().Decode(nil, "file")
	if err != nil || export != nil {
		t.Errorf("Decode(nil) = %v, %v", export, err)
	}
}

func TestDamagedFacts(t *testing.T) {
	for _, data := range []string{
		"\x01", "\x00", "\x00\x05a", "\x01\x01a", "\xff\xff\xff\xff\xff\xff\x01",
		"\x00\x00", "\x00\x00\x00\x00", "\x00\x01a\x00\x00", "\x01\x01a\x00", strings.Repeat("\x00", 1000),
	} {
		export, err := unit.NewDecoder().Decode([]byte(data), "facts.vetx")
		if err == nil {
			t.Errorf("%q: got %v and no error", data, export)
		} else if !strings.Contains(err.Error(), "facts.vetx: ") || !strings.Contains(err.Error(), "go clean -cache") {
			t.Errorf("%q: the error does not name the file and what to do: %v", data, err)
		}
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
	for _, data := range []string{"", "vetx", "vetx\xff\xff\xff\xff\xff\xff\xff\xff", "gobs\x00\x00\x00\x00\x00\x00\x00\x00", "vetx\x00\x00\x00\x00\x00\x00\x00\x00more"} {
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
