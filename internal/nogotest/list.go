package nogotest

import (
	"bytes"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"os"
	"os/exec"
	"path/filepath"
	"slices"
	"strings"
)

// A listed is a package as go list -json prints it.
type listed struct {
	ImportPath      string // the ID: "p", or "p [q.test]" for a test variant
	Dir             string
	Export          string // file of export data
	Standard        bool
	CompiledGoFiles []string // with what cgo made in place of what it was made from
	Imports         []string // IDs
	ImportMap       map[string]string
	Module          *struct{ Main bool } // Main in each module of a workspace
}

// inMain reports whether p is in the repository that Bazel builds.
func (p *listed) inMain() bool { return p.Module != nil && p.Module.Main }

// isTestMain reports whether p is the main package that go test generates.
func (p *listed) isTestMain() bool {
	return strings.HasSuffix(p.ImportPath, ".test") && slices.Contains(p.Imports, "testing/internal/testdeps")
}

// path returns the import path, without what tells a test variant apart.
func path(id string) string {
	path, _, _ := strings.Cut(id, " [")
	return path
}

// files returns the Go files relative to the working directory, as Bazel names
// them; those of which there is no relative name are absolute.
func (p *listed) files() ([]string, error) {
	wd, err := os.Getwd()
	if err != nil {
		return nil, err
	}
	var files []string
	for _, name := range p.CompiledGoFiles {
		if !filepath.IsAbs(name) {
			name = filepath.Join(p.Dir, name)
		}
		if rel, err := filepath.Rel(wd, name); err == nil {
			name = rel
		}
		files = append(files, name)
	}
	return files, nil
}

// A target is what the code is built for.
type target struct{ goarch, goversion string }

// A goCommand runs in a folder, with more in its environment.
type goCommand struct {
	dir string
	env []string
}

func (g *goCommand) target() (target, error) {
	out, err := g.run("env", "GOARCH", "GOVERSION")
	if err != nil {
		return target{}, err
	}
	goarch, rest, _ := strings.Cut(string(out), "\n")
	goversion, _, _ := strings.Cut(strings.TrimSpace(rest), " ") // without experiments
	return target{goarch, goversion}, nil
}

// list returns the packages in an order in which imports come first. All of them
// compile, or there is an error.
func (g *goCommand) list(patterns []string) ([]*listed, error) {
	fields := "-json=ImportPath,Dir,Export,Standard,CompiledGoFiles,Imports,ImportMap,Module"
	args := []string{"list", "-deps", "-test", "-export", "-compiled", fields, "--"}
	out, err := g.run(append(args, patterns...)...)
	if err != nil {
		return nil, err
	}
	var packages []*listed
	for dec := json.NewDecoder(bytes.NewReader(out)); ; {
		p := new(listed)
		if err := dec.Decode(p); err == io.EOF {
			return packages, nil
		} else if err != nil {
			return nil, fmt.Errorf("go list: %w", err)
		}
		packages = append(packages, p)
	}
}

func (g *goCommand) run(args ...string) ([]byte, error) {
	cmd := exec.Command("go", args...)
	cmd.Dir = g.dir
	cmd.Env = append(os.Environ(), g.env...)
	out, err := cmd.Output()
	if exit := new(exec.ExitError); errors.As(err, &exit) {
		return nil, fmt.Errorf("go %s: %w\n%s", args[0], err, exit.Stderr)
	}
	return out, err
}
