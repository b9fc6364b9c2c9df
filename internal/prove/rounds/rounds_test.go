//go:build unix

package rounds_test

import (
	"context"
	"fmt"
	"maps"
	"slices"
	"strings"
	"testing"

	"github.com/sockvet/sockvet/internal/prove/event"
	"github.com/sockvet/sockvet/internal/prove/gotest"
	"github.com/sockvet/sockvet/internal/prove/holder"
	"github.com/sockvet/sockvet/internal/prove/rounds"
)

// A program has tests, in their order. Each is a list of what it does with ports:
//
//	bind PORT    binds it, and fails if it is taken
//	child PORT   has a child bind it, dials, and fails if it is taken
//	silent PORT  the same, without any sign
//	dead PORT    dials it, and nobody answers
//	cope PORT    binds it, and does not care
//	free PORT    only frees it
//	fail         fails
//	unlucky      fails in the first run with nothing taken
//	once         fails in the first run
//	often        fails in each run but the first with nothing taken
//	overlay      fails where it is watched
//	fds          fails if any port is taken
//	panic        ends the process if the test failed
//	beside       is running when the first run ends so
type program struct {
	names []string
	tests map[string][]string
	runs  int
	plain int // runs without anything taken
}

func (p *program) run(_ context.Context, spec gotest.Spec) (*gotest.Result, []holder.Event, error) {
	p.runs++
	if spec.Plain {
		p.plain++
	}
	result := &gotest.Result{Passed: true, Tests: map[string]*gotest.Test{}}
	var events []holder.Event
	for _, name := range p.names {
		if spec.Test != "" && spec.Test != name {
			continue
		}
		t := &gotest.Test{Name: name, Status: gotest.Passed}
		result.Tests[name] = t
		more, crashed := p.test(t, p.tests[name], spec)
		if !spec.Plain {
			events = append(events, more...)
		}
		if t.Status == gotest.Failed {
			result.Passed = false
		}
		if crashed {
			p.beside(result)
			break
		}
	}
	return result, events, nil
}

// beside has tests run beside one that ends the process of the first run.
func (p *program) beside(result *gotest.Result) {
	for _, name := range p.names {
		if p.runs == 1 && slices.Contains(p.tests[name], "beside") {
			result.Tests[name] = &gotest.Test{Name: name, Status: gotest.Unfinished}
		}
	}
}

func (p *program) test(t *gotest.Test, steps []string, spec gotest.Spec) (events []holder.Event, crashed bool) {
	anyTaken := false
	for _, step := range steps {
		what, port, _ := strings.Cut(step, " ")
		key := event.Key(port)
		taken := port != "" && !spec.Plain && !slices.Contains(spec.Spare, key)
		anyTaken = anyTaken || taken
		if port != "" {
			kind := event.Spared
			if taken {
				kind = event.Taken
			}
			events = append(events, holder.Event{Event: event.Event{Kind: kind, Key: key, Network: "tcp"}})
		}
		sign := map[string]event.Kind{"bind": event.InUse, "cope": event.InUse, "child": event.Refused, "dead": event.Refused}[what]
		if taken && sign != "" {
			events = append(events, holder.Event{Event: event.Event{Kind: sign}, Of: key})
		}
		fails := taken && slices.Contains([]string{"bind", "child", "silent"}, what) ||
			what == "fail" || what == "once" && p.runs == 1 || what == "fds" && anyTaken ||
			what == "unlucky" && p.plain == 1 && spec.Plain ||
			what == "often" && !(p.plain == 1 && spec.Plain) || what == "overlay" && !spec.Plain
		if fails {
			t.Status, t.Line = gotest.Failed, what+" fails"
			return events, slices.Contains(steps, "panic")
		}
	}
	return events, false
}

// prove returns what comes of a program, in a line for each port and what else there is.
func prove(t *testing.T, p *program, o rounds.Options) string {
	t.Helper()
	first, events, err := p.run(t.Context(), gotest.Spec{})
	if err != nil {
		t.Fatal(err)
	}
	if o.Group == nil {
		o.Group = func(p *rounds.Port) []string { return []string{string(p.Key)} }
	}
	o.Say = func(int, int, int) {}
	report, err := rounds.Run(t.Context(), first, events, p.run, o)
	if err != nil {
		t.Fatal(err)
	}
	var lines []string
	for _, port := range report.Ports {
		switch {
		case port.Proof != nil:
			by := "nothing"
			if port.Proof.By != nil {
				by = string(port.Proof.By.Kind)
			}
			lines = append(lines, fmt.Sprintf("%s: %s by %s", port.Key, port.Proof.Test, by))
		case port.Unsettled != "":
			lines = append(lines, fmt.Sprintf("%s: %s", port.Key, port.Unsettled))
		}
	}
	for _, name := range report.Before {
		lines = append(lines, name+" fails before")
	}
	for _, name := range slices.Sorted(maps.Keys(report.Random)) {
		lines = append(lines, name+" fails at random")
	}
	for _, name := range slices.Sorted(maps.Keys(report.Strange)) {
		lines = append(lines, name+" is strange")
	}
	if report.Open {
		lines = append(lines, "open")
	}
	return strings.Join(lines, "\n")
}

func TestRounds(t *testing.T) {
	for name, c := range map[string]struct {
		tests []string // name: step; step
		group func(*rounds.Port) []string
		want  string
	}{
		"nothing":                   {tests: []string{"A: free p; cope q; dead r"}},
		"one":                       {tests: []string{"A: bind p"}, want: "p: A by inuse"},
		"one behind the other":      {tests: []string{"A: bind p; child q; bind r"}, want: "p: A by inuse\nq: A by refused\nr: A by inuse"},
		"a panic hides":             {tests: []string{"A: bind p; panic", "B: bind q"}, want: "p: A by inuse\nq: B by inuse"},
		"beside a panic":            {tests: []string{"A: bind p; panic", "B: beside; bind q", "C: beside"}, want: "p: A by inuse\nq: B by inuse"},
		"beside a random panic":     {tests: []string{"A: once; panic", "C: beside"}, want: "A fails at random"},
		"coped with and fatal":      {tests: []string{"A: cope p; bind q"}, want: "q: A by inuse"},
		"dead endpoint":             {tests: []string{"A: dead p; child q"}, want: "q: A by refused"},
		"without a sign":            {tests: []string{"A: free p; silent q; free r"}, want: "q: A by nothing"},
		"fails anyway":              {tests: []string{"A: bind p; fail", "B: bind q"}, want: "q: B by inuse\nA fails before"},
		"unlucky before":            {tests: []string{"A: unlucky; bind p"}, want: "p: A by inuse"},
		"flaky":                     {tests: []string{"A: cope p; once", "B: bind q"}, want: "q: B by inuse"},
		"flaky without ports":       {tests: []string{"A: once"}, want: "A fails at random"},
		"flaky, then to blame":      {tests: []string{"A: once; bind p"}, want: "p: A by inuse"},
		"fails often":               {tests: []string{"A: free p; often"}, want: "A fails before"},
		"fails often, and a port":   {tests: []string{"A: bind p; often"}, want: "p: A fails at times with nothing taken\nA fails before"},
		"strange":                   {tests: []string{"A: overlay"}, want: "A is strange"},
		"descriptors":               {tests: []string{"A: free p; fds"}, want: "p: A by nothing"},
		"several tests for a place": {tests: []string{"A: bind p1", "B: bind p2"}, group: func(*rounds.Port) []string { return []string{"p"} }, want: "p1: A by inuse\np2: not tried: another port of the same place is proved"},
	} {
		p := &program{tests: map[string][]string{}}
		for _, text := range c.tests {
			test, steps, _ := strings.Cut(text, ": ")
			p.names = append(p.names, test)
			p.tests[test] = strings.Split(steps, "; ")
		}
		if got := prove(t, p, rounds.Options{Rounds: 20, Group: c.group}); got != c.want {
			t.Errorf("%s: got\n%s\nwant\n%s", name, got, c.want)
		}
		if quiet := c.want == ""; quiet != (p.plain == 0) || quiet && p.runs != 1 {
			t.Errorf("%s: %d runs, %d of them plain", name, p.runs, p.plain)
		}
	}
}

func TestTooManyRounds(t *testing.T) {
	p := &program{names: []string{"A"}, tests: map[string][]string{"A": {"bind p", "bind q"}}}
	if got, want := prove(t, p, rounds.Options{Rounds: 1}), "p: A fails also with the port left alone\nopen"; got != want {
		t.Errorf("got\n%s\nwant\n%s", got, want)
	}
}

func TestMask(t *testing.T) {
	events := []holder.Event{{Event: event.Event{Address: "127.0.0.1:41234", Network: "tcp"}}}
	for text, want := range map[string]string{
		"a.go:1234: port 41234 is taken":          "a.go:1234: port N is taken",
		"dial 127.0.0.1:41234->10.0.0.1:5555: no": "dial 127.0.0.1:N->10.0.0.1:N: no",
		"[::1]:50000, localhost:50000, x 50000":   "[::1]:N, localhost:N, x 50000",
		"412345 and a41234b are something else":   "412345 and a41234b are something else",
	} {
		if got := rounds.Mask(text, events); got != want {
			t.Errorf("got %q, want %q", got, want)
		}
	}
}
