package sockflow

import (
	"go/ast"
	"os"
	"path"
	"path/filepath"
	"slices"
	"strings"

	"golang.org/x/tools/go/analysis"
)

// standard reports whether the package is one of std, or a command of the Go
// distribution. The table describes those: facts about them would say more than
// the table in some drivers, and less in others, which never analyze std.
//
// It goes by the module, which std has not (or one that is named so), and by the
// folder, which is in that of a GOROOT. Which GOROOT that is, a binary that was built
// with -trimpath or elsewhere does not know.
func standard(pass *analysis.Pass) bool {
	if m := pass.Module; m != nil && m.Path != "" && m.Path != "std" && m.Path != "cmd" {
		return false
	}
	return slices.ContainsFunc(pass.Files, func(f *ast.File) bool {
		// A file that cgo made lies elsewhere.
		dir := filepath.ToSlash(filepath.Dir(pass.Fset.File(f.FileStart).Name()))
		root, ok := strings.CutSuffix(dir, path.Join("/src", pass.Pkg.Path()))
		return ok && isGOROOT(root)
	})
}

// isGOROOT reports whether dir has what every Go distribution has, and no other
// folder: the source of package unsafe.
func isGOROOT(dir string) bool {
	_, err := os.Stat(filepath.Join(filepath.FromSlash(dir), "src", "unsafe", "unsafe.go"))
	return err == nil
}
