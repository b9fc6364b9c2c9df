package binds

import (
	"go/constant"
	"go/types"
	"strings"

	"golang.org/x/tools/go/ssa"

	"github.com/sockvet/sockvet/internal/sockapi"
	"github.com/sockvet/sockvet/internal/sockflow/program"
	"github.com/sockvet/sockvet/internal/sockflow/ssacode"
	"github.com/sockvet/sockvet/internal/sockflow/summary"
)

// result returns what result i of a call can be: by what is known of functions of the standard
// library, by the code of those of the package, and by the facts about others.
func (r *reader) result(call *ssa.Call, i int, at view) []Text {
	fn := ssacode.Callee(call)
	if r.ports && fn != nil {
		if all := r.portResult(call, fn, i, at); all != nil {
			return all
		}
	}
	if fn != nil && i == 0 {
		if read := makerOf(fn.FullName()); read != nil {
			return read(r, call, at)
		}
	}
	return r.returned(call, i, "", at)
}

// A maker reads what a call yields of a function that makes paths, or other text.
type maker func(*reader, *ssa.Call, view) []Text

// makerOf returns the maker for the function of that full name, nil if the reader knows none.
// All are of the standard library. Sources: the packages' pages on https://pkg.go.dev.
func makerOf(name string) maker {
	switch name {
	case "path/filepath.Join", "path.Join":
		return join
	case "fmt.Sprintf":
		return sprintf
	case "os.TempDir":
		return piece(TempRoot)
	case "os.MkdirTemp", "io/ioutil.TempDir":
		return piece(Fresh)
	case "(*testing.common).TempDir", "(testing.TB).TempDir":
		return ofTest(TestDir)
	case "(*testing.common).Name", "(testing.TB).Name":
		return ofTest(TestName)
	case "path/filepath.Abs":
		return absolute
	case "path/filepath.Clean", "path.Clean", "path/filepath.EvalSymlinks", "path/filepath.FromSlash", "path/filepath.ToSlash",
		"strings.TrimSpace", "strings.Clone":
		return first
	case "strings.TrimPrefix", "strings.CutPrefix":
		return trimPrefix
	case "strings.ReplaceAll", "strings.Replace":
		return replace
	case "strings.ToLower":
		return lower
	case "(*net.UnixAddr).String":
		return named
	}
	return nil
}

// piece is the maker of functions that yield what is a piece by itself.
func piece(kind Kind) maker {
	return func(_ *reader, call *ssa.Call, at view) []Text { return at.from(call.Pos()).leaf(Part{Kind: kind}) }
}

// returned returns what is at path in result i of a call. Of a function of the package that is
// what it returns.
func (r *reader) returned(call *ssa.Call, i int, path string, at view) []Text {
	s := r.Site(call)
	if s == nil || s.Opaque {
		return at.unknown()
	}
	if r.ports && r.picks(s, i) {
		return at.leaf(Part{Kind: Picked})
	}
	if s.Fn == nil {
		return r.carried(s, i, path, at)
	}
	var all []Text
	for _, ret := range ssacode.Returns(s.Fn) {
		if i < len(ret.Results) && !ssacode.Fails(ret) {
			inside := at.by(call, &frame{s, at.frame}).from(ret.Pos())
			all = append(all, r.at(ret.Results[i], path, inside)...)
		}
	}
	return all
}

// carried returns what a function of which only the summary is known hands on as it is to
// result i.
func (r *reader) carried(s *program.Site, i int, path string, at view) []Text {
	if s.Obj != nil && s.Obj.Pkg() == r.Pass.Pkg {
		r.WantBody(s.Obj)
	}
	if s.Sum == nil {
		return at.unknown()
	}
	to := summary.Place{Root: summary.Result, Index: i, Path: path}
	var all []Text
	for _, fl := range s.Sum.Flows() {
		if fl.To != to || fl.Role != sockapi.Carries && fl.Role != sockapi.Formats {
			continue
		}
		v := s.Operand(fl.From)
		if v == nil || fl.Role == sockapi.Formats || fl.Of != summary.Itself {
			return at.unknown()
		}
		all = append(all, r.at(v, fl.From.Path, at.by(s.Instr, at.frame).from(s.Instr.Pos()))...)
	}
	return all
}

// at returns what is at path in v.
func (r *reader) at(v ssa.Value, path string, at view) []Text {
	if path == "" {
		return r.texts(v, at)
	}
	return r.field(v, path, at)
}

// join reads a call of filepath.Join.
func join(r *reader, call *ssa.Call, at view) []Text {
	all := []Text{{}}
	for _, element := range ssacode.Variadic(call.Call.Args[0]) {
		next := at.unknown()
		if element != nil {
			next = r.texts(element, at)
		}
		all = product(all, next, func(a, b Text) Text { return slashed(a, b, call.Pos()) })
		if len(all) == 0 || len(all) > r.most() {
			return at.unknown()
		}
	}
	return whole(all, call, at)
}

// whole returns texts as they are put together by call. One that may go up is not known.
func whole(all []Text, call *ssa.Call, at view) []Text {
	for i, t := range all {
		all[i].Where, all[i].Way = call.Pos(), union(t.Way, at.way)
		for _, p := range t.Parts {
			if p.Kind == Known && strings.Contains("/"+p.Text+"/", "/../") {
				all[i].Parts = []Part{{}}
			}
		}
	}
	return all
}

// sprintf reads a call of fmt.Sprintf with a constant format.
func sprintf(r *reader, call *ssa.Call, at view) []Text {
	rest, ok := constantOf(call.Call.Args[0])
	if !ok {
		return at.unknown()
	}
	args, all := ssacode.Variadic(call.Call.Args[1]), []Text{{}}
	for {
		before, after, found := strings.Cut(rest, "%")
		all = product(all, at.leaf(Part{Kind: Known, Text: before}), func(a, b Text) Text { return a.followedBy(b, call.Pos()) })
		if !found {
			return whole(all, call, at)
		}
		if after == "" {
			return at.unknown()
		}
		next := at.unknown()
		verb := after[0]
		rest = after[1:]
		switch {
		case verb == '%':
			next = at.leaf(Part{Kind: Known, Text: "%"})
		case strings.IndexByte("sdv", verb) < 0:
			// flags, widths and other verbs: what comes of them is not known, nor what follows
			rest, args = "", nil
		case len(args) > 0:
			if args[0] != nil {
				next = r.texts(args[0], at)
			}
			args = args[1:]
		}
		all = product(all, next, func(a, b Text) Text { return a.followedBy(b, call.Pos()) })
		if len(all) == 0 || len(all) > r.most() {
			return at.unknown()
		}
	}
}

// first reads a call that returns its first argument, or something that is as long and begins
// so.
func first(r *reader, call *ssa.Call, at view) []Text { return r.texts(call.Call.Args[0], at) }

// absolute reads a call of filepath.Abs: of a path that is not absolute, the current directory
// is a part.
func absolute(r *reader, call *ssa.Call, at view) []Text {
	all := first(r, call, at)
	for i, t := range all {
		if !t.isRooted() {
			all[i].Parts = []Part{{}}
		}
	}
	return all
}

// trimPrefix reads a call of strings.TrimPrefix or CutPrefix.
func trimPrefix(r *reader, call *ssa.Call, at view) []Text {
	prefix, ok := constantOf(call.Call.Args[1])
	if !ok {
		return at.unknown()
	}
	all := first(r, call, at)
	for i := range all {
		all[i] = all[i].without(prefix)
	}
	return all
}

// replace reads a call of strings.Replace or ReplaceAll. It leaves alone what is not known.
func replace(r *reader, call *ssa.Call, at view) []Text {
	old, ok := constantOf(call.Call.Args[1])
	with, known := constantOf(call.Call.Args[2])
	if !ok || !known {
		return at.unknown()
	}
	all := first(r, call, at)
	for i, t := range all {
		all[i] = t.mapped(func(s string) string { return strings.ReplaceAll(s, old, with) })
	}
	return all
}

// constantOf returns the constant text that v is.
func constantOf(v ssa.Value) (string, bool) {
	c, ok := v.(*ssa.Const)
	if !ok || c.Value == nil || c.Value.Kind() != constant.String {
		return "", false
	}
	return constant.StringVal(c.Value), true
}

// lower reads a call of strings.ToLower.
func lower(r *reader, call *ssa.Call, at view) []Text {
	all := first(r, call, at)
	for i, t := range all {
		all[i] = t.mapped(strings.ToLower)
	}
	return all
}

// named reads a call of the method String of a Unix address.
func named(r *reader, call *ssa.Call, at view) []Text {
	return r.field(ssacode.Operands(&call.Call)[0], "Name", at)
}

// ofTest reads a call of a method of a test.
func ofTest(kind Kind) maker {
	return func(r *reader, call *ssa.Call, at view) []Text {
		tests := r.testsOf(ssacode.Operands(&call.Call)[0], at)
		return at.from(call.Pos()).leaf(Part{Kind: kind, Tests: tests})
	}
}

// isUnixAddress reports whether t is the type of the addresses of Unix sockets, or a pointer
// to it.
func isUnixAddress(t types.Type) bool {
	name := ssacode.TypeName(t)
	if name == nil || name.Pkg() == nil {
		return false
	}
	switch name.Pkg().Path() + "." + name.Name() {
	case "net.UnixAddr", "syscall.SockaddrUnix", "golang.org/x/sys/unix.SockaddrUnix":
		return true
	}
	return false
}
