package main_test

import (
	"strings"
	"testing"
)

// deep has a function that binds an address five fields away, and a package that gets to
// know of it.
const deep = `
-- go.mod --
module m

go 1.26
-- deep.go --
package m

import "net/http"

type config struct{ cluster *cluster }

type cluster struct{ member *member }

type member struct{ listen *listen }

type listen struct{ on *on }

type on struct{ addr string }

func Serve(c *config) error { return http.ListenAndServe(c.cluster.member.listen.on.addr, nil) }
-- use/use.go --
package use

import _ "m"
`

// TestBounds checks that -v says what was not followed to the end, also of packages that an
// earlier run has analyzed, and that nobody else has to read it.
func TestBounds(t *testing.T) {
	t.Parallel()
	dir, cache := module(t, deep), "-cache="+t.TempDir()
	const want = "sockvet: m: Serve (deep.go:15): not followed beyond 4 fields on the way to a value (MaxSteps)\n"
	for _, step := range []struct{ flag, want string }{
		{"-v", "sockvet: analyzed m\n" + want},
		{"-v", want},
		{"-v=false", ""},
	} {
		if got := run(t, dir, nil, sockvet, cache, step.flag, "./..."); got != (outcome{stderr: step.want}) {
			t.Errorf("%s: %+v, want %q", step.flag, got, step.want)
		}
	}
	got := run(t, dir, nil, sockvet, cache, "-portrace.explain", "./...")
	if want := "explain: Serve (deep.go:15): not followed beyond 4 fields"; !strings.Contains(got.stdout, want) {
		t.Errorf("-portrace.explain: %+v, want %q", got, want)
	}
}
