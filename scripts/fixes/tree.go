package main

import (
	"context"
	"os"
	"path/filepath"
)

// trees keeps the work tree of one repository at a time.
type trees struct {
	from, dir    string
	repo, commit string // what is in dir
}

// checkout returns a folder with the files of the module of t, as they are at
// its commit.
func (w *trees) checkout(ctx context.Context, t target) (string, error) {
	root := filepath.Join(w.dir, "tree")
	steps := [][]string{{"reset", "-q", "--hard"}, {"clean", "-q", "-ffdx"}}
	if w.repo != t.repo || w.commit != t.commit {
		w.repo = "" // until all is there
		if err := os.RemoveAll(root); err != nil {
			return "", err
		}
		if err := os.Mkdir(root, 0o755); err != nil {
			return "", err
		}
		steps = [][]string{
			{"init", "-q"},
			{"fetch", "-q", "--depth", "1", w.from + "/" + t.repo, t.commit},
			{"checkout", "-q", "FETCH_HEAD"},
		}
	}
	for _, args := range steps {
		if _, err := output(ctx, root, "git", args...); err != nil {
			return "", err
		}
	}
	w.repo, w.commit = t.repo, t.commit
	return filepath.Join(root, t.dir), nil
}
