package gclplugin

import (
	"testing"

	"golang.org/x/tools/go/analysis"
)

func TestAdmit(t *testing.T) {
	fix := func(edits ...analysis.TextEdit) []analysis.SuggestedFix {
		return []analysis.SuggestedFix{{TextEdits: edits}}
	}
	tests := []struct {
		name string
		fix  []analysis.SuggestedFix
		want bool
	}{
		{"none", nil, false},
		{"first", fix(analysis.TextEdit{Pos: 10, End: 20}, analysis.TextEdit{Pos: 40, NewText: []byte("import")}), true},
		{"inside", fix(analysis.TextEdit{Pos: 12, End: 14}), false},
		{"second edit inside", fix(analysis.TextEdit{Pos: 30, End: 31}, analysis.TextEdit{Pos: 15}), false},
		{"begins there", fix(analysis.TextEdit{Pos: 10, End: 12}), false},
		{"around", fix(analysis.TextEdit{Pos: 5, End: 25}), false},
		{"insertion at its begin", fix(analysis.TextEdit{Pos: 10}), false},
		{"insertion at an insertion", fix(analysis.TextEdit{Pos: 40, NewText: []byte("other")}), false},
		{"the same insertion", fix(analysis.TextEdit{Pos: 40, End: 40, NewText: []byte("import")}, analysis.TextEdit{Pos: 50, End: 51}), true},
		{"beside", fix(analysis.TextEdit{Pos: 20, End: 30}), true},
		{"beside that", fix(analysis.TextEdit{Pos: 51, End: 52}), true},
		{"where the refused one was", fix(analysis.TextEdit{Pos: 30, End: 31}), true},
	}
	var all edits
	for _, test := range tests {
		if got := all.admit(test.fix); (len(got) > 0) != test.want {
			t.Errorf("%s: got %v", test.name, got)
		}
	}
}
