package main

import (
	"cmp"
	"fmt"
	"path/filepath"
	"slices"
	"strconv"
	"strings"
)

// A finding is what any driver tells of one.
type finding struct {
	file         string // relative to the module
	line, column int
	check        string // "" if the driver does not tell
	category     string // likewise
	message      string
}

// position sets where the finding is, from FILE:LINE:COLUMN. A file that is not
// absolute is relative to dir. The error says that text is no such position.
func (f *finding) position(dir, text string) error {
	parts := strings.Split(text, ":")
	if len(parts) != 3 {
		return fmt.Errorf("%q is no position", text)
	}
	line, err := strconv.Atoi(parts[1])
	if err != nil {
		return err
	}
	column, err := strconv.Atoi(parts[2])
	if err != nil {
		return err
	}
	f.line, f.column, f.file = line, column, parts[0]
	if !filepath.IsAbs(f.file) {
		return nil
	}
	f.file, err = filepath.Rel(dir, f.file)
	return err
}

func (f finding) String() string {
	return fmt.Sprintf("%s:%d:%d: %s (%s): %s", f.file, f.line, f.column, cmp.Or(f.check, "?"), cmp.Or(f.category, "?"), f.message)
}

// differentFindings says in what got differs from want; "" if in nothing. What got
// does not tell is no difference.
func differentFindings(want, got []finding) string {
	sortFindings(want)
	sortFindings(got)
	var text strings.Builder
	for i := range max(len(want), len(got)) {
		switch {
		case i >= len(got):
			fmt.Fprintf(&text, "missing:    %v\n", want[i])
		case i >= len(want):
			fmt.Fprintf(&text, "unexpected: %v\n", got[i])
		case !want[i].matches(got[i]):
			fmt.Fprintf(&text, "want: %v\ngot:  %v\n", want[i], got[i])
		}
	}
	return text.String()
}

func (f finding) matches(got finding) bool {
	if got.check == "" {
		got.check = f.check
	}
	if got.category == "" {
		got.category = f.category
	}
	return f == got
}

func sortFindings(all []finding) {
	slices.SortFunc(all, func(a, b finding) int {
		return cmp.Or(cmp.Compare(a.file, b.file), cmp.Compare(a.line, b.line),
			cmp.Compare(a.column, b.column), cmp.Compare(a.message, b.message))
	})
}
