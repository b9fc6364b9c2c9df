package main

import (
	"fmt"
	"os"
	"slices"
	"strings"

	udiff "github.com/aymanbagabas/go-udiff"
	"golang.org/x/tools/go/analysis"

	"github.com/sockvet/sockvet/analyzer"
	"github.com/sockvet/sockvet/internal/nogotest"
)

func (t *tools) nogoFind(m module, dir string) ([]finding, error) {
	found, err := runNogo(m, dir)
	if err != nil {
		return nil, err
	}
	var all []finding
	for _, n := range found {
		f := finding{check: n.Check, category: n.Category, message: n.Message}
		if err := f.position(dir, n.Position.String()); err != nil {
			return nil, err
		}
		all = append(all, f)
	}
	return all, nil
}

// runNogo runs the checks as nogo does, with the options of m.
func runNogo(m module, dir string) ([]nogotest.Finding, error) {
	checks := analyzer.All()
	for option, value := range m.options {
		undo, err := set(checks, option, value)
		if err != nil {
			return nil, err
		}
		defer undo()
	}
	return nogotest.Run(dir, m.patterns, m.env, checks)
}

// set sets an option of a check, and returns a function that takes it back.
func set(checks []*analysis.Analyzer, option, value string) (undo func(), err error) {
	name, flag, _ := strings.Cut(option, ".")
	i := slices.IndexFunc(checks, func(a *analysis.Analyzer) bool { return a.Name == name })
	if i < 0 {
		return nil, fmt.Errorf("there is no check %s", name)
	}
	f := checks[i].Flags.Lookup(flag)
	if f == nil {
		return nil, fmt.Errorf("%s has no option %s", name, flag)
	}
	if err := f.Value.Set(value); err != nil {
		return nil, err
	}
	return func() { _ = f.Value.Set(f.DefValue) }, nil
}

// nogoFix applies the edits, which nogo itself writes into a patch.
func (t *tools) nogoFix(m module, dir string) error {
	found, err := runNogo(m, dir)
	if err != nil {
		return err
	}
	edits := map[string][]udiff.Edit{}
	for _, f := range found {
		for _, e := range f.Edits {
			edit := udiff.Edit{Start: e.Start, End: e.End, New: e.New}
			if !slices.Contains(edits[e.File], edit) {
				edits[e.File] = append(edits[e.File], edit)
			}
		}
	}
	for file, own := range edits {
		if err := apply(file, own); err != nil {
			return err
		}
	}
	return nil
}

// apply makes edits. The error may be that they overlap.
func apply(file string, edits []udiff.Edit) error {
	text, err := os.ReadFile(file)
	if err != nil {
		return err
	}
	text, err = udiff.ApplyBytes(text, edits)
	if err != nil {
		return err
	}
	return os.WriteFile(file, text, 0o666)
}
