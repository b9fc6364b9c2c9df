package unittest

import (
	"go/ast"
	"go/token"
	"strings"

	"golang.org/x/tools/go/analysis"

	"github.com/sockvet/sockvet/internal/unit"
)

// FixSuite returns a suite that suggests what comments in the code ask for.
func FixSuite() unit.Suite {
	return unit.Suite{
		Analyzers: []*analysis.Analyzer{Rewriting},
		Trigger:   func(analysis.Fact) (string, bool) { return "", false },
	}
}

// Rewriting reports each line with a comment such as
//
//	x := f(1) //rewrite f(1) -> 2
//
// as long as the old text is in it, and suggests to replace it. Several rewrites
// are separated by semicolons, and each is reported.
var Rewriting = &analysis.Analyzer{
	Name: "rewriting",
	Doc:  "suggest what comments ask for",
	Run:  rewrite,
}

const rewritePrefix = "//rewrite "

func rewrite(pass *analysis.Pass) (any, error) {
	for _, file := range pass.Files {
		for _, group := range file.Comments {
			for _, c := range group.List {
				if orders, ok := strings.CutPrefix(c.Text, rewritePrefix); ok {
					if err := reportRewrites(pass, file, c, strings.TrimSpace(orders)); err != nil {
						return nil, err
					}
				}
			}
		}
	}
	return nil, nil
}

// reportRewrites reports what the comment c orders for the line that it ends.
func reportRewrites(pass *analysis.Pass, syntax *ast.File, c *ast.Comment, orders string) error {
	file := pass.Fset.File(syntax.FileStart)
	text, err := pass.ReadFile(file.Name())
	if err != nil {
		return err
	}
	start := file.LineStart(file.PositionFor(c.Pos(), false).Line) // whatever //line says
	line := string(text[file.Offset(start):file.Offset(c.Pos())])
	for order := range strings.SplitSeq(orders, "; ") {
		from, to, _ := strings.Cut(order, " -> ")
		if i := strings.Index(line, from); i >= 0 {
			pos := start + token.Pos(i)
			pass.Report(rewriteDiagnostic(pos, from, to))
		}
	}
	return nil
}

func rewriteDiagnostic(pos token.Pos, from, to string) analysis.Diagnostic {
	end := pos + token.Pos(len(from))
	d := analysis.Diagnostic{Pos: pos, End: end, Message: from + " is old"}
	if to != "" {
		d.SuggestedFixes = []analysis.SuggestedFix{{
			Message:   "replace it by " + to,
			TextEdits: []analysis.TextEdit{{Pos: pos, End: end, NewText: []byte(to)}},
		}}
	}
	return d
}
