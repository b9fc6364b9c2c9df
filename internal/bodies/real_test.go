package bodies_test

import (
	"fmt"
	"go/types"
	"testing"

	"golang.org/x/tools/go/packages"
)

// TestReal checks real packages in both ways and compares all that is known of them.
// Some bodies are asked for one by one, which is for functions to find in any order.
func TestReal(t *testing.T) {
	if testing.Short() {
		t.Skip("checks large packages")
	}
	config := &packages.Config{Mode: packages.LoadSyntax | packages.NeedModule}
	loaded, err := packages.Load(config, "net/http", "net", "go/types", "text/template", "encoding/json", "runtime", "slices",
		"golang.org/x/tools/go/ssa", "github.com/sockvet/sockvet/internal/...")
	if err != nil {
		t.Fatal(err)
	}
	if packages.PrintErrors(loaded) > 0 {
		t.Fatal("packages do not load")
	}
	for _, p := range loaded {
		t.Run(p.ID, func(t *testing.T) { compare(t, p) })
	}
}

func compare(t *testing.T, p *packages.Package) {
	config := &types.Config{Importer: importer{p}, Sizes: types.SizesFor("gc", "amd64"), GoVersion: "go1.26"}
	if p.Module != nil {
		config.GoVersion = "go" + p.Module.GoVersion
	}
	compareWays(t, config, p.PkgPath, p.Fset, p.Syntax)
}

type importer struct{ *packages.Package }

func (i importer) Import(path string) (*types.Package, error) {
	if path == "unsafe" {
		return types.Unsafe, nil
	}
	imported := i.Imports[path]
	if imported == nil {
		return nil, fmt.Errorf("%s does not import %s", i.ID, path)
	}
	return imported.Types, nil
}
