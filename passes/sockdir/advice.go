package sockdir

import (
	"go/ast"
	"go/types"
	"slices"

	"github.com/sockvet/sockvet/internal/sockflow/dirs"
	"github.com/sockvet/sockvet/internal/syntax"
)

// advice says what to do.
func (f *finding) advice() string {
	const remove = "remove it with os.RemoveAll "
	test := f.test()
	switch closer := f.closer(); {
	case f.Category == CategoryExit:
		return "remove it before that, or let a function return that defers it"
	case f.Category == CategorySocket:
		return "give the directory to os.RemoveAll"
	case f.dir.Offered:
		return "call it"
	case f.inTestMain():
		return remove + "when the tests are done"
	case test != "":
		return remove + "in " + test + ".Cleanup"
	case closer != "":
		return remove + "in " + closer
	case syntax.IsTest(f.pass.Fset, f.file):
		return f.untested()
	}
	return "remove it with os.RemoveAll, or do without: on Linux an abstract socket needs no directory"
}

// untested is the advice for code of tests that has no test at hand.
func (f *finding) untested() string {
	decl := syntax.DeclarationAt(f.file, f.dir.Make)
	if decl == nil || decl.Recv != nil {
		return "remove it with os.RemoveAll when the test is done"
	}
	return "let " + decl.Name.Name + " take a testing.TB, and remove it with os.RemoveAll in its Cleanup"
}

// inTestMain reports whether the directory is made for all tests of the package.
func (f *finding) inTestMain() bool {
	decl := syntax.DeclarationAt(f.file, f.dir.Make)
	if decl == nil {
		return len(f.functions()) == 0 && syntax.IsTest(f.pass.Fset, f.file)
	}
	return decl.Recv == nil && (decl.Name.Name == "TestMain" || decl.Name.Name == "init")
}

// test returns what the code that makes the directory calls the test: a parameter of
// the function around it, the nearest one, or what a suite yields that the function is
// a method of. It is "" if there is none.
func (f *finding) test() string {
	name := ""
	for _, fn := range f.functions() {
		params, recv := headOf(fn)
		for _, v := range f.variables(params) {
			if isTest(v.Type()) && v.Name() != "_" {
				name = v.Name()
			}
		}
		for _, v := range f.variables(recv) {
			if isSuite(v.Type()) && v.Name() != "_" {
				name = v.Name() + ".T()"
			}
		}
	}
	return name
}

// closers are the names of methods that end what a constructor made.
var closers = []string{"Close", "Stop", "Shutdown", "Cleanup", "TearDown", "Teardown", "Destroy", "Kill"}

// closer returns the method that ends what the directory is kept in: of the type that
// the function returns it in, or whose method makes it. It is "" if there is none.
func (f *finding) closer() string {
	decl := syntax.DeclarationAt(f.file, f.dir.Make)
	if decl == nil || len(f.functions()) > 1 {
		return ""
	}
	var keeper types.Type
	switch receiver := f.variables(decl.Recv); {
	case f.left(dirs.Field, dirs.Own) && len(receiver) == 1:
		keeper = receiver[0].Type()
	case f.left(dirs.Caller, dirs.Foreign, dirs.Nobody):
		keeper = syntax.FirstResult(f.pass.TypesInfo.Defs[decl.Name].(*types.Func).Signature().Results())
	}
	name := syntax.TypeName(keeper)
	if name == nil || name.Pkg() != f.pass.Pkg {
		return ""
	}
	for _, closer := range closers {
		if syntax.HasMethod(keeper, closer) {
			return name.Name() + "." + closer
		}
	}
	return ""
}

// left reports whether the function leaves something of the directory to one of whom.
func (f *finding) left(whom ...dirs.Whom) bool {
	return slices.ContainsFunc(f.dir.Left, func(l dirs.Left) bool { return slices.Contains(whom, l.To) })
}

// functions returns the functions around the code that makes the directory, the
// outermost first: declarations and literals.
func (f *finding) functions() []ast.Node {
	var all []ast.Node
	ast.Inspect(f.file, func(n ast.Node) bool {
		if n == nil || f.dir.Make < n.Pos() || n.End() <= f.dir.Make {
			return false
		}
		switch n.(type) {
		case *ast.FuncDecl, *ast.FuncLit:
			all = append(all, n)
		}
		return true
	})
	return all
}

// variables returns what a list of parameters declares.
func (f *finding) variables(list *ast.FieldList) []*types.Var {
	var all []*types.Var
	if list == nil {
		return nil
	}
	for _, field := range list.List {
		for _, name := range field.Names {
			if v, ok := f.pass.TypesInfo.Defs[name].(*types.Var); ok {
				all = append(all, v)
			}
		}
	}
	return all
}
