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
	const src = `package x

//sockvet:ignore portrace the network namespace is ours
var a = 1 //sockvet:ignore portrace,sockdir  two checks, one reason

//sockvet:ignore portrace
//sockvet:ignore
//sockvet:ignores portrace another word
// sockvet:ignore portrace not a directive: there is a space
/*sockvet:ignore portrace not a line comment*/
var b = "//sockvet:ignore portrace not a comment"
`
	fset := token.NewFileSet()
	file, err := parser.ParseFile(fset, "x.go", src, parser.ParseComments)
	if err != nil {
		t.Fatal(err)
	}
	type ignore struct {
		line   int
		checks []string
		reason string
	}
	var got []ignore
	for _, i := range directive.Ignores(file) {
		got = append(got, ignore{fset.Position(i.Pos).Line, i.Checks, i.Reason})
	}
	want := []ignore{
		{3, []string{"portrace"}, "the network namespace is ours"},
		{4, []string{"portrace", "sockdir"}, "two checks, one reason"},
		{6, []string{"portrace"}, ""},
		{7, []string{""}, ""},
	}
	if !reflect.DeepEqual(got, want) {
		t.Errorf("got  %v\nwant %v", got, want)
	}
}
