package sockapi

import (
	"errors"
	"fmt"
	"go/ast"
	"go/build"
	"go/importer"
	"go/parser"
	"go/token"
	"go/types"
	"iter"
	"os/exec"
	"path/filepath"
	"reflect"
	"slices"
	"strings"
	"sync"
	"testing"
)

const unix = "golang.org/x/sys/unix"

// world holds the packages that the table names, type-checked from source:
// export data leaves out unexported types, and with them the methods that
// net.conn and testing.common declare.
type world struct {
	fset     *token.FileSet
	importer types.Importer
	packages map[string]*types.Package
	funcs    map[string]*types.Func // by full name
}

// load type-checks what the table names as it is on linux/amd64, whatever the
// machine. golang.org/x/sys is no dependency of this module: the go command
// brings its own copy.
var load = sync.OnceValues(func() (*world, error) {
	build.Default.GOOS, build.Default.GOARCH, build.Default.CgoEnabled = "linux", "amd64", false
	fset := token.NewFileSet()
	w := &world{fset, importer.ForCompiler(fset, "source", nil), map[string]*types.Package{}, map[string]*types.Func{}}
	for path := range index().packages {
		pkg, err := w.load(path)
		if err != nil {
			return nil, err
		}
		w.packages[path] = pkg
		for _, name := range pkg.Scope().Names() {
			for fn := range funcsOf(pkg.Scope().Lookup(name)) {
				w.funcs[fn.FullName()] = fn
			}
		}
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

// funcsOf yields the function obj, or the methods that the type obj declares.
func funcsOf(obj types.Object) iter.Seq[*types.Func] {
	return func(yield func(*types.Func) bool) {
		switch obj := obj.(type) {
		case *types.Func:
			yield(obj)
		case *types.TypeName:
			named, ok := obj.Type().(*types.Named)
			if !ok {
				return
			}
			for m := range named.Methods() {
				if !yield(m) {
					return
				}
			}
			if iface, ok := named.Underlying().(*types.Interface); ok {
				for m := range iface.ExplicitMethods() {
					if !yield(m) {
						return
					}
				}
			}
		}
	}
}

func loaded(t *testing.T) *world {
	t.Helper()
	w, err := load()
	if err != nil {
		t.Fatal(err)
	}
	return w
}

func TestEveryRowNamesAFunction(t *testing.T) {
	w := loaded(t)
	seen := map[string]bool{}
	for _, rows := range funcRows() {
		for _, row := range rows {
			if seen[row.Name] {
				t.Errorf("%s: two rows", row.Name)
			}
			seen[row.Name] = true
			if len(row.Effects) == 0 {
				t.Errorf("%s: a row without effects", row.Name)
			}
			fn := w.funcs[row.Name]
			if fn == nil {
				t.Errorf("%s: no such function", row.Name)
				continue
			}
			if got := Lookup(fn); got == nil || got.Name != row.Name {
				t.Errorf("%s: Lookup returns %v", row.Name, got)
			}
			for _, effect := range row.Effects {
				if err := checkEffect(fn, effect); err != nil {
					t.Errorf("%s: %s: %v", row.Name, effect.Role, err)
				}
			}
			if row.Sibling != "" {
				if err := w.checkSibling(fn, row); err != nil {
					t.Errorf("%s: %v", row.Name, err)
				}
			}
		}
	}
}

// checkSibling checks that the sibling of fn takes a listener first.
func (w *world) checkSibling(fn *types.Func, row Func) error {
	if row.Effects[0].Role != Binds {
		return errors.New("a sibling of a function that does not bind")
	}
	name := strings.TrimSuffix(row.Name, fn.Name()) + row.Sibling
	sibling := w.funcs[name]
	if sibling == nil {
		return fmt.Errorf("no sibling %s", name)
	}
	if got := sibling.Signature().Params().At(0).Type().String(); got != "net.Listener" {
		return fmt.Errorf("sibling %s takes a %s first", name, got)
	}
	return nil
}

// checkEffect checks that the places of an effect exist, that those its role
// needs are there and no others, and that their types suit the role.
func checkEffect(fn *types.Func, e Effect) error {
	uses := map[Role]struct{ from, to, network bool }{
		Acquires: {from: e.From.Root != None, to: true, network: e.Network.Root != None},
		Binds:    {from: true, network: e.Network.Root != None},
		Reads:    {from: true, to: true}, Carries: {from: true, to: true}, Formats: {from: true, to: true},
		Releases: {from: true}, Duplicates: {from: true}, Serves: {from: true}, Dials: {from: true},
		Starts: {from: true}, Sets: {from: true}, Writes: {from: true},
		Calls: {from: true}, Defers: {from: true}, Spawns: {from: true},
		Exits: {},
	}
	use, ok := uses[e.Role]
	if !ok {
		return errors.New("unknown role")
	}
	for _, p := range []struct {
		name  string
		used  bool
		place Place
		suits func(types.Type) bool
	}{
		{"From", use.from, e.From, suits[e.Role]},
		{"To", use.to, e.To, nil},
		{"Network", use.network, e.Network, isText},
	} {
		if p.used != (p.place.Root != None) {
			return fmt.Errorf("%s is %v", p.name, p.place)
		}
		if !p.used {
			continue
		}
		t, err := typeAt(fn, p.place)
		if err != nil {
			return fmt.Errorf("%s: %v", p.name, err)
		}
		if p.suits != nil && !p.suits(t) {
			return fmt.Errorf("%s has type %s", p.name, t)
		}
	}
	if e.Role == Reads {
		if t, err := typeAt(fn, e.To); err != nil || !isAddress(t) {
			return fmt.Errorf("To has type %v", t)
		}
	}
	return nil
}

// suits says which types the From of a role may have.
var suits = map[Role]func(types.Type) bool{
	Acquires: isAddress, Binds: isAddress, Dials: isAddress,
	Reads: isSocket, Releases: isSocket, Duplicates: isSocket, Serves: isSocket,
	Starts: isText, Sets: isText,
	Writes: func(t types.Type) bool { return isText(t) || t.String() == "io.Reader" },
	Calls:  isFunc, Defers: isFunc, Spawns: isFunc,
}

// isText reports whether t is a string or a slice of strings or bytes.
func isText(t types.Type) bool {
	if slice, ok := t.Underlying().(*types.Slice); ok {
		return types.Identical(slice.Elem(), types.Typ[types.Byte]) || isText(slice.Elem())
	}
	return types.Identical(t.Underlying(), types.Typ[types.String])
}

func isAddress(t types.Type) bool {
	return isText(t) || slices.Contains([]string{
		"net.Addr", "*net.TCPAddr", "*net.UDPAddr", "net/netip.AddrPort", "syscall.Sockaddr", unix + ".Sockaddr", "*net/url.URL",
	}, t.String())
}

// isSocket reports whether t is a descriptor, or has a method Close.
func isSocket(t types.Type) bool {
	obj, _, _ := types.LookupFieldOrMethod(t, true, nil, "Close")
	return obj != nil || types.Identical(t, types.Typ[types.Int])
}

func isFunc(t types.Type) bool {
	_, ok := t.Underlying().(*types.Signature)
	return ok || t.String() == "any" // testing.F.Fuzz
}

// typeAt returns the type of a place of fn.
func typeAt(fn *types.Func, p Place) (types.Type, error) {
	sig := fn.Signature()
	var at *types.Var
	switch {
	case p.Root == Receiver && sig.Recv() != nil && p.Index == 0:
		at = sig.Recv()
	case p.Root == Argument && p.Index < sig.Params().Len():
		at = sig.Params().At(p.Index)
	case p.Root == Result && p.Index < sig.Results().Len():
		at = sig.Results().At(p.Index)
	default:
		return nil, fmt.Errorf("%v: no such place", p)
	}
	t := at.Type()
	if p.Path == "" {
		return t, nil
	}
	for step := range strings.SplitSeq(p.Path, ".") {
		below, ok := below(t, step)
		if !ok {
			return nil, fmt.Errorf("%s has no %s", t, step)
		}
		t = below
	}
	return t, nil
}

// below returns the type one step of a path below t.
func below(t types.Type, step string) (types.Type, bool) {
	if slices.Contains([]string{"*sync.Map", "context.Context"}, t.String()) { // containers of anything
		return types.Universe.Lookup("any").Type(), step == "[]"
	}
	u := t.Underlying()
	if tp, ok := t.(*types.TypeParam); ok { // [S ~[]E]
		u = tp.Underlying().(*types.Interface).EmbeddedType(0).(*types.Union).Term(0).Type()
	}
	if ptr, ok := u.(*types.Pointer); ok {
		u = ptr.Elem().Underlying()
	}
	if s, ok := u.(*types.Struct); ok {
		for f := range s.Fields() {
			if f.Name() == step {
				return f.Type(), true
			}
		}
	}
	if container, ok := u.(interface{ Elem() types.Type }); ok && step == "[]" { // slice, array, map, channel
		return container.Elem(), true
	}
	return nil, false
}

func TestEveryFieldRowNamesFields(t *testing.T) {
	w := loaded(t)
	seen := map[string]bool{}
	for _, row := range typeRows {
		if seen[row.Type] {
			t.Errorf("%s: two rows", row.Type)
		}
		seen[row.Type] = true
		dot := strings.LastIndexByte(row.Type, '.')
		obj, ok := w.packages[row.Type[:dot]].Scope().Lookup(row.Type[dot+1:]).(*types.TypeName)
		if !ok {
			t.Errorf("%s: no such type", row.Type)
			continue
		}
		if got := LookupType(obj); got == nil || got.Type != row.Type {
			t.Errorf("%s: LookupType returns %v", row.Type, got)
		}
		for _, field := range slices.Concat(row.Address, row.Reads, row.Socket) {
			if _, ok := below(obj.Type(), field); !ok {
				t.Errorf("%s: no field %s", row.Type, field)
			}
		}
	}
}

// TestUnixIsLikeSyscall checks that the functions the two packages share have the same row.
func TestUnixIsLikeSyscall(t *testing.T) {
	w := loaded(t)
	rows := index().funcs
	for name, row := range rows {
		if packageOf(name) != unix {
			continue
		}
		twin := strings.Replace(name, unix, "syscall", 1)
		if w.funcs[twin] == nil {
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
		if row := Lookup(fn); row != nil {
			name = row.Name
		}
		got[w.fset.Position(id.Pos()).Line] = name
	}
	for line, want := range wants {
		if got[line] != want {
			t.Errorf("line %d: Lookup finds %q, want %q", line, got[line], want)
		}
	}

	if row := Lookup(nil); row != nil {
		t.Errorf("Lookup(nil) = %v", row)
	}
	if row := Lookup(types.Universe.Lookup("error").Type().Underlying().(*types.Interface).Method(0)); row != nil {
		t.Errorf("Lookup(error.Error) = %v", row)
	}
	if row := LookupType(types.Universe.Lookup("error").(*types.TypeName)); row != nil {
		t.Errorf("LookupType(error) = %v", row)
	}
}

func TestCovers(t *testing.T) {
	for path, want := range map[string]bool{
		"net": true, "net/http/httptest": true, "sync/atomic": true, "io": true, unix: true,
		"": false, "net/mail": false, "example.com/net": false,
	} {
		if got := Covers(path); got != want {
			t.Errorf("Covers(%q) = %t", path, got)
		}
	}
}

func TestFuncs(t *testing.T) {
	funcs := Funcs()
	if len(funcs) == 0 || !slices.IsSortedFunc(funcs, func(a, b *Func) int { return strings.Compare(a.Name, b.Name) }) {
		t.Error("not sorted")
	}
}

func TestRoleString(t *testing.T) {
	for role := Acquires; role <= Exits; role++ {
		if s := role.String(); s == "unknown role" || s != strings.ToLower(s) {
			t.Errorf("role %d is %q", role, s)
		}
	}
	if s := (Exits + 1).String(); s != "unknown role" {
		t.Errorf("role %d is %q", Exits+1, s)
	}
}
