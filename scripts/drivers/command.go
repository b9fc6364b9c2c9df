package main

import (
	"encoding/json"
	"slices"
)

func (t *tools) commandFind(m module, dir string) ([]finding, error) {
	out, err := m.output(dir, []int{0, 1}, t.sockvet, slices.Concat([]string{"-json"}, m.flags(), m.patterns)...)
	if err != nil {
		return nil, err
	}
	var report struct {
		Findings []struct {
			Check, Category, Message, File string
			Line, Column                   int
		}
	}
	if err := json.Unmarshal(out, &report); err != nil {
		return nil, err
	}
	var all []finding
	for _, f := range report.Findings {
		all = append(all, finding{f.File, f.Line, f.Column, f.Check, f.Category, f.Message})
	}
	return all, nil
}

// secondFind has the command find what an earlier run has found.
func (t *tools) secondFind(m module, dir string) ([]finding, error) {
	if _, err := t.commandFind(m, dir); err != nil {
		return nil, err
	}
	return t.commandFind(m, dir)
}

// secondFix has the command make fixes that an earlier run has suggested.
func (t *tools) secondFix(m module, dir string) error {
	if _, err := t.commandFind(m, dir); err != nil {
		return err
	}
	return t.commandFix(m, dir)
}

func (t *tools) commandFix(m module, dir string) error {
	_, err := m.output(dir, []int{0, 1}, t.sockvet, slices.Concat([]string{"-fix"}, m.flags(), m.patterns)...)
	return err
}
