package apply

import (
	"fmt"
	"io"
	"path/filepath"
	"strings"

	"github.com/rogpeppe/go-internal/diff"

	"github.com/sockvet/sockvet/internal/pattern"
	"github.com/sockvet/sockvet/internal/plain"
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
// in the folder root. Lines that are not plain text are shown with escapes, and the
// hunks of their file are then none that these would apply. The error is that of
// writing.
func Diff(w io.Writer, root string, changes []*Change) error {
	for _, c := range changes {
		name, err := filepath.Rel(root, c.File)
		if err != nil {
			return err
		}
		name = filepath.ToSlash(name)
		text := string(diff.Diff("a", c.Before, "b", c.After))
		_, hunks, _ := strings.Cut(text, "\n+++ b\n")
		header := fmt.Sprintf("diff %[1]s %[2]s\n--- %[1]s\n+++ %[2]s\n", quoted("a/"+name), quoted("b/"+name))
		if _, err := io.WriteString(w, header+shown(hunks)); err != nil {
			return err
		}
	}
	return nil
}

// shown returns hunks as plain text. What is changed then is not to be applied: it
// would be written into the file.
func shown(hunks string) string {
	text := plain.Lines(hunks)
	if text == hunks {
		return hunks
	}
	return hunkStart().ReplaceAllString(text, "@@ with escapes, not to be applied: -")
}

// hunkStart matches the beginning of a hunk: the lines in it begin in other ways.
var hunkStart = pattern.New(`(?m)^@@ -`)

// quoted returns a name as git and patch want it in a diff. Names with characters
// that are not plain, or mean something, are in quotes, with those as octal numbers.
func quoted(name string) string {
	if plain.Text(name) == name && !strings.ContainsAny(name, "\"\\") {
		if strings.Contains(name, " ") {
			name += "\t" // as GNU diff does, to tell patch where the name ends
		}
		return name
	}
	var b strings.Builder
	for _, c := range []byte(name) {
		if c < ' ' || c > '~' || strings.IndexByte("\"\\#", c) >= 0 {
			fmt.Fprintf(&b, "\\%03o", c)
		} else {
			b.WriteByte(c)
		}
	}
	return `"` + b.String() + `"`
}
