package trace

import (
	"go/types"
	"slices"
	"strings"

	"golang.org/x/tools/go/ssa"

	"github.com/sockvet/sockvet/internal/sockapi"
	"github.com/sockvet/sockvet/internal/sockflow/claim"
	"github.com/sockvet/sockvet/internal/sockflow/program"
	"github.com/sockvet/sockvet/internal/sockflow/ssacode"
	"github.com/sockvet/sockvet/internal/sockflow/summary"
)

// Values that close a socket, or remove a directory, when one of their methods is called,
// such as a listener whose Close does. Whoever has one as an interface does not see that: the
// path of such a method below the value is then where a remover is found.

// A sweeper is a method of a type that closes or removes something which its receiver
// keeps, or calls a function that does.
type sweeper struct {
	name string
	flow summary.Flow // from the receiver
}

// A sweeping says which sweepers are looked for.
type sweeping struct {
	way
	whole bool // see [Tracer.Whole]
}

// sweepersOf returns the methods of typ that remove something which it has at path.
func (t *Tracer) sweepersOf(typ types.Type, path string) []sweeper {
	if t.whole {
		path = ""
	}
	at := sweeping{way{typ, path}, t.whole}
	if known, ok := t.a.sweepers[at]; ok {
		return known
	}
	t.a.sweepers[at] = nil // until it is known: for methods that box their receiver
	var all []sweeper
	methods := t.a.MethodSet(typ)
	for sel := range methods.Methods() {
		name := sel.Obj().Name()
		if !maySweep(name) {
			continue
		}
		sum := t.a.MethodOf(typ, name)
		if sum == nil {
			continue
		}
		embedded := embeddedPath(typ, sel)
		inside, ok := summary.Cut(path, embedded)
		if !ok {
			if _, ok = summary.Cut(embedded, path); !ok {
				continue
			}
		}
		for fl := range t.flowsFrom(sum, summary.Place{Root: summary.Param, Path: inside}) {
			if fl.Role == sockapi.Removes || fl.Role == sockapi.Calls || fl.Role == sockapi.Releases && fl.Must {
				fl := *fl
				fl.From.Path = summary.Join(embedded, fl.From.Path)
				all = append(all, sweeper{name, fl})
			}
		}
	}
	t.a.sweepers[at] = all
	return all
}

// embeddedPath returns the path from a value of type t to the receiver of a method of
// it, which may be that of an embedded field.
func embeddedPath(t types.Type, sel *types.Selection) string {
	path := ""
	for _, i := range sel.Index()[:len(sel.Index())-1] {
		name := ssacode.FieldName(t, i)
		path, t = summary.Join(path, name), summary.StepType(t, name)
	}
	return path
}

// boxes follows f, which is about the concrete value that i makes an interface value
// of, to the methods of that value that close or remove what f is about.
func (t *Tracer) boxes(f claim.Claim, i *ssa.MakeInterface) {
	if !f.Dir && !f.Symbolic() && f.Kind != summary.Closer && (f.Kind != summary.Itself || f.Path == "") {
		return
	}
	for _, m := range t.sweepersOf(i.X.Type(), f.Path) {
		if f.Path == "" && m.flow.From.Path == "" && m.flow.Role == sockapi.Releases {
			continue // whoever has the socket as an interface knows its methods
		}
		g, ok := t.match(f, &program.Site{Instr: i}, &m.flow)
		switch {
		case !ok || m.flow.Role == sockapi.Calls:
		case m.flow.Role == sockapi.Removes:
			g.Kind, ok = g.Part(summary.Remover)
		default:
			g.Kind, ok = g.Part(summary.Closer)
		}
		if ok && g.Path == "" && summary.IsEnder(g.Kind) {
			t.Add(g.At(i, summary.MethodStep(m.name)))
		}
	}
}

// withoutSockets returns path, which goes into a value of type typ, without the fields
// that are closed or served with the value.
func withoutSockets(typ types.Type, path string) string {
	for {
		step, rest, ok := strings.Cut(path, ".")
		row := sockapi.LookupType(ssacode.TypeName(typ))
		if !ok || !ssacode.Embeds(typ, step) && (row == nil || !slices.Contains(row.Socket, step)) {
			return path
		}
		typ, path = summary.StepType(typ, step), rest
	}
}

// runs handles that the callee at s does what fl says with a value whose method of
// that name is the function that f is about, which closes or removes something.
func (t *Tracer) runs(f claim.Claim, s *program.Site, fl *summary.Flow, method string) {
	runs, must := false, false
	switch fl.Role {
	case sockapi.Carries:
		t.Deposit(f, s, fl.To.Below(f.Path))
	case sockapi.Releases:
		runs, must = method == "Close", fl.Must
	case summary.Invokes:
		runs = method == fl.Sink.Name
	case summary.Sweeps:
		runs = method == fl.Sink.Name[strings.LastIndexByte(fl.Sink.Name, '.')+1:]
	case sockapi.Serves, summary.Keeps: // and closes it at some time
		t.emit(f, s, summary.Flow{Role: ends(f.Kind)}, Later)
	}
	if runs {
		t.runsNow(f, s, summary.Flow{Must: must, Sink: fl.Sink})
	}
}

// runsNow handles that the method that f is about, which closes or removes something, is
// called at s, or by the literal there.
func (t *Tracer) runsNow(f claim.Claim, s *program.Site, fl summary.Flow) {
	fl.Role = ends(f.Kind)
	f.Path, f.Kind = "", summary.Ended[f.Kind]
	if fl.Role == sockapi.Releases {
		t.release(f, s, &fl)
	} else {
		t.remove(f, s, &fl)
	}
}

// ends returns what a function of kind k does, which ends something.
func ends(k summary.Kind) sockapi.Role {
	switch k {
	case summary.Closer:
		return sockapi.Releases
	case summary.Unlinker:
		return sockapi.Unlinks
	}
	return sockapi.Removes
}

// maySweep reports whether a method of that name, of something that has the path of
// a directory, may be one that removes it.
func maySweep(method string) bool {
	name := strings.ToLower(method)
	return slices.ContainsFunc(sweepers, func(word string) bool { return strings.Contains(name, word) })
}

// sweepers are words in the names of methods that end or remove something.
var sweepers = []string{
	"clean", "close", "delete", "destroy", "dispose", "down", "exit", "finish", "kill", "purge", "quit",
	"release", "remove", "reset", "stop", "terminate", "unmount",
}

// sweep notes that a method of the interface value f is about, or that has what it is
// about, is called which may remove that. What is known of the method by its name, or
// of the interface, does not tell what the value keeps.
func (t *Tracer) sweep(f claim.Claim, u program.Operand) {
	s := u.Site
	if _, method := summary.CutMethod(f.Path); method {
		return // it is known what the value keeps, and which method removes it
	}
	if s.Fn != nil || s.Call == nil || !s.Call.IsInvoke() || u.At != (summary.Place{Root: summary.Param}) || !maySweep(s.Call.Method.Name()) {
		return
	}
	role := summary.Sweeps
	switch {
	case f.Dir && f.Path != "":
		role = summary.Keeps
	case f.Symbolic() && f.Kind == summary.Itself && f.Path == "":
	default:
		return
	}
	t.emit(f, s, summary.Flow{Role: role, Sink: summary.Sink{Name: summary.ShortName(s.Call.Method)}}, Now)
}
