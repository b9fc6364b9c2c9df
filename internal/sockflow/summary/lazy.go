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
	flows Answer
}

// An Answer is what a function is found to do, to a question that it may ask itself: who
// calls itself is told what is known so far.
type Answer struct {
	flows []Flow
	busy  bool // it is being found
	asked bool // and was asked for meanwhile
	whole bool // nothing more will be found
}

// OfFunction returns a summary without sources of a function of the package.
func OfFunction(name string, later Later) *Summary {
	return &Summary{Name: name, lazy: &lazy{Later: later}}
}

// maxRounds bounds how often a function that calls itself is looked at.
const maxRounds = 3

// Get returns the answer, which find finds, each time that it is called with what is known
// until then. It is not to be changed.
func (a *Answer) Get(find func() []Flow) []Flow {
	switch {
	case a.whole:
		return a.flows
	case a.busy:
		a.asked = true
		return a.flows
	}
	a.busy = true
	for range maxRounds {
		before := len(a.flows)
		a.flows = find()
		if !a.asked || len(a.flows) == before {
			break
		}
	}
	a.whole, a.busy = true, false
	return a.flows
}

// Flows returns all that the function does with what its callers share with it. It is not
// to be changed.
func (s *Summary) Flows() []Flow {
	if s.lazy == nil {
		return s.flows
	}
	return s.lazy.flows.Get(func() []Flow { return slices.Concat(s.Environment(), s.lazy.Flows()) })
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

// Globals returns what the function does with what is in variables of other packages, as rows
// say.
func (s *Summary) Globals() []Flow { return s.globals }

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
