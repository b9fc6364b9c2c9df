package cache_test

import (
	"go/token"
	"reflect"
	"testing"

	"github.com/sockvet/sockvet/internal/cache"
	"github.com/sockvet/sockvet/internal/output"
)

func TestResult(t *testing.T) {
	at := token.Position{Filename: "/m/\xff.go", Offset: 3, Line: 2, Column: 1}
	for name, want := range map[string]*cache.Result{
		"nothing": {},
		"facts":   {Facts: []byte("facts")},
		"note":    {Facts: []byte("facts"), Notes: []string{"not all was seen"}},
		"finding": {
			Findings: []output.Finding{
				{Check: "c", Category: "k", Message: "a\x80\n", URL: "u", Position: at, End: at},
				{
					Check:    "c",
					Position: at,
					Related:  []output.Related{{Position: at, Message: "here"}},
					Fix: &output.Fix{
						Message: "f",
						Edits:   []output.Edit{{File: at.Filename, Start: 0, End: 0, New: "x"}},
						Refused: "generated file",
					},
				},
			},
			Imports: map[string]map[string]string{at.Filename: {"net/http": "http"}},
		},
	} {
		data, err := want.Encode()
		if err != nil {
			t.Errorf("%s: %v", name, err)
			continue
		}
		got, err := cache.DecodeResult(data)
		if err != nil {
			t.Errorf("%s: %v", name, err)
			continue
		}
		if len(got.Facts) == 0 {
			got.Facts = nil
		}
		if !reflect.DeepEqual(got, want) {
			t.Errorf("%s: got %+v, want %+v", name, got, want)
		}
	}
}

func TestNoResult(t *testing.T) {
	for _, data := range []string{"", "\x80", "\x05abc", "\x00abc", "\x01abcdefghijklm"} {
		if r, err := cache.DecodeResult([]byte(data)); err == nil {
			t.Errorf("%q: got %+v", data, r)
		}
	}
}
