package bodies_test

import (
	"go/ast"
	goimporter "go/importer"
	"go/parser"
	"go/token"
	"go/types"
	"strings"
	"testing"

	"github.com/sockvet/sockvet/internal/bodies"
)

// TestShapes has the kinds of functions that there are.
func TestShapes(t *testing.T) {
	for name, text := range map[string]string{
		"parameters": `
type T struct{ n int }
func (T) a(int, string) (T, error) { return T{}, nil }
func (t *T) b(int, ...string) (n int, err error) { n = t.n; return }
func (*T) c(a, b int, rest ...T) (_ int, c T) { return a + b, rest[0] }
func (_ T) d(_ int) { func() { _ = T.d }() }
func e(f func(T) *T) func() { return func() { f(T{1}).b(2) } }
func _(t T) { t.d(1) }
`,
		"imports": `
import . "strings"
import name "strings"
import _ "embed"
func f(b *Builder) *name.Builder { if Contains("a", "b") { return b }; return nil }
`,
		"types": `
type List[T any] struct{ next *List[T]; value T }
func (l *List[T]) Get() T { var zero T; if l == nil { return zero }; return l.value }
func Map[T, U any](l *List[T], f func(T) U) *List[U] { return &List[U]{value: f(l.Get())} }
func f() string { type local struct{ List[int] }; var l local; return Map(&l.List, func(i int) string { return "" }).Get() }
func g(x any) int { switch x := x.(type) { case int: return x; case string: return len(x) }; return 0 }
func h() (sum uint8) { const big = 1 << 7; for i := range 10 { sum += uint8(i) }; return sum | big<<0 }
`,
		"order": `
var a = f()
var b, c = g(), 1
var d, e = two()
var _ = T{}.m()
const size = len(array)
var h = size
func f() int { return g() + z }
func g() int { return func() int { return y + c }() }
func two() (int, int) { return unset, d0 }
type T struct{}
func (T) m() int { late = 1; return f() }
var unset int
var array [3]int
var d0 = h
var z = b
var y = 1
var late = z
`,
		"elsewhere": `
import _ "unsafe"
//go:linkname now time.now
func now() (sec int64, nsec int32, mono int64)
func init() { now() }
func init() { f() }
func f() { now() }
`,
	} {
		t.Run(name, func(t *testing.T) {
			fset, file := parse(t, text)
			compareWays(t, config(), "p", fset, []*ast.File{file})
		})
	}
}

// TestSizes has a constant that depends on the platform.
func TestSizes(t *testing.T) {
	fset, file := parse(t, `
import "unsafe"
func f() int { const size = unsafe.Sizeof(uintptr(0)); return int(size) }
`)
	for _, arch := range []string{"amd64", "386", "arm64", "arm"} {
		c := config()
		c.Sizes = types.SizesFor("gc", arch)
		compareWays(t, c, "p", fset, []*ast.File{file})
	}
}

// TestErrors has faults in bodies, which come up when these are asked for.
func TestErrors(t *testing.T) {
	fset, file := parse(t, `
func good() int { return 1 }
func bad() int { return undefined }
func worse() { unused := good() }
func user() { bad() }
`)
	_, b, err := bodies.Check(config(), "p", fset, []*ast.File{file}, bodies.NewInfo())
	if err != nil {
		t.Fatalf("without bodies: %v", err)
	}
	want := map[string]string{"bad": "undefined: undefined", "worse": "declared and not used: unused"}
	for range 2 {
		for _, decl := range file.Decls {
			fn := decl.(*ast.FuncDecl)
			wantError(t, fn.Name.Name, b.Check(fn), want[fn.Name.Name])
		}
		wantError(t, "All", b.All(), want["bad"])
	}
	fset, file = parse(t, `
func bad() int { return undefined }
func worse() { unused := bad }
func user() { _ = worse }
`)
	_, b, err = bodies.Check(config(), "p", fset, []*ast.File{file}, bodies.NewInfo())
	if err != nil {
		t.Fatalf("without bodies: %v", err)
	}
	b.Naming("nothing")
	wantError(t, "Naming", b.Err(), "")
	b.Naming("worse")
	wantError(t, "Naming", b.Err(), "")
	b.Around(file.Decls[2].Pos(), file.Package)
	wantError(t, "Around", b.Err(), "")
	b.Naming("bad")
	wantError(t, "Naming", b.Err(), want["worse"])
	b.Around(file.Decls[0].End() - 1)
	wantError(t, "Err", b.Err(), want["worse"])
}

// TestErrorsAtOnce has faults that come up before any body is asked for.
func TestErrorsAtOnce(t *testing.T) {
	for text, want := range map[string]string{
		`func f(undefined) {}`:                                 "undefined: undefined",
		`func init() { undefined() }`:                          "undefined: undefined",
		`func f[T any]() { undefined() }`:                      "undefined: undefined",
		`var a = f(); func f() int { return undefined }`:       "undefined: undefined",
		`var a = func() int { return undefined }()`:            "undefined: undefined",
		`type T[P any] int; func (t T[P]) m() { undefined() }`: "undefined: undefined",
	} {
		fset, file := parse(t, text)
		_, _, err := bodies.Check(config(), "p", fset, []*ast.File{file}, bodies.NewInfo())
		wantError(t, text, err, want)
	}
}

func wantError(t *testing.T, of string, err error, want string) {
	t.Helper()
	got := ""
	if err != nil {
		got = err.Error()
	}
	if (want == "") != (err == nil) || !strings.HasSuffix(got, want) {
		t.Errorf("%s: error %q, want %q", of, got, want)
	}
}

func parse(t *testing.T, text string) (*token.FileSet, *ast.File) {
	t.Helper()
	fset := token.NewFileSet()
	file, err := parser.ParseFile(fset, "p.go", "package p\n"+text, parser.ParseComments|parser.SkipObjectResolution)
	if err != nil {
		t.Fatal(err)
	}
	return fset, file
}

func config() *types.Config {
	return &types.Config{Importer: goimporter.ForCompiler(token.NewFileSet(), "source", nil), Sizes: types.SizesFor("gc", "amd64"), GoVersion: "go1.26"}
}
