package syntax_test

import (
	"go/ast"
	"testing"

	"golang.org/x/tools/go/analysis"

	"github.com/sockvet/sockvet/internal/syntax"
)

func TestAttempts(t *testing.T) {
	for body, want := range map[string]bool{
		"if p, err = pair(); err != nil { return }":                                  true,
		"if p, err := pair(); err != nil { log(p) }":                                 false, // variables of its own
		"if p, err = pair(); err == nil { return }":                                  false,
		"if p, err = pair(); other != nil { return }":                                false,
		"if p, err = pair(); err != nil { return } else { }":                         false,
		"if p, err = pair(); err != nil && p > 0 { return }":                         false,
		"if _, err = pair(); err != nil { return }":                                  true,
		"if p, _ = pair(); err != nil { return }":                                    false,
		"for p, err = pair(); err != nil; { return }":                                false,
		"if p, err = func() (int, error) { return pair() }(); err != nil { return }": false, // another call
	} {
		fn := function(t, body)
		node := callOf(t, fn, "pair").Node()
		got := fn.Attempts(fn.Decl.Body.List[0], func(e ast.Expr) bool { return e == node })
		if (got != nil) != want {
			t.Errorf("%s: %v, want one: %t", body, got, want)
		}
	}
}

func TestYields(t *testing.T) {
	const head = "w := func(i int, err error) int { "
	for body, want := range map[string]bool{
		"w := func(i ...any) int { return 1 }; p = w(pair())":                false,
		head + "must(err); return i }; p = w(pair())":                        true,
		head + "if err != nil { panic(err) }; return (i) }; p = (w(pair()))": true,
		head + "if err != nil { return 0 }; return i }; p = w(pair())":       false,
		head + "i = 1; return i }; p = w(pair())":                            false,
		head + "return i + 1 }; p = w(pair())":                               false,
		head + "func() { i = 1 }(); return i }; p = w(pair())":               false,
		head + "return i }; w = nil; p = w(pair())":                          false, // which one?
		"p, err = pair()": true,
	} {
		fn := function(t, body)
		list := fn.Decl.Body.List
		assign := list[len(list)-2].(*ast.AssignStmt)
		if got := fn.Yields(assign.Rhs[0], callOf(t, fn, "pair").Node().(*ast.CallExpr)); got != want {
			t.Errorf("%s: %t, want %t", body, got, want)
		}
	}
}

func TestWaits(t *testing.T) {
	for body, want := range map[string]bool{
		"var c chan int; <-c":                 true,
		"var c chan int; c <- 1":              true,
		"var c chan int; for range c { }":     true,
		"select { }":                          true,
		"var w interface{ Wait() }; w.Wait()": true,
		"var w func(); w()":                   true, // it may do anything
		"func() { select { } }()":             true,
		"defer func() { select { } }()":       false,
		"go func() { select { } }()":          false,
		"run(func() { select { } })":          false, // run is known
		"from(); log(p, int64(p), len(\"\"))": false,
		"for range []int{1} { from() }":       false,
	} {
		fn := function(t, body)
		file := &ast.File{Decls: []ast.Decl{fn.Decl}}
		if got := syntax.NewBodies(&analysis.Pass{TypesInfo: fn.Info, Files: []*ast.File{file}}).Waits(fn.Decl.Body); got != want {
			t.Errorf("%s: %t, want %t", body, got, want)
		}
	}
}

func TestComplainsByBody(t *testing.T) {
	for literal, want := range map[string]bool{
		"func(err error) { if err != nil { panic(err) } }":                         true,
		"func(err error) { if err != nil { log(err) }; if err != nil { log(p) } }": true,
		"func(err error) { if err == nil { panic(err) } }":                         false,
		"func(err error) { if err != nil { panic(err) } else { log() } }":          false,
		"func(err error) { log(); if err != nil { panic(err) } }":                  false,
		"func(error) { }":     false,
		"func(err error) { }": false,
	} {
		fn := function(t, "w := "+literal+"; w(call())")
		node := callOf(t, fn, "call").Node()
		list := fn.Decl.Body.List
		if got := fn.Checks(list[len(list)-2], func(e ast.Expr) bool { return e == node }); got != want {
			t.Errorf("%s: %t, want %t", literal, got, want)
		}
	}
}
