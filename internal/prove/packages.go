//go:build unix

package prove

import (
	"bytes"
	"context"
	"encoding/json"
	"fmt"
	"io"
	"slices"
	"strings"
)

// A listing has the packages that were asked for.
type listing struct {
	all   map[string]string // folders by import path
	paths []string          // of those whose tests can have to do with sockets, in their order
	dirs  map[string]string // their folders
}

// list lists the packages that were asked for.
func list(ctx context.Context, t *toolchain, dir string, flags, patterns []string) (*listing, error) {
	args := slices.Concat([]string{"list", "-e", "-test", "-json=ImportPath,Dir,Deps,ForTest,Name"}, flags, []string{"--"}, patterns)
	out, err := goCommand(ctx, t.command, dir, t.env, args...)
	if err != nil {
		return nil, err
	}
	l := &listing{all: map[string]string{}, dirs: map[string]string{}}
	for dec := json.NewDecoder(bytes.NewReader(out)); ; {
		var p struct {
			ImportPath, Dir, ForTest, Name string
			Deps                           []string
		}
		if err := dec.Decode(&p); err == io.EOF {
			return l, nil
		} else if err != nil {
			return nil, fmt.Errorf("go list: %w", err)
		}
		l.all[p.ImportPath] = p.Dir
		path, isTest := strings.CutSuffix(p.ImportPath, ".test")
		if isTest && p.Name == "main" && slices.Contains(p.Deps, "net") && l.all[path] != "" {
			l.paths = append(l.paths, path)
			l.dirs[path] = l.all[path]
		}
	}
}
