package output

import (
	"io"
	"path/filepath"
)

// A Report is what a run of sockvet has to say.
type Report struct {
	Dir      string // absolute; files below are named relative to it
	Version  string // of sockvet
	Checks   []Check
	Findings []Finding // sorted
	Fixed    []Finding // those that were fixed, where they were before
	Problems []string  // why something was not checked, or not fixed

	// Sources has files as they were analyzed, by file name: those that fixes change,
	// and those with findings as far as they may be read.
	Sources map[string]*Source
}

// A Check is one that ran.
type Check struct {
	Name string
	Doc  string // the title, and what else there is to say in further paragraphs
	URL  string
}

// A Format prints a report. The error is that of writing.
type Format func(io.Writer, *Report) error

func (r *Report) name(file string) (name string, relative bool) { return Name(r.Dir, file) }

// Name returns how a report names a file, with slashes, and whether that is relative to the
// directory dir, as it is for files below it.
func Name(dir, file string) (name string, relative bool) {
	rel, err := filepath.Rel(dir, file)
	if err != nil || !filepath.IsLocal(rel) {
		return filepath.ToSlash(file), false
	}
	return filepath.ToSlash(rel), true
}
