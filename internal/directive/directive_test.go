package directive_test

import (
	"go/parser"
	"go/token"
	"reflect"
	"testing"

	"github.com/sockvet/sockvet/internal/directive"
)

// What the checks make of these comments is tested with the checks.
func TestIgnores(t *testing.T) {
	const src = `// Package x is about comments:
// sockvet:ignore portrace of its documentation counts for none.
package x

//sockvet:ignore portrace the network namespace is ours
var a = 1 //sockvet:ignore portrace,sockdir  two checks, one reason

//sockvet:ignore portrace
//sockvet:ignore
//sockvet:ignore	sockdir	tabs
//sockvet:ignores portrace another word
//sockvet:Ignore sockdir,portrace a capital
//Sockvet:nolint of another tool
// sockvet:ignore portrace there is a space
/*sockvet:ignore portrace a block*/
//sockvet-ignore portrace a dash
// sockvet: ignore: sockdir
// sockvet: a word on ports
// sockvet ignores ports, sockvet:ignore portrace
//	//sockvet:ignore portrace code in a comment
// To silence it, write //sockvet:ignore portrace REASON.
// sockvet:ignored by portrace
var b = "//sockvet:ignore portrace not a comment"

// sockvet:ignore portrace of its documentation counts for none.
func f() {}
`
	fset := token.NewFileSet()
	file, err := parser.ParseFile(fset, "x.go", src, parser.ParseComments)
	if err != nil {
		t.Fatal(err)
	}
	type ignore struct {
		line     int
		checks   []string
		reason   string
		misspelt bool
	}
	var got []ignore
	for _, i := range directive.Ignores(file) {
		got = append(got, ignore{fset.Position(i.Pos).Line, i.Checks, i.Reason, i.Misspelt})
	}
	want := []ignore{
		{5, []string{"portrace"}, "the network namespace is ours", false},
		{6, []string{"portrace", "sockdir"}, "two checks, one reason", false},
		{8, []string{"portrace"}, "", false},
		{9, []string{""}, "", false},
		{10, []string{"sockdir"}, "tabs", false},
		{11, []string{"portrace"}, "", true},
		{12, []string{"sockdir", "portrace"}, "", true},
		{13, []string{}, "", true},
		{14, []string{"portrace"}, "", true},
		{15, []string{"portrace"}, "", true},
		{16, []string{"portrace"}, "", true},
		{17, []string{"sockdir"}, "", true},
	}
	if !reflect.DeepEqual(got, want) {
		t.Errorf("got  %v\nwant %v", got, want)
	}
}
