package main_test

import (
	"regexp"
	"strings"
	"testing"
)

// printedFlag is a flag in the list of a help text, with the name of its value.
var printedFlag = regexp.MustCompile(`(?m)^  -([\w.]+)(?: (\w+))?$`)

// TestHelp has the command take each flag that its help lists: after it, there is
// only a wrong format to complain of.
func TestHelp(t *testing.T) {
	dir := t.TempDir()
	values := map[string]string{"dir": ".", "list": "a,b", "mode": "mod", "file": "go.mod", "scope": "helpers"}
	for _, help := range []struct {
		args  []string
		words []string
		flags int
	}{
		{[]string{"help"}, []string{"sockvet help [check]", "\tportguess ", "\tportrace ", "\tsockdir ", "\tsockpath ", "-CHECK=false"}, 10},
		{[]string{"-h"}, []string{"\tportrace "}, 10},
		{[]string{"help", "portrace"}, []string{"portrace: check for ports", "\tprobe ", "docs/portrace.md"}, 4},
		{[]string{"help", "portguess"}, []string{"portguess: check for ports", "\tsequence ", "docs/portguess.md"}, 3},
		{[]string{"help", "sockpath"}, []string{"sockpath: check for paths", "\ttoo-long ", "docs/sockpath.md"}, 3},
		{[]string{"help", "sockdir"}, []string{"sockdir: check for directories", "\tnever ", "docs/sockdir.md"}, 3},
		{[]string{"help", "portrace", "sockdir"}, []string{"portrace: ", "sockdir: "}, 7},
	} {
		got := run(t, dir, nil, sockvet, help.args...)
		if got.code != 0 || got.stderr != "" {
			t.Errorf("%q: exit code %d, stderr %q", help.args, got.code, got.stderr)
		}
		for _, words := range help.words {
			if !strings.Contains(got.stdout, words) {
				t.Errorf("%q does not say %q:\n%s", help.args, words, got.stdout)
			}
		}
		listed := printedFlag.FindAllStringSubmatch(got.stdout, -1)
		if len(listed) < help.flags {
			t.Errorf("%q lists %d flags, want %d at least:\n%s", help.args, len(listed), help.flags, got.stdout)
		}
		for _, m := range listed {
			if m[1] == "version" {
				continue // it wants nothing else
			}
			flag := "-" + m[1]
			if m[2] != "" {
				flag += "=" + values[m[2]]
			}
			run(t, dir, nil, sockvet, flag, "-json", "-sarif").check(t, 2, nil, "exclude each other")
		}
	}
}

func TestHelpOnNothing(t *testing.T) {
	for _, args := range [][]string{{"nosuch"}, {"portrace", "nosuch"}} {
		got := run(t, t.TempDir(), nil, sockvet, append([]string{"help"}, args...)...)
		if want := "sockvet: help: no check is called \"nosuch\"; there are portguess, portrace, sockdir, sockpath\n"; got.code != 2 || got.stdout != "" || got.stderr != want {
			t.Errorf("help %q: %+v, want %q", args, got, want)
		}
	}
}
