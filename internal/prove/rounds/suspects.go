//go:build unix

package rounds

import (
	"context"
	"slices"

	"github.com/sockvet/sockvet/internal/prove/event"
	"github.com/sockvet/sockvet/internal/prove/gotest"
	"github.com/sockvet/sockvet/internal/prove/holder"
)

// A round is a run of all tests, ports taken.
type round struct {
	result *gotest.Result
	events []holder.Event
	second *gotest.Result // another run with the same ports taken, nil before it is asked for
}

// suspectsOf returns the ports that may have made a test fail. The test runs alone for that,
// so that whatever happens is its own. If it passes then, it fails along with others, or at
// random.
func (p *prover) suspectsOf(ctx context.Context, test string, r *round) ([]event.Key, error) {
	alone, events, err := p.alone(ctx, test)
	if err != nil {
		return nil, err
	}
	if alone != nil {
		p.note(events)
		if failed, err := p.failsPlain(ctx, test, events); failed || err != nil {
			return nil, err
		}
	} else {
		if passed, err := p.passesNow(ctx, test, r); passed || err != nil {
			return nil, err
		}
		alone, events = r.result, r.events
		p.whole[test] = true
	}
	delete(p.report.Random, test)
	keys := p.candidates(events)
	if len(keys) == 0 {
		p.report.Strange[test] = Mask(alone.Line(test), events)
	}
	return keys, nil
}

// alone runs a test alone. The result is nil if it passes, or can't be run so.
func (p *prover) alone(ctx context.Context, test string) (*gotest.Result, []holder.Event, error) {
	if test == gotest.Main {
		return nil, nil, nil
	}
	result, events, err := p.again(ctx, gotest.Spec{Test: test, Spare: p.spare("")})
	if err != nil || !slices.Contains(result.Failed(), test) {
		return nil, nil, err
	}
	return result, events, nil
}

// failsPlain reports whether a test that has failed, though no bind was refused, fails with
// nothing taken as well. It is one of those that fail before then.
func (p *prover) failsPlain(ctx context.Context, test string, events []holder.Event) (bool, error) {
	if refused(events) {
		return false, nil
	}
	plain, _, err := p.again(ctx, gotest.Spec{Test: test, Plain: true})
	if err != nil || !slices.Contains(plain.Failed(), test) {
		return false, err
	}
	p.before[test] = true
	return true, nil
}

// refused reports whether a bind of a port that is taken was refused.
func refused(events []holder.Event) bool {
	return slices.ContainsFunc(events, func(e holder.Event) bool { return e.Kind == event.InUse && e.Of != "" })
}

// passesNow reports whether a test that has failed in a round, in which no bind was refused,
// passes in another one with the same ports taken. A bind that was refused may have ended the
// process, in one test or the next: that it passes now says nothing then.
func (p *prover) passesNow(ctx context.Context, test string, r *round) (bool, error) {
	if refused(r.events) {
		return false, nil
	}
	if r.second == nil {
		var err error
		if r.second, _, err = p.again(ctx, gotest.Spec{Spare: p.spare("")}); err != nil {
			return false, err
		}
	}
	if slices.Contains(r.second.Failed(), test) {
		return false, nil
	}
	// A test that was running when another one ended the process has not failed.
	if t := r.result.Tests[test]; t == nil || t.Status == gotest.Failed || len(r.result.Failed()) == 1 {
		p.report.Random[test] = Mask(r.result.Line(test), r.events)
	}
	return true, nil
}

// candidates returns the keys of ports that may have made a test fail: those whose second
// bind was seen to fail, or else those that somebody dialled in vain, or else all, since
// a child with another standard library tells nothing.
func (p *prover) candidates(events []holder.Event) []event.Key {
	for _, kind := range []event.Kind{event.InUse, event.Refused, event.Taken} {
		var keys []event.Key
		for _, e := range events {
			key := e.Of
			if kind == event.Taken {
				key = e.Key
			}
			if e.Kind == kind && key != "" && !p.spared[key] && !slices.Contains(keys, key) {
				keys = append(keys, key)
			}
		}
		if len(keys) > 0 {
			return keys
		}
	}
	return nil
}
