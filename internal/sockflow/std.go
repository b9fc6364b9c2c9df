package sockflow

import (
	"go/ast"
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
// It goes by the module, which std has not (or one that is named so), by the name
// and by the folder. GOROOT does not tell: a binary that was built with -trimpath
// has none, and one that was built elsewhere has another.
func standard(pass *analysis.Pass) bool {
	if m := pass.Module; m != nil && m.Path != "" && m.Path != "std" && m.Path != "cmd" {
		return false
	}
	first, _, _ := strings.Cut(pass.Pkg.Path(), "/")
	return slices.Contains(stdRoots, first) && slices.ContainsFunc(pass.Files, func(f *ast.File) bool {
		// A file that cgo made lies elsewhere.
		dir := filepath.ToSlash(filepath.Dir(pass.Fset.Position(f.FileStart).Filename))
		return strings.HasSuffix(dir, path.Join("/src", pass.Pkg.Path()))
	})
}

// stdRoots are the first elements of the import paths in std and cmd. Without one
// that is new, nothing is lost but some time.
var stdRoots = []string{
	"archive", "bufio", "bytes", "cmd", "cmp", "compress", "container", "context",
	"crypto", "database", "debug", "embed", "encoding", "errors", "expvar", "flag",
	"fmt", "go", "hash", "html", "image", "index", "internal", "io", "iter", "log",
	"maps", "math", "mime", "net", "os", "path", "plugin", "reflect", "regexp",
	"runtime", "slices", "sort", "strconv", "strings", "structs", "sync", "syscall",
	"testing", "text", "time", "unicode", "unique", "unsafe", "vendor", "weak",
}
