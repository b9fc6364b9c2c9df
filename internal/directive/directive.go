// Package directive reads the comments by which code silences a check:
//
//	//sockvet:ignore portrace the port is inside a network namespace of its own
//
// Such a comment stands on the line of the finding or on the one above. It
// names a check, or several separated by commas, and gives a reason. One that
// silences nothing is reported by the check that it is about.
package directive

import (
	"go/ast"
	"go/token"
	"slices"
	"strings"
	"unicode"

	"github.com/sockvet/sockvet/internal/pattern"
)

const prefix = "//sockvet:ignore"

// Checks are the names of all checks, whichever are on. The first one says what is wrong with
// comments that are for none.
var Checks = []string{"portrace", "portguess", "sockdir", "sockpath"}

// An Ignore is one comment that silences checks, or that is meant to.
type Ignore struct {
	Pos      token.Pos
	Checks   []string // as it spells them
	Reason   string
	Misspelt bool // it is no directive as it stands, and silences nothing
}

// Ignores returns the comments of file that silence checks, or that are meant to, in
// source order.
func Ignores(file *ast.File) []Ignore {
	docs := docsOf(file)
	var all []Ignore
	for _, group := range file.Comments {
		for _, c := range group.List {
			switch rest, ok := strings.CutPrefix(c.Text, prefix); {
			case ok && (rest == "" || unicode.IsSpace(rune(rest[0]))):
				checks, reason := cutWord(rest)
				all = append(all, Ignore{Pos: c.Pos(), Checks: strings.Split(checks, ","), Reason: reason})
			case isMisspelt(c.Text, docs[group]):
				all = append(all, Ignore{Pos: c.Pos(), Checks: named(c.Text), Misspelt: true})
			}
		}
	}
	return all
}

// cutWord returns the first word of text and what follows it.
func cutWord(text string) (word, rest string) {
	text = strings.TrimSpace(text)
	if end := strings.IndexFunc(text, unicode.IsSpace); end >= 0 {
		return text[:end], strings.TrimSpace(text[end:])
	}
	return text, ""
}

var (
	// A directive of sockvet, by the form that go/ast describes at ParseDirective: there
	// is no other one than ignore.
	directive = pattern.New(`^//[Ss]ockvet:\S`)

	// The words of the directive, not in its form: with spaces, as a block, or with
	// another mark between them. What follows must be a check: prose has other words.
	nearly = pattern.New(`^/[/*][ \t]*[Ss]ockvet[ :/_-]+(?i:ignor)\pL*[ :]+(` + strings.Join(Checks, "|") + `)\b`)

	letters = pattern.New(`\pL+`)
)

// isMisspelt reports whether a comment is meant as a directive and is none. What is
// no directive by its form, and stands in the documentation of something, is about
// directives.
func isMisspelt(text string, doc bool) bool {
	return directive().MatchString(text) || !doc && nearly().MatchString(text)
}

// named returns the checks that text names.
func named(text string) []string {
	return slices.DeleteFunc(letters().FindAllString(text, -1), func(word string) bool { return !slices.Contains(Checks, word) })
}

// docsOf returns the comments that document the file or something in it that calls
// nothing.
func docsOf(file *ast.File) map[*ast.CommentGroup]bool {
	docs := map[*ast.CommentGroup]bool{file.Doc: true}
	for n := range ast.Preorder(file) {
		switch n := n.(type) {
		case *ast.FuncDecl:
			docs[n.Doc] = true
		case *ast.GenDecl:
			docs[n.Doc] = n.Tok != token.VAR
		case *ast.TypeSpec:
			docs[n.Doc] = true
		case *ast.Field:
			docs[n.Doc] = true
		}
	}
	return docs
}

// owner returns the check that reports what is wrong with the name of a check: the
// one whose name begins most like it.
func owner(name string) string {
	return slices.MaxFunc(Checks, func(a, b string) int { return common(a, name) - common(b, name) })
}

// common returns how many bytes a and b begin with in common.
func common(a, b string) int {
	for i := range min(len(a), len(b)) {
		if a[i] != b[i] {
			return i
		}
	}
	return min(len(a), len(b))
}
