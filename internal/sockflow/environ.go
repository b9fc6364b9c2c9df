package sockflow

import (
	"github.com/sockvet/sockvet/internal/sockapi"
	"github.com/sockvet/sockvet/internal/sockflow/ssacode"
	"github.com/sockvet/sockvet/internal/sockflow/summary"
)

// The environment of the process: what one function sets there, others get.

// variableSet returns the name of the environment variable that the callee at s sets;
// "" if it is not known, or fl does something else.
func (a *analyzer) variableSet(s *site, fl *summary.Flow) string {
	if fl.Role != sockapi.Sets || s.call == nil || fl.From.Root != summary.Param || fl.From.Index == 0 {
		return ""
	}
	if name, missing := a.tail(ssacode.Operands(s.call)[fl.From.Index-1], 0); missing == nil {
		return name
	}
	return ""
}

// environment adds what the function gets from the environment, itself or by a
// callee, and notes what its callees do with that.
func (t *tracer) environment() {
	for _, s := range t.scope.sites {
		if s.sum == nil {
			continue
		}
		for i := range s.sum.Flows {
			switch fl := &s.sum.Flows[i]; {
			case fl.Role == sockapi.Gets:
				t.gets(s, fl)
			case fl.From.Root != summary.Environ:
			case fl.Role == sockapi.Carries:
				t.deposit(fact{kind: fl.Of, from: fl.From, says: fl.Says}, s, fl.To)
			case fl.Role == sockapi.Formats:
				t.deposit(fact{kind: summary.Made, from: fl.From, says: fl.Says}, s, fl.To)
			default:
				f := *fl
				f.Network, f.Paths = t.a.bindsOn(s, fl)
				t.note(event{Flow: f, instr: s.instr, site: s})
			}
		}
	}
}

// gets adds the value of a variable that s gets from the environment.
func (t *tracer) gets(s *site, fl *summary.Flow) {
	v := s.operand(fl.From)
	if v == nil {
		return
	}
	if name, missing := t.a.tail(v, 0); missing == nil && name != "" {
		t.deposit(fact{from: summary.Place{Root: summary.Environ, Path: name}}, s, fl.To)
	}
}

// inEnvironment notes that functions of the package bind sockets in d, which they
// find in the environment variable of that name.
func (a *analyzer) inEnvironment(d *Dir, name string) {
	for _, fn := range a.funcs {
		for _, fl := range a.summaries[fn].Flows {
			binds := fl.BindsPath() && summary.IsMade(fl.Of) || fl.Role == summary.Names
			if binds && fl.From == (summary.Place{Root: summary.Environ, Path: name}) {
				d.Sockets = append(d.Sockets, Use{Role: dirUses[fl.Role], Name: nameOf(fn), Pos: fl.Sink.Pos, Sink: fl.Sink.Name, At: fl.Sink.Pos})
				return
			}
		}
	}
}
