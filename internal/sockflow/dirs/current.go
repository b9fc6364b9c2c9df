package dirs

import (
	"strings"

	"golang.org/x/tools/go/ssa"

	"github.com/sockvet/sockvet/internal/sockapi"
	"github.com/sockvet/sockvet/internal/sockflow/handoff"
	"github.com/sockvet/sockvet/internal/sockflow/program"
	"github.com/sockvet/sockvet/internal/sockflow/ssacode"
	"github.com/sockvet/sockvet/internal/sockflow/summary"
	"github.com/sockvet/sockvet/internal/sockflow/trace"
)

// relative notes what the function of sc binds in d while that is the current directory, by
// names without one, as events tell.
func (ds *Dirs) relative(d *Dir, sc *program.Scope, events []trace.Event) {
	for _, ev := range events {
		if ev.Role != sockapi.Enters || ev.Of != summary.Itself {
			continue
		}
		for _, s := range sc.Sites {
			call, ok := s.Instr.(*ssa.Call)
			switch {
			case !ok || s.Call == nil || !ssacode.Dominates(ev.Instr, call) || isLeft(sc, ev.Instr, call):
			case ssacode.IsCall(call, "os.Getwd", "path/filepath.Abs"):
				d.Lost = true // by its path, somebody may remove it
				d.note(call.Pos(), "its path is asked for as that of the current directory")
			case s.Sum != nil && ds.bindsRelative(s):
				d.Sockets = append(d.Sockets, handoff.Use{Role: handoff.Bind, Name: s.Name(), Pos: call.Pos(), Sink: s.Name(), At: call.Pos()})
			}
		}
	}
}

// isLeft reports whether another directory may be the current one by the time that call runs,
// since enter made one it.
func isLeft(sc *program.Scope, enter ssa.Instruction, call *ssa.Call) bool {
	for _, s := range sc.Sites {
		if _, plain := s.Instr.(*ssa.Call); !plain || s.Call == nil || s.Instr == enter || s.Sum == nil {
			continue
		}
		for i := range ssacode.Operands(s.Call) {
			for fl := range s.Sum.From(summary.Place{Root: summary.Param, Index: i}) {
				if fl.Role == sockapi.Enters && ssacode.ComesBefore(enter, s.Instr) && ssacode.ComesBefore(s.Instr, call) {
					return true
				}
			}
		}
	}
	return false
}

// bindsRelative reports whether the callee at s binds a Unix socket of a constant name that is
// no whole path.
func (ds *Dirs) bindsRelative(s *program.Site) bool {
	for i, v := range ssacode.Operands(s.Call) {
		for fl := range s.Sum.From(summary.Place{Root: summary.Param, Index: i}) {
			if _, paths := ds.BindsOn(s, fl); fl.Role != sockapi.Binds || !paths || !ssacode.IsText(v.Type()) {
				continue
			}
			if name, missing := ds.Tail(v, 0); missing == nil && name != "" && !strings.ContainsAny(name[:1], "/@\x00") && !strings.Contains(name, ":") {
				return true
			}
		}
	}
	return false
}
