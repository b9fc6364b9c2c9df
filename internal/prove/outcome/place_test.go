//go:build unix

package outcome

import (
	"go/token"
	"os"
	"path/filepath"
	"testing"

	"github.com/sockvet/sockvet/internal/prove/event"
)

const source = `package p

func f() {
	run(func() {
		a, b :=
			free(1,
				2,
			), 3
	})
	x.
		free()
}
`

// A stack has a call at the line of its beginning, of what is called, or of its end.
func TestCall(t *testing.T) {
	file := filepath.Join(t.TempDir(), "p.go")
	if err := os.WriteFile(file, []byte(source), 0o666); err != nil {
		t.Fatal(err)
	}
	c := newCode()
	for _, test := range []struct {
		line, column int
		in           []int
	}{
		{4, 5, []int{4, 9}},
		{6, 8, []int{6, 8}},
		{11, 7, []int{10, 11}},
		{5, 3, []int{4, 9}},
		{1, 1, []int{1}},
	} {
		call := c.call(token.Position{Filename: file, Line: test.line, Column: test.column})
		var in []int
		for line := 1; line < 15; line++ {
			if call.has(event.Frame{File: file, Line: line}) {
				in = append(in, line)
			}
		}
		if len(in) != len(test.in) || in[0] != test.in[0] || in[len(in)-1] != test.in[len(in)-1] {
			t.Errorf("%d:%d: a call at lines %d, want %d", test.line, test.column, in, test.in)
		}
		if call.has(event.Frame{File: "other.go", Line: test.line}) {
			t.Error("it is in another file")
		}
	}
	if missing := c.call(token.Position{Filename: "missing.go", Line: 3}); !missing.has(event.Frame{File: "missing.go", Line: 3}) {
		t.Error("a file that can't be read has no lines")
	}
}

func TestPlace(t *testing.T) {
	r := Roots{Go: "/go", Modules: "/mod"}
	stack := event.Stack{
		{Func: "net.Listen", File: "/go/src/net/dial.go", Line: 1},
		{Func: "freeport.Get", File: "/mod/freeport@v1/f.go", Line: 2},
		{Func: "v.Get", File: "/m/vendor/v/v.go", Line: 3},
		{Func: "example.com/m_test.TestA.func1", File: "/m/m_test.go", Line: 4},
		{Func: "testing.tRunner", File: "/go/src/testing/testing.go", Line: 5},
	}
	for i, want := range []int{4, 4, 4, 4, 5} {
		if got := r.Place(stack[i:]).Line; got != want {
			t.Errorf("of %d: got line %d, want %d", i, got, want)
		}
	}
	if got := r.Place(stack[:3]).Line; got != 2 {
		t.Errorf("without code of the user: got line %d", got)
	}
	served := event.Stack{stack[0], {Func: "net/http.ListenAndServe", File: "/go/src/net/http/server.go", Line: 9}, {Func: "runtime.goexit", File: "/go/src/runtime/asm.s"}}
	if got := r.Place(served).Line; got != 9 {
		t.Errorf("of the standard library: got line %d", got)
	}
	if got := r.Place(nil); got != (event.Frame{}) {
		t.Errorf("of nothing: got %v", got)
	}
	if got := testOf(stack); got != "TestA" {
		t.Errorf("the test is %q", got)
	}
	if got := testOf(stack[:4]); got != "" {
		t.Errorf("without a test it is %q", got)
	}
	linked := event.Stack{{Func: "net.socket", File: "/tmp/sv123/go/src/net/sock_posix.go", Line: 1}, {Func: "m.f", File: "/home/sv/go/src/m/m.go", Line: 2}}
	if got, _ := r.caller(linked); got.Line != 2 {
		t.Errorf("of a toolchain by another name: got line %d", got.Line)
	}
	if !r.Closes(stack) || r.Closes(stack[:1]) {
		t.Error("it does not tell code from the standard library")
	}
}
