package main

import (
	"bytes"
	"encoding/json"
	"fmt"
	"io"
	"slices"
)

func (t *tools) vetFind(m module, dir string) ([]finding, error) {
	out, err := m.output(dir, []int{0}, "go", slices.Concat([]string{"vet", "-vettool=" + t.sockvet, "-json"}, m.flags(), m.patterns)...)
	if err != nil {
		return nil, err
	}
	// A test variant repeats what its package has.
	seen := map[finding]bool{}
	var all []finding
	// There is an object for each package; lines that begin with # name them.
	for decoder := json.NewDecoder(bytes.NewReader(withoutComments(out))); ; {
		var packages map[string]map[string]json.RawMessage
		if err := decoder.Decode(&packages); err == io.EOF {
			return all, nil
		} else if err != nil {
			return nil, err
		}
		for _, checks := range packages {
			for check, diagnostics := range checks {
				found, err := vetFindings(dir, check, diagnostics)
				if err != nil {
					return nil, err
				}
				for _, f := range found {
					if !seen[f] {
						seen[f] = true
						all = append(all, f)
					}
				}
			}
		}
	}
}

func withoutComments(text []byte) []byte {
	var kept []byte
	for line := range bytes.Lines(text) {
		if !bytes.HasPrefix(line, []byte("#")) {
			kept = append(kept, line...)
		}
	}
	return kept
}

// vetFindings returns the findings of one check in one package, which may be an
// error instead.
func vetFindings(dir, check string, text json.RawMessage) ([]finding, error) {
	var diagnostics []struct{ Posn, Category, Message string }
	if err := json.Unmarshal(text, &diagnostics); err != nil {
		return nil, fmt.Errorf("%s: %s", check, text)
	}
	var all []finding
	for _, d := range diagnostics {
		f := finding{check: check, category: d.Category, message: d.Message}
		if err := f.position(dir, d.Posn); err != nil {
			return nil, err
		}
		all = append(all, f)
	}
	return all, nil
}

func (t *tools) vetFix(m module, dir string) error {
	_, err := m.output(dir, []int{0}, "go", slices.Concat([]string{"vet", "-vettool=" + t.sockvet, "-fix"}, m.flags(), m.patterns)...)
	return err
}

func (t *tools) goFix(m module, dir string) error {
	_, err := m.output(dir, []int{0}, "go", slices.Concat([]string{"fix", "-fixtool=" + t.sockvet}, m.flags(), m.patterns)...)
	return err
}
