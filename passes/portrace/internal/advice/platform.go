package advice

import (
	"go/ast"
	"go/build/constraint"
	"path/filepath"
	"slices"
	"strings"

	"golang.org/x/tools/go/analysis"
)

// linuxOnly reports whether the name of file, or its //go:build line, keeps it
// out of all builds but those for Linux.
func linuxOnly(pass *analysis.Pass, file *ast.File) bool {
	if file == nil {
		return false
	}
	return isLinuxName(pass.Fset.Position(file.Package).Filename) || isLinuxBuild(file)
}

// isLinuxName reports whether a file name is one that only Linux builds use:
// NAME_linux.go or NAME_linux_GOARCH.go, also with _test at the end (go help
// buildconstraint).
func isLinuxName(name string) bool {
	name = strings.TrimSuffix(strings.TrimSuffix(filepath.Base(name), ".go"), "_test")
	parts := strings.Split(name, "_")
	if n := len(parts); n > 2 && slices.Contains(architectures, parts[n-1]) {
		parts = parts[:n-1]
	}
	return len(parts) > 1 && parts[len(parts)-1] == "linux"
}

// architectures are the values of GOARCH for Linux, as of Go 1.26 (go tool dist list).
var architectures = []string{
	"386", "amd64", "arm", "arm64", "loong64", "mips", "mips64", "mips64le", "mipsle", "ppc64", "ppc64le", "riscv64", "s390x",
}

func isLinuxBuild(file *ast.File) bool {
	for _, group := range file.Comments {
		for _, c := range group.List {
			if c.Pos() > file.Package || !constraint.IsGoBuild(c.Text) {
				continue
			}
			expr, err := constraint.Parse(c.Text)
			return err == nil && impliesLinux(expr)
		}
	}
	return false
}

// impliesLinux reports whether expr holds only where the tag linux does, whatever
// the other tags.
func impliesLinux(expr constraint.Expr) bool {
	switch e := expr.(type) {
	case *constraint.TagExpr:
		return e.Tag == "linux"
	case *constraint.AndExpr:
		return impliesLinux(e.X) || impliesLinux(e.Y)
	case *constraint.OrExpr:
		return impliesLinux(e.X) && impliesLinux(e.Y)
	}
	return false
}
