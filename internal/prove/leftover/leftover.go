//go:build unix

// Package leftover finds the directories of Unix sockets that a test leaves behind.
package leftover

import (
	"io/fs"
	"os"
	"path/filepath"
	"slices"
	"strings"

	"github.com/sockvet/sockvet/internal/prove/event"
	"github.com/sockvet/sockvet/internal/prove/holder"
)

// A Dir is a directory that was made in a run, in which a socket was bound, and that is
// still there after it.
type Dir struct {
	Path  string
	Made  event.Stack // nil if that was not told
	Bound event.Stack // a socket in it
	Bytes int64
}

// Temp returns what is in the folder for temporary files. Without events of directories
// being made, this tells which are new.
func Temp() map[string]bool {
	all := map[string]bool{}
	entries, err := os.ReadDir(os.TempDir())
	if err != nil {
		return nil // then none is known to be new
	}
	for _, e := range entries {
		all[e.Name()] = true
	}
	return all
}

// Find returns the directories of a run that has ended. Before has what was in the folder
// for temporary files, if directories were not told of.
func Find(events []holder.Event, before map[string]bool) []Dir {
	var made []holder.Event
	for _, e := range events {
		if e.Kind == event.Mkdir && filepath.IsAbs(e.Address) {
			made = append(made, e)
		}
	}
	var found []Dir
	for _, e := range events {
		if e.Kind != event.Unix || e.Address == "" {
			continue
		}
		path := filepath.Clean(e.Address)
		known := false
		for _, m := range made {
			if dir := filepath.Clean(m.Address); within(dir, path) {
				known = true
				found = add(found, Dir{Path: dir, Made: m.Stack, Bound: e.Stack})
			}
		}
		if dir := below(os.TempDir(), path); !known && dir != "" && before != nil && !before[filepath.Base(dir)] {
			found = add(found, Dir{Path: dir, Bound: e.Stack})
		}
	}
	return found
}

// add adds a directory that exists and is not there yet.
func add(found []Dir, d Dir) []Dir {
	has := slices.ContainsFunc(found, func(other Dir) bool { return other.Path == d.Path })
	if info, err := os.Lstat(d.Path); has || err != nil || !info.IsDir() {
		return found
	}
	d.Bytes = size(d.Path)
	return append(found, d)
}

func within(dir, path string) bool {
	return strings.HasPrefix(path, dir+string(filepath.Separator))
}

// below returns the directory in a folder that has the path, or "" if none has.
func below(folder, path string) string {
	rel, err := filepath.Rel(folder, path)
	if err != nil || !filepath.IsLocal(rel) {
		return ""
	}
	first, _, nested := strings.Cut(rel, string(filepath.Separator))
	if !nested {
		return "" // the socket itself
	}
	return filepath.Join(folder, first)
}

// size returns the number of bytes of the files in a directory, as far as it may be read.
func size(dir string) int64 {
	total := int64(0)
	filepath.WalkDir(dir, func(_ string, d fs.DirEntry, err error) error {
		if err != nil {
			return fs.SkipDir
		}
		if info, err := d.Info(); err == nil && info.Mode().IsRegular() {
			total += info.Size()
		}
		return nil
	})
	return total
}

// Remove removes directories. The errors are those of os.RemoveAll.
func Remove(dirs []Dir) (errs []error) {
	for _, d := range dirs {
		if err := os.RemoveAll(d.Path); err != nil {
			errs = append(errs, err)
		}
	}
	return errs
}
