//go:build unix

// Package rounds finds out which ports make a test fail when they are taken. A test stops
// at its first failure, so that ports are spared which are suspects, and the tests run
// again, until none fails that would pass without. That last round is the counter-proof.
// Then each suspect is taken alone, and the test has to fail again.
package rounds

import (
	"context"
	"fmt"
	"maps"
	"slices"

	"github.com/sockvet/sockvet/internal/prove/event"
	"github.com/sockvet/sockvet/internal/prove/gotest"
	"github.com/sockvet/sockvet/internal/prove/holder"
)

// Again runs the tests of a package again, and returns what they have told.
type Again func(ctx context.Context, spec gotest.Spec) (*gotest.Result, []holder.Event, error)

// Options bound the work.
type Options struct {
	Rounds int                                  // no more rounds than these
	Group  func(*Port) []string                 // what a proof of the port would prove; nothing is proved twice
	Say    func(round int, failing, spared int) // a round begins
}

// A Port is a place in the code where ports are freed before they are used: all those
// whose sockets were bound by the same calls.
type Port struct {
	Key         event.Key
	Network     string
	Bind, Close event.Stack
	Taken       bool // in some run
	Uses        []Use
	Proof       *Proof
	Unsettled   string // why it is suspected and not proved, "" if it is not suspected
}

// A Use is what somebody did with a port that was taken.
type Use struct {
	Kind    event.Kind // InUse, Refused or Bound
	Network string
	Stack   event.Stack
}

// A Proof is a test that fails when the port is taken, and passes when it is not.
type Proof struct {
	Test string
	Line string // the first line that tells of the failure
	By   *Use   // the bind that failed, or else a dial that was refused, or nil: nobody has seen anything
}

// A Report is what came of a package.
type Report struct {
	Ports   []*Port           // in the order in which they were met
	Before  []string          // tests that fail without anything taken
	Random  map[string]string // tests that have failed, and passed when the same was taken again, with the line
	Strange map[string]string // tests that fail only with ports taken, though no port is to blame, with the line
	Last    *gotest.Result    // of the last round
	Events  []holder.Event    // of the last round
	Rounds  int
	Open    bool // there were more rounds to go
}

// A prover is at work on a package.
type prover struct {
	again    Again
	options  Options
	report   *Report
	ports    map[event.Key]*Port
	spared   map[event.Key]bool
	suspects map[string][]event.Key // by test
	whole    map[string]bool        // tests that fail only along with others
	before   map[string]bool        // nil before it is asked for
}

// Run goes on after the first round of a package, all ports taken.
func Run(ctx context.Context, first *gotest.Result, events []holder.Event, again Again, options Options) (*Report, error) {
	p := &prover{
		again: again, options: options,
		report: &Report{Random: map[string]string{}, Strange: map[string]string{}},
		ports:  map[event.Key]*Port{}, spared: map[event.Key]bool{},
		suspects: map[string][]event.Key{}, whole: map[string]bool{},
	}
	result := first
	for {
		p.report.Rounds++
		p.note(events)
		p.report.Last, p.report.Events = result, events
		more, err := p.suspect(ctx, result, events)
		if err != nil {
			return nil, err
		}
		if !more {
			break
		}
		if p.report.Rounds == options.Rounds {
			p.report.Open = true
			break
		}
		options.Say(p.report.Rounds+1, len(result.Failed()), len(p.spared))
		if result, events, err = again(ctx, gotest.Spec{Spare: p.spare("")}); err != nil {
			return nil, err
		}
	}
	if err := p.prove(ctx); err != nil {
		return nil, err
	}
	p.report.Before = slices.Sorted(maps.Keys(p.before))
	return p.report, nil
}

// note notes the ports that events tell of.
func (p *prover) note(events []holder.Event) {
	for _, e := range events {
		switch e.Kind {
		case event.Taken, event.Spared, event.Held:
			port := p.ports[e.Key]
			if port == nil {
				port = &Port{Key: e.Key, Network: e.Network, Bind: e.Stack, Close: e.Close}
				p.ports[e.Key] = port
				p.report.Ports = append(p.report.Ports, port)
			}
			port.Taken = port.Taken || e.Kind == event.Taken
		case event.InUse, event.Refused, event.Bound:
			if port := p.ports[e.Of]; port != nil && len(port.Uses) < 100 {
				port.Uses = append(port.Uses, Use{e.Kind, e.Network, e.Stack})
			}
		}
	}
}

// suspect finds suspects for the tests that have failed in a round, and spares them from
// now on. It reports whether there were new ones.
func (p *prover) suspect(ctx context.Context, result *gotest.Result, events []holder.Event) (bool, error) {
	failed := result.Failed()
	if len(failed) == 0 {
		return false, nil
	}
	if err := p.askBefore(ctx); err != nil {
		return false, err
	}
	var found []event.Key
	round := &round{result: result, events: events}
	for _, test := range failed {
		if p.before[test] || p.report.Strange[test] != "" {
			continue
		}
		keys, err := p.suspectsOf(ctx, test, round)
		if err != nil {
			return false, err
		}
		p.suspects[test] = append(p.suspects[test], keys...)
		found = append(found, keys...)
	}
	for _, key := range found {
		p.spared[key] = true
	}
	return len(found) > 0, nil
}

// askBefore finds out which tests fail anyway: twice, since what is to be shown can happen
// to a test with nothing taken, too.
func (p *prover) askBefore(ctx context.Context) error {
	if p.before != nil {
		return nil
	}
	plain, _, err := p.again(ctx, gotest.Spec{Plain: true})
	if err != nil {
		return err
	}
	p.before = map[string]bool{}
	for _, test := range plain.Failed() {
		spec := gotest.Spec{Plain: true, Test: test}
		if test == gotest.Main {
			spec.Test = ""
		}
		again, _, err := p.again(ctx, spec)
		if err != nil {
			return err
		}
		if slices.Contains(again.Failed(), test) {
			p.before[test] = true
		}
	}
	return nil
}

// spare returns the keys to spare: those of all suspects but one.
func (p *prover) spare(but event.Key) []event.Key {
	keys := slices.Sorted(maps.Keys(p.spared))
	return slices.DeleteFunc(keys, func(k event.Key) bool { return k == but })
}

// maxTries is how many tests are run for a suspect before it is thought innocent.
const maxTries = 3

// prove takes each suspect alone.
func (p *prover) prove(ctx context.Context) error {
	proved := map[string]bool{}
	for _, port := range p.report.Ports {
		if !p.spared[port.Key] {
			continue
		}
		groups := p.options.Group(port)
		if !slices.ContainsFunc(groups, func(g string) bool { return !proved[g] }) {
			port.Unsettled = "not tried: another port of the same place is proved"
			continue
		}
		if err := p.proveOne(ctx, port); err != nil {
			return err
		}
		if port.Proof != nil {
			for _, g := range groups {
				proved[g] = true
			}
		}
	}
	return nil
}

func (p *prover) proveOne(ctx context.Context, port *Port) error {
	tries := 0
	for _, test := range slices.Sorted(maps.Keys(p.suspects)) {
		if !slices.Contains(p.suspects[test], port.Key) || tries == maxTries {
			continue
		}
		if p.before[test] {
			port.Unsettled = fmt.Sprintf("%s fails at times with nothing taken", test)
			continue
		}
		if slices.Contains(p.report.Last.Failed(), test) {
			port.Unsettled = fmt.Sprintf("%s fails also with the port left alone", test)
			continue
		}
		tries++
		proof, err := p.try(ctx, port, test)
		if err != nil {
			return err
		}
		if proof != nil {
			port.Proof, port.Unsettled = proof, ""
			return nil
		}
	}
	return nil
}

// try runs a test with all suspects spared but one. Where nothing was seen of that port,
// the test has to fail twice.
func (p *prover) try(ctx context.Context, port *Port, test string) (*Proof, error) {
	spec := gotest.Spec{Test: test, Spare: p.spare(port.Key)}
	if p.whole[test] || test == gotest.Main {
		spec.Test = ""
	}
	var proof *Proof
	for range 2 {
		result, events, err := p.again(ctx, spec)
		if err != nil {
			return nil, err
		}
		p.note(events)
		if !slices.Contains(result.Failed(), test) {
			return nil, nil
		}
		proof = &Proof{Test: test, Line: Mask(result.Line(test), events)}
		for _, kind := range []event.Kind{event.InUse, event.Refused} {
			for _, e := range events {
				if e.Kind == kind && e.Of == port.Key && proof.By == nil {
					proof.By = &Use{e.Kind, e.Network, e.Stack}
				}
			}
		}
		if proof.By != nil {
			break
		}
	}
	return proof, nil
}
