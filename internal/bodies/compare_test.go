package bodies_test

import (
	"fmt"
	"go/ast"
	"go/token"
	"go/types"
	"maps"
	"slices"
	"testing"

	"github.com/sockvet/sockvet/internal/bodies"
)

// compareWays checks a package in both ways and compares all that is known of it.
func compareWays(t *testing.T, config *types.Config, path string, fset *token.FileSet, files []*ast.File) {
	full := bodies.NewInfo()
	if _, err := config.Check(path, fset, files, full); err != nil {
		t.Fatal(err)
	}
	lazy := bodies.NewInfo()
	pkg, b, err := bodies.Check(config, path, fset, files, lazy)
	if err != nil {
		t.Fatal(err)
	}
	left := len(full.Uses) - len(lazy.Uses)
	t.Logf("%d of %d uses of names were left", left, len(full.Uses))
	checkBackwards(t, b, files)
	if err := b.All(); err != nil {
		t.Fatal(err)
	}
	restrict(full, files)
	restrict(lazy, files)
	compareInfo(t, fset, lazy, full)
	compareScopes(t, fset, pkg, files, lazy)
}

// checkBackwards asks for some functions, the last one first.
func checkBackwards(t *testing.T, b *bodies.Bodies, files []*ast.File) {
	for _, file := range slices.Backward(files) {
		for _, decl := range slices.Backward(file.Decls) {
			if decl, ok := decl.(*ast.FuncDecl); ok && len(decl.Name.Name)%2 == 0 {
				if err := b.Check(decl); err != nil {
					t.Fatal(err)
				}
			}
		}
	}
}

// restrict leaves out expressions that no file has: go/types makes some up.
func restrict(info *types.Info, files []*ast.File) {
	written := map[ast.Node]bool{}
	for _, file := range files {
		for n := range ast.Preorder(file) {
			written[n] = true
		}
	}
	maps.DeleteFunc(info.Types, func(e ast.Expr, _ types.TypeAndValue) bool { return !written[e] })
}

func compareInfo(t *testing.T, fset *token.FileSet, got, want *types.Info) {
	compareMaps(t, fset, "Types", got.Types, want.Types, func(tv types.TypeAndValue) string {
		exact := ""
		if tv.Value != nil {
			exact = tv.Value.ExactString()
		}
		return fmt.Sprint(tv.Type, exact, tv.IsVoid(), tv.IsType(), tv.IsBuiltin(), tv.IsValue(), tv.IsNil(), tv.Addressable(), tv.Assignable(), tv.HasOk())
	})
	compareMaps(t, fset, "Defs", got.Defs, want.Defs, describe)
	compareMaps(t, fset, "Uses", got.Uses, want.Uses, describe)
	compareMaps(t, fset, "Implicits", got.Implicits, want.Implicits, describe)
	compareMaps(t, fset, "Selections", got.Selections, want.Selections, func(s *types.Selection) string {
		return fmt.Sprint(s, s.Kind(), s.Index(), s.Indirect(), describe(s.Obj()))
	})
	compareMaps(t, fset, "Instances", got.Instances, want.Instances, func(i types.Instance) string {
		var args []types.Type
		for arg := range i.TypeArgs.Types() {
			args = append(args, arg)
		}
		return fmt.Sprint(i.Type, args)
	})
	compareMaps(t, fset, "FileVersions", got.FileVersions, want.FileVersions, func(v string) string { return v })
	compareMaps(t, fset, "Scopes", got.Scopes, want.Scopes, func(s *types.Scope) string {
		return fmt.Sprint(s.Pos(), s.End(), s.Names(), s.Parent().Pos(), s.Parent().Names())
	})
	if g, w := fmt.Sprint(got.InitOrder), fmt.Sprint(want.InitOrder); g != w {
		t.Errorf("InitOrder:\ngot  %s\nwant %s", g, w)
	}
	wantDefined, gotDefined := definitions(want), definitions(got)
	for key, obj := range want.Uses {
		if wantDefined[obj] && !gotDefined[got.Uses[key]] {
			t.Errorf("%s: %s is of no definition", fset.Position(key.Pos()), key.Name)
		}
	}
}

// definitions returns the objects that identifiers define.
func definitions(info *types.Info) map[types.Object]bool {
	defined := map[types.Object]bool{}
	for _, obj := range info.Defs {
		defined[obj] = true
	}
	return defined
}

// describe tells what obj is, but for its identity.
func describe(obj types.Object) string {
	if obj == nil {
		return "none"
	}
	text := fmt.Sprintf("%T %v at %v", obj, obj, obj.Pos())
	if c, ok := obj.(*types.Const); ok {
		text += c.Val().ExactString()
	}
	return text
}

func compareMaps[K interface {
	comparable
	ast.Node
}, V any](t *testing.T, fset *token.FileSet, what string, got, want map[K]V, text func(V) string) {
	t.Helper()
	for key, value := range want {
		have, ok := got[key]
		if !ok {
			t.Errorf("%s: %s of %T is missing", fset.Position(key.Pos()), what, key)
		} else if g, w := text(have), text(value); g != w {
			t.Errorf("%s: %s of %T:\ngot  %s\nwant %s", fset.Position(key.Pos()), what, key, g, w)
		}
	}
	for key := range got {
		if _, ok := want[key]; !ok {
			t.Errorf("%s: %s of %T is too much", fset.Position(key.Pos()), what, key)
		}
	}
}

// compareScopes looks up the names of variables where they are used.
func compareScopes(t *testing.T, fset *token.FileSet, pkg *types.Package, files []*ast.File, info *types.Info) {
	for _, file := range files {
		for decl := range ast.Preorder(file) {
			block, ok := decl.(*ast.BlockStmt)
			if !ok {
				continue
			}
			for _, stmt := range block.List {
				for n := range ast.Preorder(stmt) {
					id, ok := n.(*ast.Ident)
					v, isVar := info.Uses[id].(*types.Var)
					if !ok || !isVar || v.IsField() || v.Pkg() != pkg {
						continue
					}
					if _, obj := pkg.Scope().Innermost(id.Pos()).LookupParent(id.Name, id.Pos()); obj != v {
						t.Errorf("%s: %s is found as %v", fset.Position(id.Pos()), id.Name, obj)
					}
				}
			}
		}
	}
}
