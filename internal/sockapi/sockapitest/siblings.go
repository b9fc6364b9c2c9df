package sockapitest

import (
	"errors"
	"fmt"
	"go/ast"
	"go/parser"
	"go/token"
	"go/types"
	"strings"
	"testing"

	"github.com/sockvet/sockvet/internal/sockapi"
)

// CheckSiblings checks that each row is about a function of the packages, and is
// the only one, and that a call of that function and the calls of its sibling
// compile alike. The packages have those that the rows are about, and net.
func CheckSiblings(t *testing.T, rows []*sockapi.Sibling, packages Packages) {
	t.Helper()
	funcs := packages.Funcs()
	for i, row := range rows {
		if i > 0 && rows[i-1].Name == row.Name {
			t.Errorf("%s: two rows", row.Name)
		}
		fn := funcs[row.Name]
		if fn == nil {
			t.Errorf("%s: no such function", row.Name)
			continue
		}
		if got := sockapi.LookupSibling(fn); got == nil || got.Name != row.Name {
			t.Errorf("%s: LookupSibling returns %v", row.Name, got)
		}
		if err := checkSibling(fn, row, packages); err != nil {
			t.Errorf("%s: %v", row.Name, err)
		}
	}
}

// checkSibling checks one row, which is about fn.
func checkSibling(fn *types.Func, row *sockapi.Sibling, packages Packages) error {
	if row.Address.Root != sockapi.None {
		if at, err := typeAt(fn, row.Address); err != nil || !isAddress(at) {
			return fmt.Errorf("its address %v has type %v", row.Address, at)
		}
	}
	for _, place := range row.Ignores {
		if _, err := typeAt(fn, place); err != nil || place.Root != sockapi.Argument {
			return fmt.Errorf("it ignores %v, which is no part of an argument", place)
		}
	}
	if len(row.Calls) == 0 {
		return errors.New("no call")
	}
	socket, ok := lookup(packages, row.Listener)
	if !ok || !isSocket(socket.Type()) {
		return fmt.Errorf("%q is no socket", row.Listener)
	}
	for _, form := range formsOf(fn.Signature()) {
		if err := checkCalls(newBench(fn, form, socket.Type()), fn, row.Calls); err != nil {
			return err
		}
	}
	return nil
}

// checkCalls checks that the call of fn that b has the parts of compiles, and
// those of its sibling, and that they have the same results.
func checkCalls(b bench, fn *types.Func, templates []string) error {
	binds := "$pkg" + fn.Name() + "($0*)"
	if fn.Signature().Recv() != nil {
		binds = "$recv." + fn.Name() + "($0*)"
	}
	want, err := b.typeOf(binds)
	if err != nil {
		return err
	}
	for _, template := range templates {
		if !strings.Contains(template, "$l") {
			return fmt.Errorf("%s: it does not use the socket", template)
		}
		got, err := b.typeOf(template)
		if err != nil {
			return err
		}
		if !types.Identical(got, want) {
			return fmt.Errorf("%s: its results are %s, not %s", template, got, want)
		}
	}
	return nil
}

// A form is a way to call a function: how many arguments a call has, and whether
// the last one has "...".
type form struct {
	args   int
	spread bool
}

// formsOf returns the ways to call a function: one, or if it is variadic, with
// none, two, and a list of the last arguments.
func formsOf(sig *types.Signature) []form {
	n := sig.Params().Len()
	if !sig.Variadic() {
		return []form{{n, false}}
	}
	return []form{{n - 1, false}, {n + 1, false}, {n, true}}
}

// A bench is a package in which a function can be called: it has the function's
// package under the name "target", and variables for the parts of the call.
type bench struct {
	pkg  *types.Package
	call sockapi.Call
}

// newBench returns a bench for calls of fn in a form, and of what takes a socket
// instead.
func newBench(fn *types.Func, f form, socket types.Type) bench {
	pkg := types.NewPackage("bench", "bench")
	add := func(name string, t types.Type) string {
		pkg.Scope().Insert(types.NewVar(token.NoPos, pkg, name, t))
		return name
	}
	pkg.Scope().Insert(types.NewPkgName(token.NoPos, pkg, "target", fn.Pkg()))
	call := sockapi.Call{Pkg: "target.", Spread: f.spread, Listener: add("socket", socket)}
	if recv := fn.Signature().Recv(); recv != nil {
		call.Recv = add("receiver", recv.Type())
	}
	for i := range f.args {
		call.Args = append(call.Args, add(fmt.Sprintf("arg%d", i), argType(fn.Signature(), i, f.spread)))
	}
	return bench{pkg, call}
}

// argType returns the type of argument i of a call.
func argType(sig *types.Signature, i int, spread bool) types.Type {
	last := sig.Params().Len() - 1
	if !sig.Variadic() || i < last || spread {
		return sig.Params().At(i).Type()
	}
	return sig.Params().At(last).Type().(*types.Slice).Elem()
}

// typeOf returns the type of the call that template stands for.
func (b bench) typeOf(template string) (types.Type, error) {
	text, ok := sockapi.Expand(template, b.call)
	if !ok {
		return nil, fmt.Errorf("%s does not suit a call with %d arguments", template, len(b.call.Args))
	}
	expr, err := parser.ParseExpr(text)
	if err != nil {
		return nil, fmt.Errorf("%s: %v", text, err)
	}
	info := &types.Info{Types: map[ast.Expr]types.TypeAndValue{}}
	if err := types.CheckExpr(token.NewFileSet(), b.pkg, token.NoPos, expr, info); err != nil {
		return nil, fmt.Errorf("%s: %v", text, err)
	}
	return info.TypeOf(expr), nil
}

// CheckAskers checks that each row is about a function of the packages, and that
// its templates yield strings.
func CheckAskers(t *testing.T, rows []*sockapi.Asker, packages Packages) {
	t.Helper()
	funcs := packages.Funcs()
	for _, row := range rows {
		fn := funcs[row.Name]
		if fn == nil || sockapi.LookupAsker(fn) != row {
			t.Errorf("%s: no such function, or another row", row.Name)
			continue
		}
		if at, err := typeAt(fn, row.Address); err != nil || !isText(at) {
			t.Errorf("%s: its address %v has type %v", row.Name, row.Address, at)
		}
		first := fn.Signature().Results().At(0).Type()
		b := newBench(fn, formsOf(fn.Signature())[0], first)
		for _, template := range []string{row.Whole, row.Port} {
			if template == "" {
				continue
			}
			if got, err := b.typeOf(template); err != nil || !isText(got) {
				t.Errorf("%s: %s has type %v: %v", row.Name, template, got, err)
			}
		}
	}
}
