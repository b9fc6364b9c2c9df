package sockapi_test

import (
	"go/ast"
	"go/build"
	"go/importer"
	"go/parser"
	"go/token"
	"go/types"
	"go/version"
	"os"
	"os/exec"
	"path/filepath"
	"reflect"
	"slices"
	"strings"
	"sync"
	"testing"

	"github.com/sockvet/sockvet/internal/sockapi"
	"github.com/sockvet/sockvet/internal/sockapi/sockapitest"
)

const unix = "golang.org/x/sys/unix"

// world holds the packages that the table names, type-checked from source:
// export data leaves out unexported types, and with them the methods that
// net.conn and testing.common declare.
type world struct {
	fset     *token.FileSet
	importer types.Importer
	packages sockapitest.Packages
}

// load type-checks what the table names as it is on linux/amd64, whatever the
// machine. golang.org/x/sys is no dependency of this module: the go command
// brings its own copy.
var load = sync.OnceValues(func() (*world, error) {
	build.Default.GOOS, build.Default.GOARCH, build.Default.CgoEnabled = "linux", "amd64", false
	fset := token.NewFileSet()
	w := &world{fset, importer.ForCompiler(fset, "source", nil), sockapitest.Packages{}}
	paths := []string{"net/url"}
	for _, row := range stdFuncs() {
		if !sockapitest.Later(row) { // the package may be new too
			paths = append(paths, row.Package())
		}
	}
	slices.Sort(paths)
	for _, path := range slices.Compact(paths) {
		pkg, err := w.load(path)
		if err != nil {
			return nil, err
		}
		w.packages[path] = pkg
	}
	return w, nil
})

func (w *world) load(path string) (*types.Package, error) {
	if path != unix {
		return w.importer.Import(path)
	}
	goroot, err := exec.Command("go", "env", "GOROOT").Output()
	if err != nil {
		return nil, err
	}
	return w.check(path, filepath.Join(strings.TrimSpace(string(goroot)), "src/cmd/vendor", path))
}

// check type-checks the package in dir without its function bodies.
func (w *world) check(path, dir string) (*types.Package, error) {
	p, err := build.Default.ImportDir(dir, 0)
	if err != nil {
		return nil, err
	}
	var files []*ast.File
	for _, name := range p.GoFiles {
		file, err := parser.ParseFile(w.fset, filepath.Join(dir, name), nil, parser.SkipObjectResolution)
		if err != nil {
			return nil, err
		}
		files = append(files, file)
	}
	config := types.Config{Importer: w.importer, IgnoreFuncBodies: true, Sizes: types.SizesFor("gc", "amd64")}
	return config.Check(path, w.fset, files, nil)
}

func loaded(t *testing.T) *world {
	t.Helper()
	w, err := load()
	if err != nil {
		t.Fatal(err)
	}
	return w
}

func TestRowsSuitTheirFunctions(t *testing.T) {
	sockapitest.CheckFuncs(t, stdFuncs(), loaded(t).packages)
}

func TestRowsSuitTheirTypes(t *testing.T) {
	sockapitest.CheckFields(t, sockapi.Fields(), loaded(t).packages)
}

// TestSince checks that a row with a release is checked by one of the toolchains that
// continuous integration has, and left out by another.
func TestSince(t *testing.T) {
	newest, err := os.ReadFile("../../tools/newest-go")
	if err != nil {
		t.Fatal(err)
	}
	for _, row := range sockapi.Funcs() {
		if row.Since != "" && (version.Compare(row.Since, oldest) <= 0 || version.Compare(row.Since, strings.TrimSpace(string(newest))) > 0) {
			t.Errorf("%s: since %q", row.Name, row.Since)
		}
	}
}

// oldest is the release that go.mod wants.
const oldest = "go1.26"

// stdFuncs returns the rows of packages that the Go distribution has. Those of
// other modules are for the tests in testdata/thirdparty.
func stdFuncs() []*sockapi.Func {
	return slices.DeleteFunc(sockapi.Funcs(), func(row *sockapi.Func) bool { return !inDistribution(row.Package()) })
}

// inDistribution reports whether the Go distribution has the package at path.
func inDistribution(path string) bool {
	first, _, _ := strings.Cut(path, "/")
	return path == unix || !strings.Contains(first, ".")
}

// TestUnixIsLikeSyscall checks that the functions the two packages share have the same row.
func TestUnixIsLikeSyscall(t *testing.T) {
	funcs := loaded(t).packages.Funcs()
	rows := map[string]*sockapi.Func{}
	for _, row := range stdFuncs() {
		rows[row.Name] = row
	}
	for name, row := range rows {
		if row.Package() != unix {
			continue
		}
		twin := strings.Replace(name, unix, "syscall", 1)
		if funcs[twin] == nil {
			continue // RecvmsgBuffers, SendmsgBuffers: x/sys only
		}
		if rows[twin] == nil {
			t.Errorf("%s has a row, %s has none", name, twin)
		} else if !reflect.DeepEqual(row.Effects, rows[twin].Effects) {
			t.Errorf("%s: %v, but %s: %v", name, row.Effects, twin, rows[twin].Effects)
		}
	}
}

// TestLookup looks up the functions that code calls, in all the ways in which
// code can call them.
func TestLookup(t *testing.T) {
	const src = `package p

import (
	"context"
	"io"
	"net"
	"net/http"
	"net/http/httptest"
	"slices"
	"sync/atomic"
	"testing"
)

type server struct{ *httptest.Server }

type suite struct {
	testing.TB
	http.Server
}

type listener interface{ net.Listener }

type own struct{}

func (own) Close() error { return nil }

func _(ctx context.Context, t *testing.T, s suite, tcp *net.TCPConn, l listener, body io.ReadCloser, srv server, p *atomic.Pointer[int], o own) {
	tcp.LocalAddr()       // (*net.conn).LocalAddr
	tcp.Close()           // (*net.conn).Close
	(*net.UDPConn).Close  // (*net.conn).Close
	t.Fatal()             // (*testing.common).Fatal
	t.Setenv("", "")      // (*testing.T).Setenv
	s.Fatal()             // (testing.TB).Fatal
	s.ListenAndServe()    // (*net/http.Server).ListenAndServe
	l.Addr()              // (net.Listener).Addr
	body.Close()          // (io.Closer).Close
	srv.Close()           // (*net/http/httptest.Server).Close
	p.Store(nil)          // (*sync/atomic.Pointer[T]).Store
	slices.Clone([]int{}) // slices.Clone
	net.Listen("", "")    // net.Listen
	ctx.Value(0)          // (context.Context).Value
	slices.Sort([]int{})  // none
	tcp.RemoteAddr()      // none
	o.Close()             // none
}
`
	w := loaded(t)
	file, err := parser.ParseFile(w.fset, "p.go", src, parser.ParseComments|parser.SkipObjectResolution)
	if err != nil {
		t.Fatal(err)
	}
	wants := map[int]string{}
	for _, group := range file.Comments {
		wants[w.fset.Position(group.Pos()).Line] = strings.TrimSpace(group.Text())
	}
	info := &types.Info{Uses: map[*ast.Ident]types.Object{}}
	config := types.Config{Importer: w.importer, Error: func(error) {}} // a method expression is not used
	config.Check("p", w.fset, []*ast.File{file}, info)

	got := map[int]string{}
	for id, obj := range info.Uses {
		fn, ok := obj.(*types.Func)
		if !ok {
			continue
		}
		name := "none"
		if row := sockapi.Lookup(fn); row != nil {
			name = row.Name
		}
		got[w.fset.Position(id.Pos()).Line] = name
	}
	for line, want := range wants {
		if got[line] != want {
			t.Errorf("line %d: Lookup finds %q, want %q", line, got[line], want)
		}
	}

	if row := sockapi.Lookup(nil); row != nil {
		t.Errorf("Lookup(nil) = %v", row)
	}
	if row := sockapi.Lookup(types.Universe.Lookup("error").Type().Underlying().(*types.Interface).Method(0)); row != nil {
		t.Errorf("Lookup(error.Error) = %v", row)
	}
	if row := sockapi.LookupType(types.Universe.Lookup("error").(*types.TypeName)); row != nil {
		t.Errorf("LookupType(error) = %v", row)
	}
}

func TestCovers(t *testing.T) {
	for path, want := range map[string]bool{
		"net": true, "net/http/httptest": true, "sync/atomic": true, "io": true, unix: true, "gopkg.in/yaml.v3": true,
		"": false, "net/mail": false, "gopkg.in/yaml": false, "example.com/net": false,
	} {
		if got := sockapi.Covers(path); got != want {
			t.Errorf("Covers(%q) = %t", path, got)
		}
	}
}

func TestFuncs(t *testing.T) {
	funcs := sockapi.Funcs()
	if len(funcs) == 0 || !slices.IsSortedFunc(funcs, func(a, b *sockapi.Func) int { return strings.Compare(a.Name, b.Name) }) {
		t.Error("not sorted")
	}
}

func TestRoleString(t *testing.T) {
	for role := sockapi.Acquires; role <= sockapi.Exits; role++ {
		if s := role.String(); s == "unknown role" || s != strings.ToLower(s) {
			t.Errorf("role %d is %q", role, s)
		}
	}
	if s := (sockapi.Exits + 1).String(); s != "unknown role" {
		t.Errorf("role %d is %q", sockapi.Exits+1, s)
	}
}
