package extent

import (
	"go/ast"
	"go/token"
	"strconv"
	"strings"
)

// Guess is a word that those functions mention which have a number that may be a port in the
// range of outgoing connections: see package portguess, under passes. It is no identifier.
const Guess = "a guess"

// Guesses returns [Guess], and the names of package-level constants and variables with such a
// number.
func (x *Index) Guesses() []string { return append([]string{Guess}, x.guesses...) }

// addGuesses notes the names that a declaration gives to such numbers.
func (x *Index) addGuesses(spec *ast.ValueSpec) {
	found := false
	for _, value := range spec.Values {
		ast.Inspect(value, func(n ast.Node) bool {
			lit, ok := n.(*ast.BasicLit)
			found = found || ok && isGuess(lit)
			return !found
		})
	}
	if found {
		for _, name := range spec.Names {
			x.guesses = append(x.guesses, name.Name)
		}
	}
}

// isGuess reports whether a literal is a number of that range, or text with one at its end.
func isGuess(lit *ast.BasicLit) bool {
	digits := lit.Value
	switch lit.Kind {
	case token.STRING:
		digits = strings.Trim(digits, "\"`")
		digits = digits[strings.LastIndexByte(digits, ':')+1:]
	case token.INT:
	default:
		return false
	}
	n, err := strconv.ParseUint(digits, 0, 32)
	return err == nil && 32768 <= n && n <= 65535
}
