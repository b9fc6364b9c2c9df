package extent_test

import (
	"go/ast"
	"go/parser"
	"go/token"
	"go/types"
	"testing"

	"github.com/sockvet/sockvet/internal/sockflow/extent"
)

// guessing has tests that bind ports, and others.
const guessing = `package p

import (
	"math/rand"
	"net/http"
)

const port = 50001

var check = bindable

var fake = bindable

func bindable(port int) bool { return http.ListenAndServe(":"+itoa(port), nil) == nil }

func start(addr string) { http.ListenAndServe(addr, nil) }

func address() string { return "localhost:50002" }

func draw() *int { n := rand.Intn(9); return &n }

func TestLiteral() { start("localhost:50003") }

func TestConstant() { start(itoa(port)) }

func TestResult() { start(address()) }

func TestDrawn() { start(itoa(rand.Intn(9))) }

func TestNext() { start(itoa(l.Port + 1)) }

func TestOutside() { start("localhost:8080"); start("localhost:65535"); start(itoa(0xc000)) }

func TestUnrelated() { println(50004) }

func checks(port int) { check(port) }

func fakes(port int) { fake(port) }

func sets() { fake = nil }
`

func TestGuesses(t *testing.T) {
	file, err := parser.ParseFile(token.NewFileSet(), "p_test.go", guessing, parser.SkipObjectResolution)
	if err != nil {
		t.Fatal(err)
	}
	packages := []*types.Package{types.NewPackage("net/http", "http"), types.NewPackage("math/rand", "rand")}
	isFunc := func(variable string) bool { return variable == "check" || variable == "fake" }
	x := extent.New([]*ast.File{file}, packages, isFunc)
	if !x.AddGuesses([]*ast.File{file}, []string{"math/rand.Intn"}) {
		t.Fatal("there is no guess")
	}
	var decls []*ast.FuncDecl
	for _, decl := range file.Decls {
		if decl, ok := decl.(*ast.FuncDecl); ok {
			decls = append(decls, decl)
		}
	}
	binds, calls := extent.Word{Name: "net/http.ListenAndServe", Guess: true}, extent.Word{Name: "start", Guess: true}
	variable := extent.Word{Name: "bindable", Guess: true}
	for _, test := range []struct {
		words []extent.Word
		most  int
		want  string
	}{
		{nil, 9, ""},
		{[]extent.Word{binds}, 9, "bindable start"},
		{[]extent.Word{binds, calls}, 9, "bindable start TestLiteral TestConstant TestResult TestDrawn TestNext"},
		{[]extent.Word{binds, calls}, 6, "bindable start"},
		{[]extent.Word{variable}, 9, "checks fakes sets"},
	} {
		r := x.Guessing(test.words, test.most)
		if got := names(decls, r, true); got != test.want {
			t.Errorf("%v, at most %d: %q, want %q", test.words, test.most, got, test.want)
		}
	}
	if missing := x.Guessing([]extent.Word{binds}, 9).Missing([]extent.Word{binds, calls}); len(missing) != 1 || missing[0] != calls {
		t.Errorf("missing %v, want %v", missing, calls)
	}
}
