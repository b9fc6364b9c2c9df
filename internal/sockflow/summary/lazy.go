package summary

import (
	"iter"
	"slices"
)

// A Later computes what is told of a function when somebody asks for it: most functions are
// never given what matters. All of it may ask for that of the function itself, and finds
// what is known so far then.
type Later struct {
	Flows       func() []Flow
	From        func(at Place) []Flow // which keeps what it found out
	Environment func() []Flow
}

// A lazy is what was asked for.
type lazy struct {
	Later
	busy  bool // flows are being computed
	asked bool // and were asked for meanwhile: the function calls itself
	whole bool // flows are all
}

// OfFunction returns a summary without sources of a function of the package.
func OfFunction(name string, later Later) *Summary {
	return &Summary{Name: name, lazy: &lazy{Later: later}}
}

// maxRounds bounds how often a function that calls itself is looked at.
const maxRounds = 3

// Flows returns all that the function does with what its callers share with it. It is not
// to be changed.
func (s *Summary) Flows() []Flow {
	l := s.lazy
	if l == nil || l.whole {
		return s.flows
	}
	if l.busy {
		l.asked = true
		return s.flows
	}
	l.busy = true
	for range maxRounds {
		before := len(s.flows)
		s.flows = slices.Concat(s.Environment(), l.Later.Flows())
		if !l.asked || len(s.flows) == before {
			break
		}
	}
	l.whole, l.busy = true, false
	return s.flows
}

// Environment returns what the function gets from the environment, and does with it. It is
// among its flows, too.
func (s *Summary) Environment() []Flow {
	if l := s.lazy; l != nil && l.Later.Environment != nil {
		find := l.Later.Environment
		l.Later.Environment = nil // a function that calls itself finds nothing meanwhile
		s.environment = find()
	}
	return s.environment
}

// From returns what the function does with what is at a place that it shares with its
// callers, and maybe with what that is in, or beside it.
func (s *Summary) From(at Place) iter.Seq[*Flow] {
	if s.lazy != nil {
		return from(s.lazy.From(at), at)
	}
	return from(s.flows, at)
}

// AllFrom is From, but of all that the function does.
func (s *Summary) AllFrom(at Place) iter.Seq[*Flow] { return from(s.Flows(), at) }

// from returns those of the flows whose root is that of a place.
func from(flows []Flow, at Place) iter.Seq[*Flow] {
	return func(yield func(*Flow) bool) {
		for i := range flows {
			if fl := &flows[i]; fl.From.Root == at.Root && fl.From.Index == at.Index && !yield(fl) {
				return
			}
		}
	}
}
