package dirs

import (
	"cmp"
	"go/token"
	"go/types"
	"slices"
	"strings"

	"golang.org/x/tools/go/ssa"

	"github.com/sockvet/sockvet/internal/sockapi"
	"github.com/sockvet/sockvet/internal/sockflow/handoff"
	"github.com/sockvet/sockvet/internal/sockflow/life"
	"github.com/sockvet/sockvet/internal/sockflow/program"
	"github.com/sockvet/sockvet/internal/sockflow/ssacode"
	"github.com/sockvet/sockvet/internal/sockflow/summary"
	"github.com/sockvet/sockvet/internal/sockflow/trace"
)

// A Dir is a temporary directory, as one function sees it that makes it or gets it
// from a function that does.
type Dir struct {
	Make    token.Pos // where it is made, or where the function is called that makes it
	Name    string    // that function, as the code spells it: "os.MkdirTemp", "tempDir"
	Path    bool      // the function yields the path of the directory first
	Offered bool      // the function yields one that removes the directory
	Asked   bool      // callers tell in which directory it is made
	Package string    // the import path of the function, if that is another package's that is no row of the table
	Origin  string    // where that one makes the directory
	Maker   *Dir      // the directory as the function of this package sees it that Make calls; nil if there is none
	Takers  []*Dir    // the directory as those functions see it that get it from this one

	Sockets  []handoff.Use  // what says that it is there for Unix sockets, in the order of positions
	Removals []Removal      // what removes it, or something in it
	Leaks    []Leak         // where the function ends, and the directory is there for sure
	Unsure   bool           // the function may end with the directory in place, or without
	Left     []Left         // how the function leaves it to others
	Lost     bool           // code that cannot be seen may remove it
	Closed   bool           // the function closes the socket that is bound in it
	Trail    []handoff.Step // what else happens to it, as far as it is seen

	fn        *ssa.Function
	outs      []summary.Out
	twins     []*Dir   // those of the same function that its callers cannot tell from it
	variables []string // of the environment, that hold it
	inTemp    bool     // it is made in the directory for temporary files, by that name
}

// A Removal removes a directory or something in it.
type Removal struct {
	Pos    token.Pos
	Name   string // the function that does it, as the code spells it
	Whole  bool   // it removes the directory, with all that is in it
	Full   bool   // it is of the directory, and fails since there is something in it
	Failed bool   // it does so after an error only
	Beyond bool   // it is in a function that finds the directory in a field or a variable
}

// A Leak is where a function ends with a directory in place.
type Leak struct {
	Pos     token.Pos
	Quits   bool // the process ends there
	Skipped bool // a deferred call would remove it, if the function returned
	Failed  bool // it ends since something failed
}

// A Left says what of a directory a function leaves to whom.
type Left struct {
	What What
	To   Whom
}

// A What is a part of a directory that others get to see.
type What uint8

const (
	Path     What = iota + 1 // its path
	Inside                   // the path of something in it
	Listener                 // the socket that is bound in it
	Remover                  // a function that removes it
)

var whats = map[summary.Kind]What{summary.Itself: Path, summary.Made: Inside, summary.Named: Inside, summary.Socket: Listener, summary.Remover: Remover, summary.Unlinker: Remover}

// A Whom is who gets what a function leaves to others.
type Whom uint8

const (
	Caller    Whom = iota + 1 // callers in this package only, by a result
	Foreign                   // callers in other packages too
	Nobody                    // callers, of which none is in sight
	Enclosing                 // the function around a literal, by a variable
	Field                     // whoever looks at a field of something that the caller has
	Own                       // the same, of a field that only this package can name
	Variable                  // whoever looks at a package-level variable
)

// forget forgets what was seen before in the same function, which is analyzed more than
// once if it calls itself.
func (d *Dir) forget() {
	d.Sockets, d.Removals, d.Leaks, d.variables = nil, nil, nil, nil
	d.Unsure, d.Lost, d.Closed = false, false, false
}

// observe notes what happens to the directory, in its function or beyond.
func (d *Dir) observe(events []trace.Event, beyond bool) {
	events = trace.WithoutRemade(events)
	for _, ev := range events {
		switch role := dirUses[ev.Role]; {
		case ev.Role == sockapi.Removes || ev.Role == sockapi.Unlinks:
			d.remove(ev, events, beyond)
		case ev.Role == sockapi.Releases && ev.Of == summary.Socket:
			d.Closed = d.Closed || ev.How == trace.Now || ev.How == trace.AtReturn
		case ev.Role == summary.Keeps && !summary.IsMade(ev.Of) && ev.Of != summary.Socket:
			d.Lost = true
			d.note(ev.Instr.Pos(), "given to "+handoff.To(ev)+", which cannot be seen into")
		case ev.Role == sockapi.Sets && ev.Of != summary.Named:
			d.variables = append(d.variables, ev.Variable)
		case role == handoff.Bind && !ev.BindsPath():
		case role != 0 && (ev.Of == summary.Named || summary.IsMade(ev.Of) && role == handoff.Bind):
			d.Sockets = append(d.Sockets, handoff.Of(ev, role))
		}
	}
}

// dirUses are the uses of a path that tell of a socket.
var dirUses = map[sockapi.Role]handoff.Role{
	sockapi.Binds:  handoff.Bind,
	sockapi.Starts: handoff.Process,
	sockapi.Sets:   handoff.Env,
	sockapi.Writes: handoff.File,
	summary.Names:  handoff.Named,
	summary.Given:  handoff.Unknown,
	summary.Keeps:  handoff.Unknown,
}

// remove notes a removal of the directory, or of something in it.
func (d *Dir) remove(ev trace.Event, events []trace.Event, beyond bool) {
	r := Removal{
		Pos: ev.Sink.Pos, Name: cmp.Or(ev.Sink.Name, ev.Site.Name()), Whole: !summary.IsMade(ev.Of),
		Failed: ev.Fail || ssacode.AfterError(ev.Instr.Block()), Beyond: beyond,
	}
	if r.Whole && ev.Role == sockapi.Unlinks && !emptied(ev, events) {
		r.Whole, r.Full = false, true
	}
	if r.Whole && !ev.Fail && ev.How == trace.Later {
		d.Lost = true // at any time, if it comes to that
	}
	if !slices.Contains(d.Removals, r) {
		d.Removals = append(d.Removals, r)
	}
}

// emptied reports whether the directory may be empty when ev removes it, if that
// works only then. It is not if a socket is bound in it whose file stays.
func emptied(ev trace.Event, events []trace.Event) bool {
	bound, gone := false, false
	for _, other := range events {
		switch {
		case other.Of == summary.Socket && (ev.How == trace.Now || ev.How == trace.AtReturn) && isAtEnd(other.Instr): // that is later
		case other.Role == sockapi.Releases && bindsPackets(events): // the file stays
		case other.Role == sockapi.Binds && other.Instr.Parent() == ev.Instr.Parent():
			bound = true
		case summary.TraitOf(other.Role).Ends && summary.IsMade(other.Of), other.Role == sockapi.Serves, other.Role == summary.Keeps,
			other.Role == sockapi.Carries && (other.Of == summary.Socket || summary.IsMade(other.Of)):
			gone = true
		case other.Role == sockapi.Releases && other.Of == summary.Socket:
			gone = gone || !isLater(other, ev)
		}
	}
	return gone || !bound
}

// isLater reports whether what other does comes after ev for sure.
func isLater(other, ev trace.Event) bool {
	switch {
	case other.How > trace.AtEnd || ev.How > trace.AtEnd:
		return false
	case other.Instr == ev.Instr: // in one function
		fn := ev.Site.Fn
		return fn != nil && fn == other.Site.Fn && isIn(fn, ev.Sink.Pos) && isIn(fn, other.Sink.Pos) && ev.Sink.Pos < other.Sink.Pos
	case other.How != ev.How: // what is deferred runs before what the end of the test runs
		return other.How > ev.How
	case ev.How == trace.Now:
		return !ssacode.ComesBefore(other.Instr, ev.Instr)
	}
	return ssacode.Dominates(other.Instr, ev.Instr) // last in, first out
}

// isIn reports whether pos is in the source of fn.
func isIn(fn *ssa.Function, pos token.Pos) bool {
	return fn.Syntax() != nil && fn.Syntax().Pos() <= pos && pos < fn.Syntax().End()
}

// isAtEnd reports whether instr has something run when the test or the process ends.
func isAtEnd(instr ssa.Instruction) bool {
	call, ok := instr.(*ssa.Call)
	if !ok {
		return false
	}
	obj := call.Call.Method
	if fn := call.Call.StaticCallee(); fn != nil {
		obj, _ = fn.Object().(*types.Func)
	}
	return obj != nil && sockapi.Lookup(obj).Has(sockapi.Defers)
}

// bindsPackets reports whether all that events tell to be bound are datagram sockets, or bare
// descriptors, whose file stays when they are closed: only a net.UnixListener unlinks it
// (net/unixsock_posix.go).
func bindsPackets(events []trace.Event) bool {
	packets := false
	for _, ev := range events {
		if ev.Role == sockapi.Binds {
			if !strings.HasSuffix(ev.Sink.Name, "ListenPacket") && !strings.HasSuffix(ev.Sink.Name, ".Bind") {
				return false
			}
			packets = true
		}
	}
	return packets
}

// endsIn notes where the function of sc ends and the directory, which it gets at birth, is still
// there, or may be. It returns the states of the directory.
func (d *Dir) endsIn(sc *program.Scope, birth ssa.Instruction, events []trace.Event) *life.Line {
	changes := life.Since(birth, life.Held)
	for _, ev := range events {
		if ev.Role == sockapi.Releases || summary.IsMade(ev.Of) || ev.Fail || ev.Role == sockapi.Unlinks && !emptied(ev, events) {
			continue
		}
		if (ev.How == trace.AtReturn || ev.How == trace.AtEnd) && ssacode.Dominates(ev.Instr, birth) {
			ev.Instr, ev.Each = birth, false // what is to run finds the directory that is made until then
		}
		changes.Note(ev)
	}
	line := life.New(sc, life.Absent, changes)
	for _, end := range ssacode.Endings(sc.Fn) {
		if !ssacode.Dominates(birth, end.Instr) {
			continue
		}
		switch s := line.StateAt(end.Instr); {
		case s.Life == life.Held:
			d.Leaks = append(d.Leaks, Leak{Pos: end.Pos(), Quits: end.Quits, Skipped: s.Deferred == life.Released, Failed: end.Failed})
		case s.Life == life.Unsure && !end.Failed:
			d.Unsure = true
		}
	}
	return line
}

// Elsewhere reports whether others see to the directory: code that cannot be seen, or
// a function that finds it in a field or variable.
func (d *Dir) Elsewhere() bool {
	return d.Lost || slices.ContainsFunc(d.Removals, func(r Removal) bool { return r.Whole && r.Beyond })
}

// first returns the directory as the function sees it that makes it, or that gets it from
// another package.
func (d *Dir) first() *Dir {
	for d.Maker != nil {
		d = d.Maker
	}
	return d
}

// Where returns where the directory is made; NoPos if that is in another package.
func (d *Dir) Where() token.Pos {
	if d.Package != "" {
		return token.NoPos
	}
	return d.first().Make
}

// Like returns the directory as the function sees it that makes it; of one that another
// package makes, that package: there is another one at each call.
func (d *Dir) Like(bool) any {
	if first := d.first(); first.Package == "" {
		return first
	}
	return d.first().Package
}

// Join notes a directory that callers of the function cannot tell from this one.
func (d *Dir) Join(other summary.Thing) {
	if twin := other.(*Dir); d != twin && !slices.Contains(d.twins, twin) {
		d.twins = append(d.twins, twin)
	}
}

func (d *Dir) leave(k summary.Kind, to Whom) {
	if l := (Left{whats[k], to}); !slices.Contains(d.Left, l) {
		d.Left = append(d.Left, l)
	}
}

// note notes what happens to the directory otherwise, once.
func (d *Dir) note(pos token.Pos, what string) {
	if s := (handoff.Step{Pos: pos, What: what}); !slices.Contains(d.Trail, s) {
		d.Trail = append(d.Trail, s)
	}
}
