package vettool

import (
	"encoding/json"
	"fmt"
	"os"
	"path/filepath"
	"slices"
	"strings"

	"golang.org/x/tools/go/analysis"
	"golang.org/x/tools/go/analysis/unitchecker"

	"github.com/sockvet/sockvet/internal/unit"
)

// A config is the contents of a .cfg file.
type config struct {
	unitchecker.Config
	file     string
	uncached bool // the facts of an import are not in the go command's cache
}

func readConfig(name string) (*config, error) {
	data, err := os.ReadFile(name)
	if err != nil {
		return nil, err
	}
	cfg := &config{file: name}
	if err := json.Unmarshal(data, &cfg.Config); err != nil {
		return nil, fmt.Errorf("%s: %w", name, err)
	}
	return cfg, nil
}

// importPaths returns the import paths of the direct imports, sorted. It leaves
// out the pseudo-packages, of which there is nothing to know.
func (cfg *config) importPaths() []string {
	var paths []string
	for _, path := range cfg.ImportMap {
		if path != "unsafe" && path != "C" {
			paths = append(paths, path)
		}
	}
	slices.Sort(paths)
	return slices.Compact(paths)
}

// hasExportData reports whether the go command gave the export data of all
// imports. Without it, types can come from the vetx files of imports only, and
// have to be put into those of all packages: that is unitchecker's way.
func (cfg *config) hasExportData() bool {
	if cfg.PackageFile == nil {
		return false
	}
	for _, path := range cfg.importPaths() {
		if cfg.PackageFile[path] == "" {
			return false
		}
	}
	return true
}

// standard reports whether the package itself is of the standard library, or a
// command of the Go distribution. The file says so of imports only, so it goes
// by the folder; the go command tells its tools its GOROOT.
func (cfg *config) standard() bool {
	goroot := os.Getenv("GOROOT")
	if goroot == "" {
		return false
	}
	return strings.HasPrefix(cfg.Dir, filepath.Join(goroot, "src")+string(filepath.Separator))
}

// local reports whether the package is in a module that is not in the module cache:
// the user may want to hear of it, if not in this run.
func (cfg *config) local() bool { return cfg.ModuleVersion == "" && !cfg.standard() }

// externalTest reports whether the package is an external test, such as "p_test [p.test]":
// nobody can import it.
func (cfg *config) externalTest() bool {
	path, family := unit.SplitID(cfg.ID)
	base, test := strings.CutSuffix(path, "_test")
	return test && family == base+".test"
}

// unit returns the package as the analysis wants it.
func (cfg *config) unit() *unit.Package {
	p := &unit.Package{
		ID:           cfg.ID,
		Path:         cfg.ImportPath,
		Dir:          cfg.Dir,
		GoFiles:      cfg.GoFiles,
		OtherFiles:   cfg.NonGoFiles,
		IgnoredFiles: cfg.IgnoredFiles,
		ImportMap:    cfg.ImportMap,
		GoVersion:    cfg.GoVersion,
		Module:       cfg.Module,
		Alone:        cfg.externalTest(),
		Compiled:     cfg.VetxOnly, // by way of its importers; of others, go vet lets nobody else tell the faults
	}
	if p.Module == nil {
		p.Module = &analysis.Module{Path: cfg.ModulePath, Version: cfg.ModuleVersion}
		if cfg.ModulePath != "" {
			p.Module.GoVersion = cfg.GoVersion
		}
	}
	return p
}
