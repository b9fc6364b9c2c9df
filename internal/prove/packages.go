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

// testPackages returns the folders of the packages, by import path, whose tests can have
// to do with sockets, and the paths in their order.
func testPackages(ctx context.Context, t *toolchain, dir string, flags, patterns []string) (paths []string, dirs map[string]string, err error) {
	args := slices.Concat([]string{"list", "-e", "-test", "-json=ImportPath,Dir,Deps,ForTest,Name"}, flags, []string{"--"}, patterns)
	out, err := goCommand(ctx, t.command, dir, t.env, args...)
	if err != nil {
		return nil, nil, err
	}
	dirs = map[string]string{}
	all := map[string]string{}
	for dec := json.NewDecoder(bytes.NewReader(out)); ; {
		var p struct {
			ImportPath, Dir, ForTest, Name string
			Deps                           []string
		}
		if err := dec.Decode(&p); err == io.EOF {
			return paths, dirs, nil
		} else if err != nil {
			return nil, nil, fmt.Errorf("go list: %w", err)
		}
		all[p.ImportPath] = p.Dir
		path, isTest := strings.CutSuffix(p.ImportPath, ".test")
		if isTest && p.Name == "main" && slices.Contains(p.Deps, "net") && all[path] != "" {
			paths = append(paths, path)
			dirs[path] = all[path]
		}
	}
}
