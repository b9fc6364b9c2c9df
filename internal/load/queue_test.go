package load

import (
	"slices"
	"testing"
)

// TestQueue has a package that only a slow one keeps waiting, and the test of another.
func TestQueue(t *testing.T) {
	nodes := graph([]*listed{
		{ImportPath: "slow"},
		{ImportPath: "quick"},
		{ImportPath: "above", Imports: []string{"quick"}},
		{ImportPath: "top", Imports: []string{"above", "slow", "fmt"}},
		{ImportPath: "quick_test [quick.test]", ForTest: "quick", Imports: []string{"quick"}},
	})
	q := newQueue(nodes)
	byID := map[string]*node{}
	for _, n := range nodes {
		byID[n.ImportPath] = n
	}
	next := func(want ...string) {
		t.Helper()
		var got []string
		for _, n := range q.next() {
			got = append(got, n.ImportPath)
		}
		slices.Sort(got)
		if !slices.Equal(got, want) {
			t.Errorf("got %q, want %q", got, want)
		}
	}
	done := func(id string, want ...string) {
		t.Helper()
		if over := q.done([]*node{byID[id]}); !slices.Equal(over, want) {
			t.Errorf("after %s, these are over: %q, want %q", id, over, want)
		}
	}
	next("quick", "slow")
	next()
	done("quick")
	next("above", "quick_test [quick.test]")
	done("quick_test [quick.test]", "quick.test")
	done("above")
	next()
	done("slow")
	next("top")
	done("top")
	next()
}

// TestCycle has packages that import each other, and one that imports them.
func TestCycle(t *testing.T) {
	q := newQueue(graph([]*listed{
		{ImportPath: "a", Imports: []string{"b"}},
		{ImportPath: "b", Imports: []string{"a"}},
		{ImportPath: "c", Imports: []string{"a", "b"}},
	}))
	var got []string
	for ready := q.next(); len(ready) > 0; ready = q.next() {
		for _, n := range ready {
			got = append(got, n.ImportPath)
		}
		q.done(ready)
	}
	if want := []string{"b", "a", "c"}; !slices.Equal(got, want) {
		t.Errorf("got %q, want %q", got, want)
	}
}
