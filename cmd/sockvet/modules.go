package main

import (
	"bytes"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"maps"
	"os"
	"path/filepath"
	"slices"
	"strings"

	"golang.org/x/mod/modfile"

	"github.com/sockvet/sockvet/internal/load"
	"github.com/sockvet/sockvet/internal/output"
	"github.com/sockvet/sockvet/internal/source"
)

// analyze runs the checks on what the arguments name: packages, or with -modules files.
func (c *command) analyze(opts *load.Options, stderr io.Writer) (*load.Result, error) {
	result, err := c.analyzeAll(opts, stderr)
	if c.verbose && err == nil {
		for _, id := range result.Analyzed {
			fmt.Fprintln(c.stderr, "sockvet: analyzed", id)
		}
		for _, detail := range result.Details {
			fmt.Fprintln(c.stderr, "sockvet:", detail)
		}
	}
	return result, err
}

func (c *command) analyzeAll(opts *load.Options, stderr io.Writer) (*load.Result, error) {
	if !c.modules {
		return load.Run(c.suite, opts, stderr)
	}
	if len(opts.Patterns) == 0 {
		return nil, errors.New("-modules needs the names of files")
	}
	dirs, problems := moduleDirs(opts.Dir, opts.Patterns)
	all := &load.Result{Problems: problems, Sources: map[string]*output.Source{}}
	for _, dir := range dirs {
		if err := c.addModule(all, dir, opts, stderr); err != nil {
			all.Problems = append(all.Problems, inModule(dir, err.Error()))
		}
	}
	all.Findings = output.Sort(all.Findings)
	return all, nil
}

// addModule analyzes the module in dir and adds what comes of it to all. A module
// without packages adds nothing: it is there for its tools, or for other modules.
func (c *command) addModule(all *load.Result, dir string, opts *load.Options, stderr io.Writer) error {
	module := *opts
	module.Dir = dir
	module.Patterns = []string{"./..."}
	var said bytes.Buffer // by the go command, which does not say of which module
	result, err := load.Run(c.suite, &module, &said)
	switch {
	case errors.Is(err, load.ErrNoPackages):
		return nil
	case err != nil:
		return fmt.Errorf("%w\n%s", err, bytes.TrimSpace(said.Bytes()))
	}
	if _, err := io.Copy(stderr, &said); err != nil {
		return err
	}
	all.Findings = append(all.Findings, result.Findings...)
	all.Analyzed = append(all.Analyzed, result.Analyzed...)
	for _, note := range result.Notes {
		all.Notes = append(all.Notes, inModule(dir, note))
	}
	for _, detail := range result.Details {
		all.Details = append(all.Details, inModule(dir, detail))
	}
	for _, problem := range result.Problems {
		all.Problems = append(all.Problems, inModule(dir, problem))
	}
	maps.Copy(all.Sources, result.Sources)
	return nil
}

// inModule adds to a problem which module has it, unless that is the one in the
// working directory: the names of files in it are relative to the module.
func inModule(dir, problem string) string {
	if wd, err := os.Getwd(); err == nil && wd == dir {
		return problem
	}
	return "in " + dir + ": " + problem
}

// moduleDirs returns the folders of the modules that files are in, each once and
// sorted. The names of files are relative to base. The problems tell of files
// that are in none.
func moduleDirs(base string, files []string) (dirs, problems []string) {
	found := map[string]bool{}
	for _, file := range files {
		if !filepath.IsAbs(file) {
			file = filepath.Join(base, file)
		}
		modules, err := modulesOf(file)
		if err != nil {
			problems = append(problems, "sockvet: "+err.Error())
			continue
		}
		for _, dir := range modules {
			found[dir] = true
		}
	}
	return slices.Sorted(maps.Keys(found)), problems
}

// modulesOf returns the folders of the modules that a change of file can break: the
// one that it is in, or if it is about a workspace, those.
func modulesOf(file string) ([]string, error) {
	if strings.Contains(file, "...") {
		return nil, fmt.Errorf("%s: -modules takes files, and no patterns", file)
	}
	if name := filepath.Base(file); name == "go.work" || name == "go.work.sum" {
		dirs, err := used(filepath.Join(filepath.Dir(file), "go.work"))
		if !errors.Is(err, fs.ErrNotExist) {
			return dirs, err
		}
	}
	dir, err := moduleOf(file)
	return []string{dir}, err
}

// moduleOf returns the folder of the module that file is in, or that it was in: it
// may be deleted.
func moduleOf(file string) (string, error) {
	abs, err := filepath.Abs(file)
	if err != nil {
		return "", err
	}
	for dir := abs; ; dir = filepath.Dir(dir) {
		if info, err := os.Stat(filepath.Join(dir, "go.mod")); err == nil && info.Mode().IsRegular() {
			return dir, nil
		}
		if dir == filepath.Dir(dir) {
			return "", fmt.Errorf("%s is in no module: no folder above it has a go.mod", file)
		}
	}
}

// used returns the folders of the modules of a workspace.
func used(file string) ([]string, error) {
	text, err := source.Read(file)
	if err != nil {
		return nil, err
	}
	work, err := modfile.ParseWork(file, text, nil)
	if err != nil {
		return nil, err
	}
	var dirs []string
	for _, use := range work.Use {
		dir := filepath.FromSlash(use.Path)
		if !filepath.IsAbs(dir) {
			dir = filepath.Join(filepath.Dir(file), dir)
		}
		if dir, err = filepath.Abs(dir); err != nil {
			return nil, err
		}
		dirs = append(dirs, dir)
	}
	return dirs, nil
}
