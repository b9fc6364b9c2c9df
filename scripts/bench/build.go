package main

import (
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
)

// A toolbox is a folder with the binaries that are measured.
type toolbox struct {
	dir   string
	tools int // how many binaries go vet was given
}

// path returns the path of a file in the folder.
func (t *toolbox) path(name string) string { return filepath.Join(t.dir, name) }

// fill builds all that opts ask for.
func (t *toolbox) fill(opts *options) error {
	if err := t.build(".", "./cmd/sockvet", "./scripts/noopvet", "./scripts/floorvet"); err != nil {
		return err
	}
	if opts.linters {
		for _, tool := range []string{"honnef.co/go/tools/cmd/staticcheck", "github.com/timakin/bodyclose"} {
			if err := t.build(".", "-modfile=tools/"+filepath.Base(tool)+".mod", tool); err != nil {
				return err
			}
		}
	}
	if opts.golangci != "" {
		if err := t.configureGolangci(opts); err != nil {
			return err
		}
	}
	return t.addOld(opts.old)
}

// configureGolangci makes golangci-lint ready for any folder: its configurations, and where
// it is.
func (t *toolbox) configureGolangci(opts *options) error {
	path, err := exec.LookPath(opts.golangci)
	if err != nil {
		return err
	}
	if opts.golangci, err = filepath.Abs(path); err != nil {
		return err
	}
	for _, linter := range []string{"sockvet", "bodyclose"} {
		if err := os.WriteFile(t.path(linter+".yml"), fmt.Appendf(nil, golangciConfig, linter), 0o666); err != nil {
			return err
		}
	}
	return nil
}

// addOld adds the other build of sockvet, under the name old: a copy of a binary, or what
// is built from a revision. There may be none.
func (t *toolbox) addOld(what string) error {
	if what == "" {
		return nil
	}
	if info, err := os.Stat(what); err == nil && info.Mode().IsRegular() {
		return copyFile(t.path("old"), what)
	}
	tree := t.path("tree")
	if err := command(".", "git", "worktree", "add", "--detach", tree, what); err != nil {
		return err
	}
	err := command(tree, "go", "build", "-o", t.path("old"), "./cmd/sockvet")
	if removal := command(".", "git", "worktree", "remove", "--force", tree); err == nil {
		err = removal
	}
	return err
}

// build builds packages of the module in root, or which that requires.
func (t *toolbox) build(root string, args ...string) error {
	return command(root, "go", append([]string{"build", "-o", t.dir}, args...)...)
}

// command runs a command in dir whose output matters only if it fails.
func command(dir, name string, args ...string) error {
	cmd := exec.Command(name, args...)
	cmd.Dir = dir
	// The flags of the user are for the modules that are measured.
	cmd.Env = append(os.Environ(), "GOFLAGS=-buildvcs=false", "GOWORK=off")
	if out, err := cmd.CombinedOutput(); err != nil {
		return fmt.Errorf("%s %s: %w\n%s", name, strings.Join(args, " "), err, out)
	}
	return nil
}

// copyFile copies a binary.
func copyFile(to, from string) error {
	data, err := os.ReadFile(from)
	if err != nil {
		return err
	}
	return os.WriteFile(to, data, 0o777)
}
