// Package overlay makes the overlay for the go command with which a test tells what
// becomes of its sockets, and takes ports that are freed before they are used. It is
// made of the sources of the Go that runs the tests, by their syntax: nothing of them is
// kept here. Lines stay where they are.
package overlay

import (
	"embed"
	"encoding/json"
	"fmt"
	"go/build"
	"maps"
	"os"
	"path/filepath"
	"strings"
)

// The names of the environment variables that a test gets.
const (
	HolderEnv = "SOCKVET_PROVE_HOLDER" // the socket that events go to; without it the overlay does nothing
	RunEnv    = "SOCKVET_PROVE_RUN"    // comes with each event
	SpareEnv  = "SOCKVET_PROVE_SPARE"  // a file with the keys of stacks whose sockets are left alone, a line each
	WideEnv   = "SOCKVET_PROVE_WIDE"   // set: take a number for TCP and UDP, in both families
)

// A Go is the one whose sources are laid over.
type Go struct {
	Version string // as in "go1.26.8"
	Root    string // of which the go command says that it is its GOROOT
	OS      string
	Arch    string
	Cgo     bool
}

//go:embed added/*.txt
var added embed.FS

// Write writes the overlay to a folder and returns the file for the flag -overlay. With
// dirs, it also tells of temporary directories, for which package os is compiled again,
// and so everything. The error says what of the sources is not as expected.
func Write(folder string, g Go, dirs bool) (string, error) {
	w := &writer{folder: folder, goos: g, replace: map[string]string{}}
	err := w.overlay("net", netEdits, "send.txt", "net.txt")
	if err == nil && dirs {
		err = w.overlay("os", osEdits, "send.txt", "os.txt")
	}
	if err != nil {
		return "", err
	}
	text, err := json.Marshal(map[string]any{"Replace": w.replace})
	if err != nil {
		return "", err
	}
	name := filepath.Join(folder, "overlay.json")
	return name, os.WriteFile(name, text, 0o666)
}

// Extend writes an overlay that replaces files, in addition to those of another, unless
// that has the name "".
func Extend(name, from string, replace map[string]string) error {
	var o struct{ Replace map[string]string }
	if from != "" {
		text, err := os.ReadFile(from)
		if err != nil {
			return err
		}
		if err := json.Unmarshal(text, &o); err != nil {
			return fmt.Errorf("overlay %s: %w", from, err)
		}
	}
	if o.Replace == nil {
		o.Replace = map[string]string{}
	}
	maps.Copy(o.Replace, replace)
	text, err := json.Marshal(o)
	if err != nil {
		return err
	}
	return os.WriteFile(name, text, 0o666)
}

type writer struct {
	folder  string
	goos    Go
	replace map[string]string
}

// overlay lays edited and added files over a package of the standard library.
func (w *writer) overlay(pkg string, edits []edit, files ...string) error {
	dir := filepath.Join(w.goos.Root, "src", pkg)
	sources, err := parse(w.goos, dir)
	if err != nil {
		return fmt.Errorf("%s: package %s: %w", w.goos.Version, pkg, err)
	}
	for _, e := range edits {
		if err := e(sources); err != nil {
			return fmt.Errorf("%s: package %s is not as sockvet prove knows it: %w", w.goos.Version, pkg, err)
		}
	}
	for name, text := range sources.edited() {
		if err := w.add(dir, name, pkg+"_"+name, text); err != nil {
			return err
		}
	}
	for _, file := range files {
		text, err := added.ReadFile("added/" + file)
		if err != nil {
			return err
		}
		name := "zz_sockvet_" + strings.TrimSuffix(file, ".txt") + ".go"
		body := strings.Replace(string(text), "package PACKAGE", "package "+pkg, 1)
		if err := w.add(dir, name, pkg+"_"+name, []byte(body)); err != nil {
			return err
		}
	}
	return nil
}

func (w *writer) add(dir, name, as string, text []byte) error {
	to := filepath.Join(w.folder, as)
	w.replace[filepath.Join(dir, name)] = to
	return os.WriteFile(to, text, 0o666)
}

// parse parses the files of a package that are built for the platform.
func parse(g Go, dir string) (*sources, error) {
	ctx := build.Default
	ctx.GOOS, ctx.GOARCH, ctx.CgoEnabled = g.OS, g.Arch, g.Cgo
	pkg, err := ctx.ImportDir(dir, 0)
	if err != nil {
		return nil, err
	}
	s := newSources()
	for _, name := range append(pkg.GoFiles, pkg.CgoFiles...) {
		if err := s.parse(dir, name); err != nil {
			return nil, err
		}
	}
	return s, nil
}
