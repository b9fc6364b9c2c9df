// Package sockapitest checks rows of the API table against the packages that
// they are about.
package sockapitest

import (
	"errors"
	"fmt"
	"go/build"
	"go/types"
	"iter"
	"slices"
	"strconv"
	"strings"
	"testing"

	"github.com/sockvet/sockvet/internal/sockapi"
)

// Packages are type-checked packages by their import paths.
type Packages map[string]*types.Package

// Funcs returns the functions that the packages declare, and the methods of
// their types, by their full names.
func (p Packages) Funcs() map[string]*types.Func {
	funcs := map[string]*types.Func{}
	for _, pkg := range p {
		for _, name := range pkg.Scope().Names() {
			for fn := range funcsOf(pkg.Scope().Lookup(name)) {
				funcs[fn.FullName()] = fn
			}
		}
	}
	return funcs
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

// CheckFuncs checks that each row is about a function of the packages, and is
// the only one, that it names places which that function has, and that their
// types suit their roles. Of a row that is about a function of a later Go release
// than this one, it checks that there is no such function. The rows are sorted by name.
func CheckFuncs(t *testing.T, rows []*sockapi.Func, packages Packages) {
	t.Helper()
	funcs := packages.Funcs()
	for i, row := range rows {
		if i > 0 && rows[i-1].Name == row.Name {
			t.Errorf("%s: two rows", row.Name)
		}
		if len(row.Effects) == 0 {
			t.Errorf("%s: a row without effects", row.Name)
		}
		fn := funcs[row.Name]
		if Later(row) {
			if fn != nil {
				t.Errorf("%s: the row says since %s, but there is one in this release", row.Name, row.Since)
			}
			t.Logf("%s: not checked, needs %s", row.Name, row.Since)
			continue
		}
		if fn == nil {
			t.Errorf("%s: no such function", row.Name)
			continue
		}
		if got := sockapi.Lookup(fn); got == nil || got.Name != row.Name {
			t.Errorf("%s: Lookup returns %v", row.Name, got)
		}
		for _, effect := range row.Effects {
			if err := checkEffect(fn, effect); err != nil {
				t.Errorf("%s: %s: %v", row.Name, effect.Role, err)
			}
		}
	}
}

// Later reports whether the row is about a function of a later Go release than the one
// that this program was built with.
func Later(row *sockapi.Func) bool {
	return row.Since != "" && !slices.Contains(build.Default.ReleaseTags, row.Since)
}

// A use says which fields of an effect its role uses.
type use struct{ from, to, network bool }

// useOf returns the use of e. Where the function fixes an address or a network
// itself there is none.
func useOf(e sockapi.Effect) (use, bool) {
	switch e.Role {
	case sockapi.Acquires:
		return use{from: e.From != sockapi.Place{}, to: true, network: e.Network != sockapi.Place{}}, true
	case sockapi.Binds:
		return use{from: true, network: e.Network != sockapi.Place{}}, true
	case sockapi.Reads, sockapi.Carries, sockapi.Formats, sockapi.Makes, sockapi.Parents, sockapi.Bases, sockapi.Gets, sockapi.Finds:
		return use{from: true, to: true}, true
	case sockapi.Releases, sockapi.Duplicates, sockapi.Serves, sockapi.Dials, sockapi.Asks, sockapi.Locks,
		sockapi.Starts, sockapi.Sets, sockapi.Writes, sockapi.Calls, sockapi.Repeats, sockapi.Defers, sockapi.Spawns,
		sockapi.MakesNamed, sockapi.Enters, sockapi.Removes, sockapi.Unlinks:
		return use{from: true}, true
	case sockapi.Checks:
		return use{from: true, to: e.To != sockapi.Place{}}, true
	case sockapi.Registers:
		return use{from: true, to: true}, true
	case sockapi.Exits, sockapi.Quits:
		return use{}, true
	}
	return use{}, false
}

// checkEffect checks that the places of an effect exist, that those its role
// needs are there and no others, and that their types suit the role.
func checkEffect(fn *types.Func, e sockapi.Effect) error {
	use, ok := useOf(e)
	if !ok {
		return errors.New("unknown role")
	}
	for _, p := range []struct {
		name  string
		used  bool
		place sockapi.Place
		suits func(types.Type) bool
	}{
		{"From", use.from, e.From, suits[e.Role]},
		{"To", use.to, e.To, nil},
		{"Network", use.network, e.Network, isText},
	} {
		if p.used != (p.place.Root != sockapi.None) {
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
	if e.Role == sockapi.Reads {
		if t, err := typeAt(fn, e.To); err != nil || !isAddress(t) {
			return fmt.Errorf("its To has type %v", t)
		}
	}
	return nil
}

// suits says which types the From of a role may have.
var suits = map[sockapi.Role]func(types.Type) bool{
	sockapi.Acquires: isAddress, sockapi.Binds: isAddress,
	sockapi.Asks:  isText,
	sockapi.Dials: func(t types.Type) bool { return isAddress(t) || isOption(t) },
	sockapi.Reads: isSocket, sockapi.Releases: isSocket, sockapi.Duplicates: isSocket, sockapi.Serves: isSocket,
	sockapi.Starts: func(t types.Type) bool { return isText(t) || isInteger(t) || isOption(t) },
	sockapi.Sets:   isText,
	sockapi.Gets:   isText,
	sockapi.Makes:  isText, sockapi.Removes: func(t types.Type) bool { return isText(t) || isOption(t) }, sockapi.Unlinks: isText, sockapi.Parents: isText,
	sockapi.Writes: func(t types.Type) bool { return isText(t) || t.String() == "io.Reader" },
	sockapi.Finds:  isFunc,
	sockapi.Calls:  isFunc, sockapi.Repeats: isFunc, sockapi.Defers: isFunc, sockapi.Spawns: isFunc,
}

// isText reports whether t is a string or a slice or map of strings or bytes.
func isText(t types.Type) bool {
	switch u := t.Underlying().(type) {
	case *types.Slice:
		return types.Identical(u.Elem(), types.Typ[types.Byte]) || isText(u.Elem())
	case *types.Map:
		return isText(u.Elem())
	}
	return types.Identical(t.Underlying(), types.Typ[types.String])
}

func isInteger(t types.Type) bool {
	basic, ok := t.Underlying().(*types.Basic)
	return ok && basic.Info()&types.IsInteger != 0
}

// isOption reports whether t is a function or an interface, or a list of them:
// something that keeps what it was made of to itself.
func isOption(t types.Type) bool {
	if slice, ok := t.Underlying().(*types.Slice); ok {
		t = slice.Elem()
	}
	switch t.Underlying().(type) {
	case *types.Signature, *types.Interface:
		return true
	}
	return false
}

// isAddress reports whether t stands for an address or a port: text, a number,
// or one of the types made for addresses.
func isAddress(t types.Type) bool {
	return isText(t) || isInteger(t) || slices.Contains([]string{
		"net.Addr", "*net.TCPAddr", "*net.UDPAddr", "*net.UnixAddr", "net/netip.AddrPort",
		"syscall.Sockaddr", "golang.org/x/sys/unix.Sockaddr", "*net/url.URL", "github.com/multiformats/go-multiaddr.Multiaddr",
	}, t.String())
}

// isSocket reports whether t is a descriptor, or has a method Close.
func isSocket(t types.Type) bool {
	obj, _, _ := types.LookupFieldOrMethod(t, true, nil, "Close")
	return obj != nil || types.Identical(t, types.Typ[types.Int])
}

// isFunc reports whether t is a function, or an interface that holds one.
func isFunc(t types.Type) bool {
	if slice, ok := t.Underlying().(*types.Slice); ok {
		t = slice.Elem()
	}
	_, ok := t.Underlying().(*types.Signature)
	return ok || types.Identical(t.Underlying(), types.Universe.Lookup("any").Type().Underlying())
}

// typeAt returns the type of a place of fn.
func typeAt(fn *types.Func, p sockapi.Place) (types.Type, error) {
	sig := fn.Signature()
	at := p.Global(fn)
	switch {
	case at != nil:
	case p.Root == sockapi.Receiver && sig.Recv() != nil && p.Index == 0:
		at = sig.Recv()
	case p.Root == sockapi.Argument && p.Index < sig.Params().Len():
		at = sig.Params().At(p.Index)
	case p.Root == sockapi.Result && p.Index < sig.Results().Len():
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

// argument returns which argument of a function a step is about.
func argument(step string) (i int, ok bool) {
	if inner := strings.Trim(step, "(*)"); len(inner) < len(step) {
		i, err := strconv.Atoi(inner)
		return i, err == nil
	}
	return 0, false
}

// below returns the type one step of a path below t.
func below(t types.Type, step string) (types.Type, bool) {
	if slices.Contains([]string{"*sync.Map", "context.Context"}, t.String()) { // containers of anything
		return types.Universe.Lookup("any").Type(), step == "[]" || step == "[@1]"
	}
	u := t.Underlying()
	if strings.Contains(step, "$") { // what something has by name
		switch u := u.(type) {
		case *types.Slice:
			return u.Elem(), true
		case *types.Map:
			return u.Elem(), true
		}
		return types.Universe.Lookup("any").Type(), true
	}
	if i, ok := argument(step); ok && isFunc(t) {
		sig, ok := u.(*types.Signature)
		if !ok {
			return t, true // any
		}
		return sig.Params().At(i).Type(), sig.Params().Len() > i
	}
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

// CheckFields checks that each row is about a type of the packages, and is the
// only one, and that it names fields which that type has.
func CheckFields(t *testing.T, rows []*sockapi.Field, packages Packages) {
	t.Helper()
	seen := map[string]bool{}
	for _, row := range rows {
		if seen[row.Type] {
			t.Errorf("%s: two rows", row.Type)
		}
		seen[row.Type] = true
		obj, ok := lookup(packages, row.Type)
		if !ok {
			t.Errorf("%s: no such type", row.Type)
			continue
		}
		if got := sockapi.LookupType(obj); got == nil || got.Type != row.Type {
			t.Errorf("%s: LookupType returns %v", row.Type, got)
		}
		for _, field := range slices.Concat(row.Address, row.Reads, row.Socket) {
			if _, ok := below(obj.Type(), field); !ok {
				t.Errorf("%s: no field %s", row.Type, field)
			}
		}
	}
}

// lookup returns the type by its full name.
func lookup(packages Packages, name string) (*types.TypeName, bool) {
	dot := strings.LastIndexByte(name, '.')
	pkg := packages[name[:dot]]
	if pkg == nil {
		return nil, false
	}
	obj, ok := pkg.Scope().Lookup(name[dot+1:]).(*types.TypeName)
	return obj, ok
}
