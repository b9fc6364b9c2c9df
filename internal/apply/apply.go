// Package apply applies suggested fixes to files, or prints them as a diff.
package apply

import (
	"bytes"
	"cmp"
	"errors"
	"fmt"
	"maps"
	"path/filepath"
	"slices"

	"github.com/sockvet/sockvet/internal/output"
)

// A Change is what the fixes of one file make of it.
type Change struct {
	File   string // where the file is; not a symbolic link
	Before []byte // as it was analyzed
	After  []byte
	Fixed  []output.Finding // whose fixes are in
}

// Plan works out what the fixes of findings do to their files, in the order of
// the findings. It leaves out fixes that were refused and, of two that overlap,
// the later one. The errors tell of files that can't be fixed.
func Plan(findings []output.Finding, sources map[string]*output.Source) ([]*Change, []error) {
	drafts := map[string]*draft{}
	var errs []error
	for _, f := range findings {
		if f.Fix == nil || f.Fix.Refused != "" {
			continue
		}
		name := f.Fix.Edits[0].File
		file, err := filepath.EvalSymlinks(name)
		if err != nil {
			errs = append(errs, fmt.Errorf("not fixed: %w", err))
			continue
		}
		if drafts[file] == nil {
			drafts[file] = &draft{source: sources[name], has: map[output.Edit]bool{}}
		}
		drafts[file].add(f)
	}
	var changes []*Change
	for _, file := range slices.Sorted(maps.Keys(drafts)) {
		d := drafts[file]
		after, err := rewrite(d.source, d.edits)
		if err != nil {
			errs = append(errs, fmt.Errorf("%s: not fixed: %w", file, err))
			continue
		}
		if bytes.Equal(after, d.source.Content) {
			continue
		}
		changes = append(changes, &Change{File: file, Before: d.source.Content, After: after, Fixed: d.fixed})
	}
	return changes, errs
}

// A draft gathers the edits of one file.
type draft struct {
	source *output.Source
	edits  []output.Edit // in order; without their file, which may have several names
	has    map[output.Edit]bool
	fixed  []output.Finding
}

// add adds the fix of f unless it overlaps with those before. An edit that is
// there already is not made again: fixes of several findings may share one.
func (d *draft) add(f output.Finding) {
	var more []output.Edit
	for _, e := range f.Fix.Edits {
		e.File = ""
		if d.has[e] {
			continue
		}
		if d.overlaps(e) {
			return
		}
		more = append(more, e)
	}
	for _, e := range more {
		d.has[e] = true
		behind, _ := slices.BinarySearchFunc(d.edits, e, func(other, e output.Edit) int {
			return cmp.Or(byPlace(other, e), -1) // behind those at the same place
		})
		d.edits = slices.Insert(d.edits, behind, e)
	}
	d.fixed = append(d.fixed, f)
}

// overlaps reports whether e overlaps with one of the edits. Of these, which do not
// overlap with each other, that can only be the first that ends behind its start.
func (d *draft) overlaps(e output.Edit) bool {
	i, _ := slices.BinarySearchFunc(d.edits, e.Start+1, func(other output.Edit, end int) int { return cmp.Compare(other.End, end) })
	return i < len(d.edits) && overlap(e, d.edits[i])
}

func byPlace(a, b output.Edit) int {
	return cmp.Or(cmp.Compare(a.Start, b.Start), cmp.Compare(a.End, b.End))
}

// overlap reports whether two edits touch the same text, or one inserts into
// what the other replaces. Two insertions at one place don't overlap.
func overlap(a, b output.Edit) bool { return a.Start < b.End && b.Start < a.End }

// rewrite returns the file with the edits made. It is formatted if it was
// before, does without the imports that the edits made unused, and has its lines
// end as they did. The error says that the result does not parse.
func rewrite(source *output.Source, edits []output.Edit) ([]byte, error) {
	after, err := edited(source.Content, edits)
	if err != nil {
		return nil, err
	}
	before := source.Content
	windows := endsWithCRLF(before)
	if windows {
		before, after = toLF(before), toLF(after)
	}
	after, err = withoutUnused(before, after, source.Packages)
	if err != nil {
		return nil, fmt.Errorf("the result does not parse: %w", err)
	}
	after = formatted(before, after)
	if windows {
		after = toCRLF(after)
	}
	return after, nil
}

var errPlaces = errors.New("a fix has edits in places that the file does not have")

// edited returns text with the edits made.
func edited(text []byte, edits []output.Edit) ([]byte, error) {
	edits = slices.Clone(edits)
	slices.SortStableFunc(edits, byPlace)
	var result []byte
	done := 0
	for _, e := range edits {
		if e.Start < done || e.End < e.Start || e.End > len(text) {
			return nil, errPlaces
		}
		result = append(result, text[done:e.Start]...)
		result = append(result, e.New...)
		done = e.End
	}
	return append(result, text[done:]...), nil
}
