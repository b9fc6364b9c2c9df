package sockflow

import (
	"github.com/sockvet/sockvet/internal/sockapi"
	"github.com/sockvet/sockvet/internal/sockflow/program"
	"github.com/sockvet/sockvet/internal/sockflow/summary"
)

// environment adds what the function gets from the environment, itself or by a
// callee, and notes what its callees do with that.
func (t *tracer) environment() {
	for _, s := range t.scope.Sites {
		if s.Sum == nil {
			continue
		}
		for i := range s.Sum.Flows {
			switch fl := &s.Sum.Flows[i]; {
			case fl.Role == sockapi.Gets:
				t.gets(s, fl)
			case fl.From.Root != summary.Environ:
			case fl.Role == sockapi.Carries:
				t.deposit(fact{kind: fl.Of, from: fl.From, says: fl.Says}, s, fl.To)
			case fl.Role == sockapi.Formats:
				t.deposit(fact{kind: summary.Made, from: fl.From, says: fl.Says}, s, fl.To)
			default:
				f := *fl
				f.Network, f.Paths = t.a.BindsOn(s, fl)
				t.note(event{Flow: f, instr: s.Instr, site: s})
			}
		}
	}
}

// gets adds the value of a variable that s gets from the environment.
func (t *tracer) gets(s *program.Site, fl *summary.Flow) {
	v := s.Operand(fl.From)
	if v == nil {
		return
	}
	if name, missing := t.a.Tail(v, 0); missing == nil && name != "" {
		t.deposit(fact{from: summary.Place{Root: summary.Environ, Path: name}}, s, fl.To)
	}
}

// inEnvironment notes that functions of the package bind sockets in d, which they
// find in the environment variable of that name.
func (a *dirset) inEnvironment(d *Dir, name string) {
	for _, fn := range a.Funcs {
		for _, fl := range a.Summary(fn).Flows {
			binds := fl.BindsPath() && summary.IsMade(fl.Of) || fl.Role == summary.Names
			if binds && fl.From == (summary.Place{Root: summary.Environ, Path: name}) {
				d.Sockets = append(d.Sockets, Use{Role: dirUses[fl.Role], Name: program.NameOf(fn), Pos: fl.Sink.Pos, Sink: fl.Sink.Name, At: fl.Sink.Pos})
				return
			}
		}
	}
}
