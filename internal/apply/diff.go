package apply

import (
	"io"
	"path/filepath"
	"strings"

	"github.com/rogpeppe/go-internal/diff"
)

// Root returns the folder that the names in a diff are relative to: dir, or if
// not all changed files are below it, the innermost folder above that has them
// all. Neither patch nor git takes names that lead out of their folder.
func Root(dir string, changes []*Change) (root string, above bool, err error) {
	dir, err = filepath.EvalSymlinks(dir)
	if err != nil {
		return "", false, err
	}
	root = dir
	for _, c := range changes {
		for !below(root, c.File) && root != filepath.Dir(root) {
			root = filepath.Dir(root)
		}
	}
	return root, root != dir, nil
}

func below(dir, file string) bool {
	rel, err := filepath.Rel(dir, file)
	return err == nil && filepath.IsLocal(rel)
}

// Diff writes what the changes do as a unified diff, for patch -p1 or git apply
// in the folder root. The error is that of writing.
func Diff(w io.Writer, root string, changes []*Change) error {
	for _, c := range changes {
		name, err := filepath.Rel(root, c.File)
		if err != nil {
			return err
		}
		name = filepath.ToSlash(name)
		if strings.Contains(name, " ") {
			name += "\t" // as GNU diff does, to tell patch where the name ends
		}
		if _, err := w.Write(diff.Diff("a/"+name, c.Before, "b/"+name, c.After)); err != nil {
			return err
		}
	}
	return nil
}
