package sockflow

import (
	"github.com/sockvet/sockvet/internal/sockapi"
	"github.com/sockvet/sockvet/internal/sockflow/ssacode"
)

// The environment of the process: what one function sets there, others get.

// variableSet returns the name of the environment variable that the callee at s sets;
// "" if it is not known, or fl does something else.
func (a *analyzer) variableSet(s *site, fl *flow) string {
	if fl.role != sockapi.Sets || s.call == nil || fl.from.root != param || fl.from.index == 0 {
		return ""
	}
	if name, missing := a.tail(ssacode.Operands(s.call)[fl.from.index-1], 0); missing == nil {
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
		for i := range s.sum.flows {
			switch fl := &s.sum.flows[i]; {
			case fl.role == sockapi.Gets:
				t.gets(s, fl)
			case fl.from.root != environ:
			case fl.role == sockapi.Carries:
				t.deposit(fact{kind: fl.of, from: fl.from, says: fl.says}, s, fl.to)
			case fl.role == sockapi.Formats:
				t.deposit(fact{kind: made, from: fl.from, says: fl.says}, s, fl.to)
			default:
				f := *fl
				f.network, f.paths = t.a.bindsOn(s, fl)
				t.note(event{flow: f, instr: s.instr, site: s})
			}
		}
	}
}

// gets adds the value of a variable that s gets from the environment.
func (t *tracer) gets(s *site, fl *flow) {
	v := s.operand(fl.from)
	if v == nil {
		return
	}
	if name, missing := t.a.tail(v, 0); missing == nil && name != "" {
		t.deposit(fact{from: place{root: environ, path: name}}, s, fl.to)
	}
}

// inEnvironment notes that functions of the package bind sockets in d, which they
// find in the environment variable of that name.
func (a *analyzer) inEnvironment(d *Dir, name string) {
	for _, fn := range a.funcs {
		for _, fl := range a.summaries[fn].flows {
			binds := fl.bindsPath() && isMade(fl.of) || fl.role == names
			if binds && fl.from == (place{root: environ, path: name}) {
				d.Sockets = append(d.Sockets, Use{Role: dirUses[fl.role], Name: nameOf(fn), Pos: fl.sink.pos, Sink: fl.sink.name, At: fl.sink.pos})
				return
			}
		}
	}
}
