package syntax_test

import (
	"go/ast"
	"go/parser"
	"go/token"
	"go/types"
	"strings"
	"testing"

	"golang.org/x/tools/go/ast/inspector"

	"github.com/sockvet/sockvet/internal/syntax"
)

// rest is what the functions of the tests use.
const rest = `
package p

type T struct{}

func (T) FailNow()                                    {}
func (T) NoError(args ...any)                         {}
func (T) Assert(args ...any)                          {}
func (T) Error(args ...any)                           {}
func (T) NotTo(m any, args ...any)                    {}
func (T) To(m any, args ...any)                       {}

var IsNil, ShouldBeNil, other any

func HaveOccurred() any { return nil }
func Succeed() any      { return nil }
func Equal(any) any     { return nil }
func Expect(any) T      { return T{} }
func So(args ...any)    {}
func must(args ...any)  {}
func log(args ...any)   {}
func call() error       { return nil }
func pair() (int, error) { return 0, nil }
func from()             {}
func to() bool          { return true }
func run(func())        {}
func cond() bool        { return true }
`

// function returns the function f of a package that has it, with this body.
func function(t *testing.T, body string) *syntax.Function {
	t.Helper()
	fset := token.NewFileSet()
	file, err := parser.ParseFile(fset, "p.go", rest+"\nfunc f(t T, p int, err error) (r int, _ error) {\n"+body+"\nreturn }\n", 0)
	if err != nil {
		t.Fatal(err)
	}
	info := &types.Info{
		Defs: map[*ast.Ident]types.Object{}, Uses: map[*ast.Ident]types.Object{}, Types: map[ast.Expr]types.TypeAndValue{},
	}
	config := &types.Config{Error: func(err error) {
		if !strings.Contains(err.Error(), "declared and not used") {
			t.Errorf("%v, in\n%s", err, body)
		}
	}}
	_, _ = config.Check("p", fset, []*ast.File{file}, info) // Error has told the errors
	for c := range inspector.New([]*ast.File{file}).Root().Preorder((*ast.FuncDecl)(nil)) {
		if fn := c.Node().(*ast.FuncDecl); fn.Name.Name == "f" {
			return syntax.FunctionAt(info, c)
		}
	}
	t.Fatal("no function f")
	return nil
}

// callOf returns the first call in fn of the function of that name.
func callOf(t *testing.T, fn *syntax.Function, name string) inspector.Cursor {
	t.Helper()
	for c := range fn.Root.Preorder((*ast.CallExpr)(nil)) {
		if callee := syntax.Callee(fn.Info, c.Node().(*ast.CallExpr)); callee != nil && callee.Name() == name {
			return c
		}
	}
	t.Fatalf("no call of %s", name)
	return inspector.Cursor{}
}

// variable returns the last variable of that name that fn declares.
func variable(t *testing.T, fn *syntax.Function, name string) *types.Var {
	t.Helper()
	var found *types.Var
	for c := range fn.Root.Preorder((*ast.Ident)(nil)) {
		if id := c.Node().(*ast.Ident); id.Name == name {
			if v, ok := fn.Info.Defs[id].(*types.Var); ok {
				found = v
			}
		}
	}
	if found == nil {
		t.Fatalf("no variable %s", name)
	}
	return found
}

func TestChecksVariable(t *testing.T) {
	for body, want := range map[string]bool{
		"if err != nil { return 0, err }":                       true,
		"if err != nil { t.FailNow() }":                         true,
		"if (err) != nil { panic(err) }":                        true,
		"if err == nil { return }":                              false,
		"if err != nil { return } else { log(1) }":              false,
		"if err != nil && p > 0 { return }":                     false,
		"if other != nil { return }":                            false,
		"if err != other { return }":                            false,
		"if err := call(); err != nil { return }":               false,
		"t.NoError(t, err)":                                     true,
		`t.NoError(t, err, "listen on %d", p)`:                  true,
		"t.NoError(t, err, call())":                             false,
		"t.NoError(t, other)":                                   false,
		"t.Error(t, err)":                                       false,
		"must(err)":                                             true,
		"must(call())":                                          false,
		"log(err)":                                              false,
		"t.Assert(err, IsNil)":                                  true,
		"t.Assert(err, other)":                                  false,
		"So(err, ShouldBeNil)":                                  true,
		"Expect(err).NotTo(HaveOccurred())":                     true,
		"Expect(err).To(Succeed())":                             true,
		"Expect(err).To(HaveOccurred())":                        false,
		"Expect(err).To(Equal(other))":                          false,
		"Expect(other).NotTo(HaveOccurred())":                   false,
		"err = nil":                                             false,
		"for err != nil { return }":                             false,
		"func(err error) { if err != nil { panic(err) } }(err)": false,
	} {
		fn := function(t, body)
		is := fn.Is(variable(t, fn, "err"))
		if strings.Contains(body, "func(err") || strings.Contains(body, "err := ") {
			is = fn.Is(fn.Info.Defs[fn.Decl.Type.Params.List[2].Names[0]].(*types.Var))
		}
		if got := fn.Checks(fn.Decl.Body.List[0], is); got != want {
			t.Errorf("%s: %t, want %t", body, got, want)
		}
	}
}

func TestChecksCall(t *testing.T) {
	for body, want := range map[string]bool{
		"if err := call(); err != nil { return }":          true,
		"if err = call(); err != nil { return }":           true,
		"if err := call(); err == nil { return }":          false,
		"if e := call(); err != nil { return }":            false,
		"if call() != nil { return }":                      true,
		"t.NoError(t, call())":                             true,
		"must(call())":                                     true,
		"Expect(call()).To(Succeed())":                     true,
		"log(call())":                                      false,
		"if err := call(); err != nil { return } else { }": false,
	} {
		fn := function(t, body)
		node := callOf(t, fn, "call").Node()
		if got := fn.Checks(fn.Decl.Body.List[0], func(e ast.Expr) bool { return e == node }); got != want {
			t.Errorf("%s: %t, want %t", body, got, want)
		}
	}
}

func TestStraight(t *testing.T) {
	type route struct{ straight, spawned bool }
	for body, want := range map[string]route{
		"from(); to()":                              {straight: true},
		"from(); log(1); _ = to()":                  {straight: true},
		"from(); { to() }":                          {straight: true},
		"from(); if to() { log(1) }":                {straight: true},
		"from(); if ok := to(); ok { log(1) }":      {straight: true},
		"from(); switch to() { default: }":          {straight: true},
		"from(); func() { to() }()":                 {straight: true},
		"from(); go func() { to() }()":              {straight: true, spawned: true},
		"from(); go to()":                           {straight: true, spawned: true},
		"from(); _ = to() || cond()":                {straight: true},
		"from(); _ = cond() || to()":                {},
		"from(); _ = cond() && to()":                {},
		"from(); if cond() { to() }":                {},
		"from(); if cond() { } else { to() }":       {},
		"from(); for to() { }":                      {},
		"from(); for range 3 { to() }":              {},
		"from(); switch { case cond(): to() }":      {},
		"from(); switch { case to(): }":             {},
		"from(); select { default: to() }":          {},
		"from(); defer to()":                        {},
		"from(); defer func() { to() }()":           {},
		"from(); run(func() { to() })":              {},
		"from(); g := func() { to() }; g()":         {},
		"from(); go func() { if p > 0 { to() } }()": {},
		"to(); from()":                              {},
		"if cond() { from() }; to()":                {},
		"func() { from() }(); to()":                 {},
	} {
		fn := function(t, body)
		stmt, ok := syntax.Statement(callOf(t, fn, "from"))
		if !ok {
			t.Fatalf("%s: no statement", body)
		}
		got, straight := syntax.Straight(fn.Info, stmt, callOf(t, fn, "to"))
		if straight != want.straight || straight && got.Spawned != want.spawned {
			t.Errorf("%s: straight %t, spawned %t, want %+v", body, straight, got.Spawned, want)
		}
	}
}

func TestDefinitions(t *testing.T) {
	for _, test := range []struct {
		body  string
		count int
		whole bool
	}{
		{"x := 1; log(x)", 1, true},
		{"var x int; log(x)", 0, true},
		{"var x = 1; log(x)", 1, true},
		{"x := 1; x = 2; log(x)", 2, true},
		{"x, y := 1, 2; log(x, y)", 1, true},
		{"x, err := pair(); log(x, err)", 1, true},
		{"x := 1; x++", 1, false},
		{"x := 1; x += 2", 1, false},
		{"x := 1; log(&x)", 1, false},
		{"x := 1; for x = range 3 { log(x) }", 1, false},
		{"for x := range 3 { log(x) }", 0, false},
		{"func(x int) { log(x) }(1)", 0, false},
		{"x := 1; go func() { x = 2 }()", 2, true},
	} {
		fn := function(t, test.body)
		all, whole := fn.Definitions(variable(t, fn, "x"))
		if len(all) != test.count || whole != test.whole {
			t.Errorf("%s: %d, %t, want %d, %t", test.body, len(all), whole, test.count, test.whole)
		}
	}
}

func TestValue(t *testing.T) {
	for body, want := range map[string]string{
		"x := 1; log(x)":              "1",
		"var x = 1; log(x)":           "1",
		"x, err := pair(); log(x)":    "pair()",
		"err, x := 1, 2; log(x, err)": "2",
		"_, x := pair(); log(x)":      "", // its second result
		"x := 1; x = 2; log(x)":       "",
		"x := 1; x++":                 "",
		"var x int; log(x)":           "",
	} {
		fn := function(t, "{"+body+"}")
		got := ""
		if e := fn.Value(variable(t, fn, "x")); e != nil {
			got = types.ExprString(e)
		}
		if got != want {
			t.Errorf("%s: %q, want %q", body, got, want)
		}
	}
}

func TestLeaves(t *testing.T) {
	for body, want := range map[string]bool{
		"return":                           true,
		"if cond() { return }":             true,
		"for { break }":                    true,
		"log(1)":                           false,
		"func() { return }()":              false,
		"if cond() { panic(1) }":           false, // nothing more happens then
		"for { if cond() { continue } }":   true,
		"switch { case cond(): log(1) }":   false,
		"defer func() { return }()":        false,
		"{ go func() { return }(); to() }": false,
	} {
		fn := function(t, "from(); "+body)
		stmt, _ := syntax.Statement(callOf(t, fn, "from"))
		next, ok := syntax.Next(stmt)
		if got := syntax.Leaves(next); !ok || got != want {
			t.Errorf("%s: %t, want %t", body, got, want)
		}
	}
}

func TestEnds(t *testing.T) {
	for body, want := range map[string]bool{
		"log(1); return":        true,
		"panic(1)":              true,
		"t.FailNow()":           true,
		"log(1)":                false,
		"t.Error(1)":            false,
		"":                      false,
		"return; log(1)":        false,
		"x := 1; _ = x":         false,
		"func() { panic(1) }()": false,
		"if cond() { return }":  false,
		"{ return }":            false,
	} {
		fn := function(t, "if cond() {"+body+"}")
		if got := syntax.Ends(fn.Decl.Body.List[0].(*ast.IfStmt).Body); got != want {
			t.Errorf("%s: %t, want %t", body, got, want)
		}
	}
}

func TestJumps(t *testing.T) {
	for body, want := range map[string]bool{
		"again: if cond() { goto again }":           true,
		"go func() { again: log(1); goto again }()": true,
		"all: for { break all }":                    false,
		"for { continue }":                          false,
	} {
		if got := function(t, body).Jumps(); got != want {
			t.Errorf("%s: %t, want %t", body, got, want)
		}
	}
}

func TestBetween(t *testing.T) {
	fn := function(t, "from(); log(1); { log(2) }; to(); log(3)")
	first, _ := syntax.Statement(callOf(t, fn, "from"))
	last, _ := syntax.Statement(callOf(t, fn, "to"))
	if got := syntax.Between(first, last); len(got) != 2 || got[1].Node() != fn.Decl.Body.List[2] {
		t.Errorf("got %v", got)
	}
	if got := syntax.Between(first, first); len(got) != 5 { // and the return
		t.Errorf("to the end: got %d", len(got))
	}
}

func TestLocal(t *testing.T) {
	fn := function(t, "x := 1; log(x, p, r, other, T{}); go func() { log(x) }()")
	for name, want := range map[string]bool{"x": true, "p": true, "r": true, "other": false, "log": false, "T": false} {
		var id *ast.Ident
		ast.Inspect(fn.Decl.Body, func(n ast.Node) bool {
			if n, ok := n.(*ast.Ident); ok && n.Name == name {
				id = n
			}
			return true
		})
		if got := fn.Local(&ast.ParenExpr{X: id}); (got != nil) != want {
			t.Errorf("%s: %v, want %t", name, got, want)
		}
	}
	if n := len(fn.Uses(variable(t, fn, "x"))); n != 2 {
		t.Errorf("%d uses of x, want 2", n)
	}
}

func TestCalls(t *testing.T) {
	for body, want := range map[string]bool{
		"_ = p + 1":                      false,
		"_ = call()":                     true,
		"_ = []any{other, call}":         false,
		"_ = func() {}":                  true,
		"_ = <-make(chan int)":           true,
		"var c chan int; _ = []int{<-c}": true,
		"_ = -p":                         false,
	} {
		list := function(t, body).Decl.Body.List
		if got := syntax.Calls(list[len(list)-2]); got != want {
			t.Errorf("%s: %t, want %t", body, got, want)
		}
	}
}
