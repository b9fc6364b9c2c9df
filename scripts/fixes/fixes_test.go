package main

import (
	"maps"
	"reflect"
	"slices"
	"strings"
	"testing"
)

func TestParse(t *testing.T) {
	got := parse("### a/b\n\nCommit `c1`, module `.`, packages `./x ./y/...`: no finding.\n\n" +
		"### c/d\n\nCommit `c2`, module `sub/mod`, packages `-tags=int ./...`.\n")
	want := []target{
		{repo: "a/b", commit: "c1", dir: ".", packages: []string{"./x", "./y/..."}},
		{repo: "c/d", commit: "c2", dir: "sub/mod", flags: []string{"-tags=int"}, packages: []string{"./..."}},
	}
	if !reflect.DeepEqual(got, want) {
		t.Errorf("got %+v, want %+v", got, want)
	}
	if name := want[1].name(); name != "c+d+sub+mod" {
		t.Errorf("the name is %q", name)
	}
}

func TestFindingsKeepTheirNamesWhenLinesMove(t *testing.T) {
	before := findings("a/x.go:12:3: port of l is lost (y.go:8) (portrace)\n\ta/x.go:10:1: bound\nb.go:1:1: other (portrace)\n")
	if before.total() != 2 {
		t.Fatalf("got %v, want 2 findings", before)
	}
	after := findings("a/x.go:15:3: port of l is lost (y.go:9) (portrace)\na/x.go:40:3: port of l is lost (y.go:9) (portrace)\n")
	if more := after.beyond(before); len(more) != 1 {
		t.Errorf("new are %q, want the second one of the same words", more)
	}
	if more := before.beyond(before); len(more) != 0 {
		t.Errorf("%q are new beside themselves", more)
	}
}

func TestChanged(t *testing.T) {
	got := changed("--- a/x/one_test.go\n+++ b/x/one_test.go\n--- a/x/two.go\n+++ b/x/two.go\n--- a/main.go\n+++ b/main.go\n")
	if want := []string{"./.", "./x"}; !slices.Equal(got, want) {
		t.Errorf("got %q, want %q", got, want)
	}
}

func TestComplaints(t *testing.T) {
	got := complaints("go: downloading m v1\n# m/p\nvet: p/x.go:3:4: undefined: y\n")
	if want := (counts{"vet: p/x.go: undefined: y": 1}); !maps.Equal(got, want) {
		t.Errorf("got %v, want %v", got, want)
	}
}

func TestTableTellsWhatBroke(t *testing.T) {
	fine := &result{target: target{repo: "a/b", commit: "0123456789abcdef", dir: "."}, findings: 3, left: 1, fixes: 2, vet: true, gone: true,
		packages: []*tested{{path: "./x", before: passed, after: passed}, {path: "./y", before: failed}}}
	var text strings.Builder
	if printTable(&text, []*result{fine}) {
		t.Error("nothing broke")
	}
	row := "| a/b | 0123456789ab | 3 | 1 | 2 | 0 | yes | yes | `./x`, `./y` | pass, fail | pass, – |"
	if !strings.Contains(text.String(), row) {
		t.Errorf("no line %s in\n%s", row, text.String())
	}
	bad := &result{target: target{repo: "c/d", dir: "."}, problems: []string{"does not compile"}}
	if !printTable(&text, []*result{fine, bad}) {
		t.Error("c/d broke")
	}
}
