package sockapi

import (
	"go/ast"
	"go/parser"
	"strconv"
	"strings"

	"github.com/sockvet/sockvet/internal/pattern"
)

// A Call is the source text of a call of a function that binds, in parts.
type Call struct {
	Recv     string   // the receiver of a method
	Pkg      string   // the qualifier of the function's package with its dot, such as "http."; empty where the import has a dot
	Args     []string // the arguments; one that stands for several, as in f(g()), can't be told apart from others
	Spread   bool     // the last argument has "..."
	Listener string   // the socket that takes the place of the address
}

// Expand returns the call that template stands for, made of the parts of call.
// It returns false if they do not suit the template: if an argument is missing,
// or is a list where the template needs a single value.
//
// A template is a Go expression with these words in it:
//
//	$recv  the receiver, in parentheses if it needs them
//	$pkg   the qualifier of the function's package; for a method, of the
//	       package that declares its type
//	$l     the socket
//	$0     an argument; they count from 0
//	$1*    all arguments from 1 on, with their "..."; where there are none,
//	       a ", " before the word vanishes too
//
// Arguments that no word stands for are dropped, with all that they compute, and
// the others may change their order.
func Expand(template string, call Call) (string, bool) {
	fits := true
	text := words().ReplaceAllStringFunc(template, func(match string) string {
		comma, word, _ := strings.Cut(match, "$")
		text, ok := call.part(word)
		fits = fits && ok
		if text == "" && strings.HasSuffix(word, "*") {
			return ""
		}
		return comma + text
	})
	if !fits {
		return "", false
	}
	return text, true
}

// words matches a word of a template, with the comma before it.
var words = pattern.New(`(, )?\$(recv|pkg|l|[0-9]+\*?)`)

// part returns the text that a word of a template stands for.
func (c Call) part(word string) (text string, ok bool) {
	switch word {
	case "recv":
		return operand(c.Recv)
	case "pkg":
		return c.Pkg, true
	case "l":
		return c.Listener, c.Listener != ""
	}
	digits, rest := strings.CutSuffix(word, "*")
	i, err := strconv.Atoi(digits)
	switch {
	case err != nil || i > len(c.Args):
		return "", false
	case rest:
		return c.from(i), true
	case i == len(c.Args) || c.Spread && i == len(c.Args)-1:
		return "", false
	}
	return c.Args[i], true
}

// from returns the arguments from i on.
func (c Call) from(i int) string {
	text := strings.Join(c.Args[i:], ", ")
	if c.Spread && i < len(c.Args) {
		text += "..."
	}
	return text
}

// operand returns an expression as one that a selector can follow.
func operand(text string) (string, bool) {
	expr, err := parser.ParseExpr(text)
	if err != nil {
		return "", false
	}
	switch expr.(type) {
	case *ast.UnaryExpr, *ast.StarExpr, *ast.BinaryExpr:
		return "(" + text + ")", true
	}
	return text, true
}
