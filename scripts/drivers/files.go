package main

import (
	"bytes"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"

	udiff "github.com/aymanbagabas/go-udiff"
)

// files are Go files with their text, by their names relative to a module.
type files map[string]string

// changes returns the Go files in after that are not so in before.
func changes(before, after string) (files, error) {
	changed := files{}
	err := filepath.WalkDir(after, func(path string, d fs.DirEntry, err error) error {
		if err != nil || d.IsDir() || filepath.Ext(path) != ".go" {
			return err
		}
		name, err := filepath.Rel(after, path)
		if err != nil {
			return err
		}
		old, err := os.ReadFile(filepath.Join(before, name))
		if err != nil {
			return err
		}
		text, err := os.ReadFile(path)
		if err == nil && !bytes.Equal(old, text) {
			changed[name] = string(text)
		}
		return err
	})
	return changed, err
}

// different says in what got differs from want; "" if in nothing.
func (want files) different(got files) string {
	var text string
	for name, content := range want {
		switch other, ok := got[name]; {
		case !ok:
			text += fmt.Sprintf("%s was not changed\n", name)
		case other != content:
			text += udiff.Unified("want/"+name, "got/"+name, content, other)
		}
	}
	for name := range got {
		if _, ok := want[name]; !ok {
			text += fmt.Sprintf("%s was changed\n", name)
		}
	}
	return text
}
