package output

import "testing"

// wide has letters of one, two and three bytes, and one of four, which is two
// units in UTF-16; then a byte that is not UTF-8.
const wide = "package p\n\tä€😀x\xffy\r\n"

func TestText(t *testing.T) {
	texts := newTexts(&Report{Sources: map[string]*Source{"p.go": {Content: []byte(wide)}}})
	file := texts.file("p.go")
	columns := []struct{ line, bytes, want int }{
		{1, 1, 1}, {1, 9, 9}, {2, 1, 1}, {2, 2, 2}, {2, 4, 3}, {2, 7, 4}, {2, 11, 6}, {2, 12, 7}, {2, 13, 8},
		{2, 14, 9}, {2, 16, 11}, {2, 17, 0}, {0, 1, 0}, {4, 1, 0}, {1, 0, 0},
	}
	for _, c := range columns {
		if got := file.column(c.line, c.bytes); got != c.want {
			t.Errorf("column %d of line %d is %d in UTF-16, want %d", c.bytes, c.line, got, c.want)
		}
	}
	places := []struct{ offset, line, column int }{{0, 1, 1}, {9, 1, 10}, {10, 2, 1}, {20, 2, 6}, {len(wide), 3, 1}}
	for _, p := range places {
		if line, column := file.place(p.offset); line != p.line || column != p.column {
			t.Errorf("offset %d is at %d:%d, want %d:%d", p.offset, line, column, p.line, p.column)
		}
	}
	missing := texts.file("no such file.go")
	if missing.line(1) != "" || missing.column(1, 5) != 0 || missing.lineHash(1) != "" {
		t.Errorf("a missing file has a text: %+v", missing)
	}
}
