package sockapitest

import (
	"go/ast"
	"go/parser"
	"go/token"
	"go/types"
	"strings"
	"testing"

	"github.com/sockvet/sockvet/internal/sockapi"
)

// imports is an importer of the packages that it holds.
type imports Packages

func (i imports) Import(path string) (*types.Package, error) { return i[path], nil }

// check returns the packages of sources, which may import those before them.
func check(t *testing.T, sources ...string) Packages {
	t.Helper()
	packages := Packages{}
	for _, src := range sources {
		fset := token.NewFileSet()
		file, err := parser.ParseFile(fset, "p.go", src, parser.SkipObjectResolution)
		if err != nil {
			t.Fatal(err)
		}
		config := types.Config{Importer: imports(packages), IgnoreFuncBodies: true}
		pkg, err := config.Check(file.Name.Name, fset, []*ast.File{file}, nil)
		if err != nil {
			t.Fatal(err)
		}
		packages[pkg.Path()] = pkg
	}
	return packages
}

// TestCheckSibling checks rows about functions that have a sibling, where most
// rows are wrong.
func TestCheckSibling(t *testing.T) {
	packages := check(t, `package net

type Listener interface{ Close() error }
`, `package serve

import "net"

type Config struct{ TLS bool }

type Server struct{ Addr string; Handler func() }

func (*Server) ListenAndServe(options ...Config) error { return nil }
func (*Server) Serve(l net.Listener, options ...Config) error { return nil }
func (*Server) Start(l net.Listener, options []Config) error { return nil }
func (*Server) Go(l net.Listener, options ...Config) {}

func ListenAndServe(addr string, handler func()) error { return nil }
func Serve(l net.Listener, handler func()) error { return nil }
func ServeAt(l net.Listener, handler func()) (int, error) { return 0, nil }
`)
	const function, method = "serve.ListenAndServe", "(*serve.Server).ListenAndServe"
	for _, test := range []struct {
		row  sockapi.Sibling
		want string // part of the error; none if empty
	}{
		{sockapi.Sibling{Name: function, Address: sockapi.Arg(0), Calls: []string{"$pkgServe($l, $1)"}}, ""},
		{sockapi.Sibling{Name: function, Calls: []string{"$pkgServe($l, $1*)", "(&$pkgServer{Addr: $0}).Serve($l)"}}, ""},
		{sockapi.Sibling{Name: method, Address: sockapi.Recv("Addr"), Ignores: []sockapi.Place{sockapi.Arg(0, "[].TLS")}, Calls: []string{"$recv.Serve($l, $0*)"}}, ""},

		{sockapi.Sibling{Name: function}, "no call"},
		{sockapi.Sibling{Name: function, Address: sockapi.Arg(1), Calls: []string{"$pkgServe($l, $1)"}}, "address"},
		{sockapi.Sibling{Name: method, Address: sockapi.Recv("Port"), Calls: []string{"$recv.Serve($l)"}}, "address"},
		{sockapi.Sibling{Name: method, Ignores: []sockapi.Place{sockapi.Arg(0, "[].Cert")}, Calls: []string{"$recv.Serve($l)"}}, "ignores"},
		{sockapi.Sibling{Name: method, Ignores: []sockapi.Place{sockapi.Recv("Addr")}, Calls: []string{"$recv.Serve($l)"}}, "ignores"},
		{sockapi.Sibling{Name: function, Calls: []string{"$pkgServe($l, $1)", "$pkgServe($l, $0)"}}, "cannot use arg0"},
		{sockapi.Sibling{Name: function, Calls: []string{"$pkgServe($l)"}}, "not enough arguments"},
		{sockapi.Sibling{Name: function, Calls: []string{"$pkgserve($l, $1)"}}, "serve"},
		{sockapi.Sibling{Name: function, Calls: []string{"$pkgServe($l, $2)"}}, "does not suit"},
		{sockapi.Sibling{Name: function, Calls: []string{"$pkgServeAt($l, $1)"}}, "results"},
		{sockapi.Sibling{Name: function, Calls: []string{"$pkgListenAndServe($0, $1)"}}, "socket"},
		{sockapi.Sibling{Name: function, Calls: []string{"$pkgServe($l, $1"}}, "missing"},
		{sockapi.Sibling{Name: function, Calls: []string{"$pkgServe($l, $1)"}, Listener: "net.PacketConn"}, "no socket"},
		{sockapi.Sibling{Name: function, Calls: []string{"$pkgServe($l, $1)"}, Listener: "serve.Server"}, "no socket"},
		{sockapi.Sibling{Name: method, Calls: []string{"$recv.Serve($l, $0)"}}, "does not suit"},
		{sockapi.Sibling{Name: method, Calls: []string{"$recv.Start($l, $0*)"}}, "not enough arguments"},
		{sockapi.Sibling{Name: method, Calls: []string{"$recv.Go($l, $0*)"}}, "results"},
	} {
		if test.row.Listener == "" {
			test.row.Listener = "net.Listener"
		}
		err := checkSibling(packages.Funcs()[test.row.Name], &test.row, packages)
		switch {
		case test.want == "" && err != nil:
			t.Errorf("%v: %v", test.row, err)
		case test.want != "" && (err == nil || !strings.Contains(err.Error(), test.want)):
			t.Errorf("%v: got error %v, want one with %q", test.row, err, test.want)
		}
	}
}

// TestCheckFieldSibling checks rows about a type, most of which are wrong.
func TestCheckFieldSibling(t *testing.T) {
	packages := check(t, `package net

type Listener interface{ Close() error }
type PacketConn interface{ Close() error }
`, `package serve

import "net"

type Server struct{ Addr string; Listener net.Listener }

func (*Server) ListenAndServe(n int) error { return nil }
func (*Server) Activate(n int) error { return nil }
func (*Server) Serve() error { return nil }
`)
	for _, test := range []struct {
		row  sockapi.FieldSibling
		want string // part of the error; none if empty
	}{
		{sockapi.FieldSibling{Type: "serve.Server", Field: "Listener", Method: "ListenAndServe", Instead: "Activate", Listener: "net.Listener", Address: sockapi.Recv("Addr")}, ""},
		{sockapi.FieldSibling{Type: "serve.Server", Field: "Listener", Method: "ListenAndServe", Instead: "ListenAndServe", Listener: "net.Listener", Address: sockapi.Recv("Addr")}, ""},

		{sockapi.FieldSibling{Type: "serve.Server", Field: "Listener", Method: "ListenAndServe", Instead: "Activate", Listener: "net.Listener"}, "address"},
		{sockapi.FieldSibling{Type: "serve.Servers", Field: "Listener", Method: "ListenAndServe", Instead: "Activate", Listener: "net.Listener", Address: sockapi.Recv("Addr")}, "no such type"},
		{sockapi.FieldSibling{Type: "serve.Server", Field: "Listeners", Method: "ListenAndServe", Instead: "Activate", Listener: "net.Listener", Address: sockapi.Recv("Addr")}, "field"},
		{sockapi.FieldSibling{Type: "serve.Server", Field: "Addr", Method: "ListenAndServe", Instead: "Activate", Listener: "net.Listener", Address: sockapi.Recv("Addr")}, "field"},
		{sockapi.FieldSibling{Type: "serve.Server", Field: "Listener", Method: "ListenAndServe", Instead: "Activate", Listener: "net.PacketConn", Address: sockapi.Recv("Addr")}, "field"},
		{sockapi.FieldSibling{Type: "serve.Server", Field: "Listener", Method: "ListenAndServe", Instead: "Activate", Listener: "net.Conn", Address: sockapi.Recv("Addr")}, "no socket"},
		{sockapi.FieldSibling{Type: "serve.Server", Field: "Listener", Method: "Listen", Instead: "Activate", Listener: "net.Listener", Address: sockapi.Recv("Addr")}, "missing"},
		{sockapi.FieldSibling{Type: "serve.Server", Field: "Listener", Method: "ListenAndServe", Instead: "Addr", Listener: "net.Listener", Address: sockapi.Recv("Addr")}, "missing"},
		{sockapi.FieldSibling{Type: "serve.Server", Field: "Listener", Method: "ListenAndServe", Instead: "Serve", Listener: "net.Listener", Address: sockapi.Recv("Addr")}, "methods"},
	} {
		err := checkFieldSibling(&test.row, packages)
		switch {
		case test.want == "" && err != nil:
			t.Errorf("%v: %v", test.row, err)
		case test.want != "" && (err == nil || !strings.Contains(err.Error(), test.want)):
			t.Errorf("%v: got error %v, want one with %q", test.row, err, test.want)
		}
	}
}
