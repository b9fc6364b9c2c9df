package syntax_test

import (
	"go/ast"
	"go/parser"
	"go/token"
	"go/types"
	"strings"
	"testing"

	"github.com/sockvet/sockvet/internal/syntax"
)

func TestPositions(t *testing.T) {
	const source = `package p
func f() {
	a, err := one(1)
	b := func() { two(2) }
	var c = three(3)
	defer four(4)
	s.d = func() { e := five(5) }
}
`
	fset := token.NewFileSet()
	file, err := parser.ParseFile(fset, "p.go", source, parser.SkipObjectResolution)
	if err != nil {
		t.Fatal(err)
	}
	for _, test := range []struct{ at, call, assigned string }{
		{"(1", "one(1)", "a"},
		{"(2", "two(2)", ""},
		{"(3", "three(3)", "c"},
		{"defer", "four(4)", ""},
		{"(4", "four(4)", ""},
		{"(5", "five(5)", "e"},
		{"one", "", "a"},
	} {
		pos := file.FileStart + token.Pos(strings.Index(source, test.at))
		call, assigned := "", ""
		if c := syntax.CallAt(file, pos); c != nil {
			call = types.ExprString(c)
		}
		if e := syntax.AssignedAt(file, pos); e != nil {
			assigned = types.ExprString(e)
		}
		if call != test.call || assigned != test.assigned {
			t.Errorf("at %s: call %q assigned to %q, want %q to %q", test.at, call, assigned, test.call, test.assigned)
		}
		if decl := syntax.DeclarationAt(file, pos); decl == nil || decl.Name.Name != "f" {
			t.Errorf("at %s: not in f", test.at)
		}
		if syntax.FileAt([]*ast.File{file}, pos) != file {
			t.Errorf("at %s: not in the file", test.at)
		}
	}
	if syntax.DeclarationAt(file, file.Package) != nil {
		t.Error("the package clause is in a function")
	}
	if syntax.FileAt([]*ast.File{file}, file.FileEnd+1) != nil {
		t.Error("the file does not end")
	}
	if syntax.CallAt(nil, file.Package) != nil || syntax.CallAt(file, token.NoPos) != nil {
		t.Error("there is a call nowhere")
	}
}
