package trace

import (
	"github.com/sockvet/sockvet/internal/sockapi"
	"github.com/sockvet/sockvet/internal/sockflow/claim"
	"github.com/sockvet/sockvet/internal/sockflow/program"
	"github.com/sockvet/sockvet/internal/sockflow/summary"
)

// Environment adds what the function gets from the environment, itself or by a
// callee, and notes what its callees do with that.
func (t *Tracer) Environment() {
	for _, s := range t.scope.Sites {
		if s.Sum == nil {
			continue
		}
		flows := s.Sum.Environment()
		for i := range flows {
			switch fl := &flows[i]; {
			case fl.Role == sockapi.Gets:
				t.gets(s, fl)
			case fl.Role == sockapi.Carries:
				t.Deposit(claim.Claim{Kind: fl.Of, From: fl.From, Says: fl.Says}, s, fl.To)
			case fl.Role == sockapi.Formats:
				t.Deposit(claim.Claim{Kind: summary.Made, From: fl.From, Says: fl.Says}, s, fl.To)
			default:
				f := *fl
				f.Network, f.Paths = t.a.BindsOn(s, fl)
				t.note(Event{Flow: f, Instr: s.Instr, Site: s})
			}
		}
	}
}

// gets adds the value of a variable that s gets from the environment.
func (t *Tracer) gets(s *program.Site, fl *summary.Flow) {
	v := s.Operand(fl.From)
	if v == nil {
		return
	}
	if name, missing := t.a.Tail(v, 0); missing == nil && name != "" {
		t.Deposit(claim.Claim{From: summary.Place{Root: summary.Environ, Path: name}}, s, fl.To)
	}
}
