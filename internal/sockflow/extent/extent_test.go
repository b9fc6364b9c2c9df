package extent_test

import (
	"go/ast"
	"go/parser"
	"go/token"
	"go/types"
	"slices"
	"strings"
	"testing"

	"github.com/sockvet/sockvet/internal/sockflow/extent"
)

// source has functions that need a look, if net.Listen is what is looked for, and others.
const source = `package p

import (
	"net"
	. "os"
	other "net/http"
)

var hook = func() { net.Listen("", "") }

var later func()

var table = []func(){inTable}

func inTable() {}

func callsHook() { hook() }

func setsLater() { later = named }

func named() { direct() }

func callsLater() { later() }

func direct() string { l, _ := (net).Listen("", ""); helper(l); return "" }

func helper(l net.Listener) { new(server).run(l) }

type server struct{ base }

type base struct{}

func (s *server) run(l net.Listener) {}

func (b base) Close() {}

func user() { direct() }

func userOfUser() { user() }

func fails() error { net.Listen("", ""); return nil }

func userOfFails() { fails() }

func dotted() { MkdirTemp("", "") }

func otherListen() { other.Listen(); listen() }

func listen() {}

func reads(s *server) { _ = s.port }

func readsOther(s base) { _ = s.port }

func named2(s alias) { _ = s.port }

type alias = *server

func init() { fromInit() }

func fromInit() {}

func TestMain() {}

func TestUnrelated() { unrelated() }

func unrelated() {}
`

func index(t *testing.T) (*extent.Index, []*ast.FuncDecl) {
	t.Helper()
	file, err := parser.ParseFile(token.NewFileSet(), "p.go", source, parser.SkipObjectResolution)
	if err != nil {
		t.Fatal(err)
	}
	packages := []*types.Package{types.NewPackage("net", "net"), types.NewPackage("os", "os"), types.NewPackage("net/http", "http")}
	isFunc := func(variable string) bool { return variable == "hook" || variable == "later" }
	var decls []*ast.FuncDecl
	for _, decl := range file.Decls {
		if decl, ok := decl.(*ast.FuncDecl); ok {
			decls = append(decls, decl)
		}
	}
	return extent.New([]*ast.File{file}, packages, isFunc), decls
}

// names returns the names of the functions that are in, or that are not.
func names(decls []*ast.FuncDecl, r *extent.Reach, in bool) string {
	var all []string
	for _, decl := range decls {
		if r.Has(decl) == in {
			all = append(all, decl.Name.Name)
		}
	}
	return strings.Join(all, " ")
}

func TestReach(t *testing.T) {
	x, decls := index(t)
	const always = "inTable setsLater named direct helper run Close init fromInit TestMain"
	for _, test := range []struct {
		words []extent.Word
		want  string // beside those that always are
	}{
		{nil, ""},
		{[]extent.Word{{Name: "net.Listen"}}, "callsHook user fails"},
		{[]extent.Word{{Name: "os.MkdirTemp"}}, "dotted"},
		{[]extent.Word{{Name: "net/http.Listen"}}, "otherListen listen"},
		{[]extent.Word{{Name: "port"}}, "reads readsOther named2"},
		{[]extent.Word{{Name: "port", With: "server"}}, "reads named2"},
		{[]extent.Word{{Name: "named"}}, "callsLater"},
		{[]extent.Word{{Name: "unrelated", Declared: true}}, "unrelated"},
		{[]extent.Word{{Name: "fails"}}, "userOfFails fails"},
		{[]extent.Word{{Name: "unrelated"}}, "TestUnrelated unrelated"},
	} {
		got := strings.Fields(names(decls, x.Reach(test.words), true))
		want := append(strings.Fields(always), strings.Fields(test.want)...)
		slices.Sort(got)
		slices.Sort(want)
		if !slices.Equal(got, want) {
			t.Errorf("%v: %v, want %v", test.words, got, want)
		}
	}
}

func TestMissing(t *testing.T) {
	x, decls := index(t)
	r := x.Reach([]extent.Word{{Name: "net.Listen"}})
	asked := []extent.Word{{Name: "direct"}, {Name: "user"}, {Name: "port", With: "server"}, {Name: "port", With: "nothing"}, {Name: "nowhere"}}
	missing := r.Missing(asked)
	if want := []extent.Word{{Name: "user"}, {Name: "port", With: "server"}}; !slices.Equal(missing, want) {
		t.Fatalf("missing %v, want %v", missing, want)
	}
	r = x.Reach(append(missing, extent.Word{Name: "net.Listen"}))
	if more := r.Missing(asked); len(more) > 0 {
		t.Errorf("still missing %v; left out are %s", more, names(decls, r, false))
	}
}
