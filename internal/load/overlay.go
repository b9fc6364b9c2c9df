package load

import (
	"cmp"
	"encoding/json"
	"fmt"
	"os"
	"path/filepath"
	"slices"
	"strings"

	"github.com/sockvet/sockvet/internal/source"
)

// An overlay has, by the names of files, those whose contents the go command takes
// instead: see -overlay in go help build. Both are absolute.
type overlay map[string]string

// readOverlay returns the overlay that GOFLAGS asks for, if it does. The go command
// runs in dir. It says what is wrong with an overlay, and so needs no more than to be
// read here, as $GOROOT/src/cmd/go/internal/fsys/fsys.go does.
func readOverlay(goflags, dir string) (overlay, error) {
	name := ""
	for _, flag := range splitFlags(goflags) {
		if key, value, _ := strings.Cut(strings.TrimLeft(flag, "-"), "="); key == "overlay" {
			name = value // of several, the last one counts
		}
	}
	if name == "" {
		return nil, nil
	}
	dir, err := filepath.Abs(cmp.Or(dir, "."))
	if err != nil {
		return nil, err
	}
	text, err := os.ReadFile(absolute(dir, name))
	if err != nil {
		return nil, fmt.Errorf("overlay: %w", err)
	}
	var file struct{ Replace map[string]string }
	if err := json.Unmarshal(text, &file); err != nil {
		return nil, fmt.Errorf("overlay %s: %w", name, err)
	}
	o := overlay{}
	for from, to := range file.Replace {
		if to != "" { // else the file is left out, and not listed
			o[absolute(dir, from)] = absolute(dir, to)
		}
	}
	return o, nil
}

func absolute(dir, name string) string {
	if filepath.IsAbs(name) {
		return filepath.Clean(name)
	}
	return filepath.Join(dir, name)
}

// splitFlags splits GOFLAGS as the go command does: at white space, except between
// quotes around a whole flag ($GOROOT/src/cmd/internal/quoted).
func splitFlags(goflags string) []string {
	const space = " \t\r\n"
	var flags []string
	for goflags = strings.TrimLeft(goflags, space); goflags != ""; goflags = strings.TrimLeft(goflags, space) {
		ends := space
		if quote := goflags[:1]; quote == `"` || quote == `'` {
			ends, goflags = quote, goflags[1:]
		}
		end := strings.IndexAny(goflags, ends)
		if end < 0 {
			return append(flags, goflags)
		}
		flags = append(flags, goflags[:end])
		goflags = goflags[end+1:]
	}
	return flags
}

// among returns those of the files whose contents are others.
func (o overlay) among(names []string) []string {
	return slices.DeleteFunc(slices.Clone(names), func(name string) bool { return o[name] == "" })
}

// read reads a source file as the go command sees it.
func (o overlay) read(name string) ([]byte, error) {
	if to, ok := o[name]; ok {
		return source.Read(to)
	}
	return source.Read(name)
}

// size returns how large source files are together. Those that can't be read count as
// nothing.
func (o overlay) size(names []string) int64 {
	sum := int64(0)
	for _, name := range names {
		if info, err := os.Stat(cmp.Or(o[name], name)); err == nil {
			sum += info.Size()
		}
	}
	return sum
}
