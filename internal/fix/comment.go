package fix

import (
	"errors"
	"go/ast"
	"go/token"
	"regexp"
	"slices"
	"strings"

	"github.com/sockvet/sockvet/internal/pattern"
)

// Comments about code that goes. What they say may matter, and nobody but their author
// can tell whether it does without that code: there is no fix then.

var (
	errLost  = errors.New("a comment would be lost")
	errWrong = errors.New("a comment would be about nothing")
)

// checkComments returns an error if a comment is about the statements that d deletes, or
// wrong about those that it replaces.
func (d *Draft) checkComments() error {
	for _, stmt := range d.replaced {
		if d.source.says(stmt, closing()) {
			return errWrong
		}
	}
	comments := d.source.syntax.Comments
	for _, stmt := range d.deleted {
		first, last := d.source.line(stmt.Pos()), d.source.line(stmt.End())
		for i := d.source.firstComment(first - 1); i < len(comments) && d.source.line(comments[i].Pos()) <= last; i++ {
			group := comments[i]
			switch end := d.source.line(group.End()); {
			case end < first-1:
			case end == first-1:
				if !d.source.isBehindCode(group) && d.isOnlyAbout(group, stmt) {
					return errWrong
				}
			case d.isAt(group, stmt) && !slices.Contains(d.carried, group):
				return errLost
			}
		}
	}
	return nil
}

// Says reports whether a comment right above a statement, or behind it on its line, matches
// pattern: what is said there of code that is to change may then be wrong.
func (d *Draft) Says(stmt ast.Stmt, pattern *regexp.Regexp) bool {
	return d.err == nil && d.source.says(stmt, pattern)
}

func (s *source) says(stmt ast.Stmt, pattern *regexp.Regexp) bool {
	comments := s.syntax.Comments
	first, last := s.line(stmt.Pos()), s.line(stmt.End())
	for i := s.firstComment(first - 1); i < len(comments) && s.line(comments[i].Pos()) <= last; i++ {
		if !s.isBehindCode(comments[i]) || comments[i].Pos() > stmt.Pos() {
			if pattern.MatchString(comments[i].Text()) {
				return true
			}
		}
	}
	return false
}

// Carry returns the comment behind stmt on its line, with the space before it, for a
// statement that does the same and is put behind other, on a line of its own; "" if there
// is none, or it tells where the old statement gets a port, or that something is closed.
// There is no fix then, if stmt is deleted.
func (d *Draft) Carry(stmt, other ast.Stmt) string {
	if d.err != nil {
		return ""
	}
	if _, alone := d.source.behind(d.source.offset(other.End())); !alone {
		return ""
	}
	line := d.source.line(stmt.End())
	i := d.source.firstComment(line)
	if i == len(d.source.syntax.Comments) {
		return ""
	}
	group := d.source.syntax.Comments[i]
	text := group.List[0].Text
	switch {
	case len(group.List) > 1, d.source.line(group.Pos()) != line, group.Pos() < stmt.End(), !strings.HasPrefix(text, "//"):
		return ""
	case isForTools(text), closing().MatchString(text), vacant().MatchString(text):
		return ""
	}
	d.carried = append(d.carried, group)
	return " " + text
}

// vacant matches comments that say that nobody has a port, or where it comes from.
var vacant = pattern.New(`(?i)\b(free|unused|available|vacant|random(ly)?|pick(s|ed)?|found|finds?|any|helper|above|below|before|first)\b`)

// firstComment returns the index of the first group of comments that ends on a line or
// below it.
func (s *source) firstComment(line int) int {
	i, _ := slices.BinarySearchFunc(s.syntax.Comments, line, func(c *ast.CommentGroup, line int) int { return s.line(c.End()) - line })
	return i
}

// isAt reports whether a comment for people stands within stmt or behind it on its line,
// which goes with it.
func (d *Draft) isAt(group *ast.CommentGroup, stmt ast.Stmt) bool {
	for _, c := range group.List {
		inside := stmt.Pos() < c.Pos() && c.Pos() < stmt.End()
		behind := c.Pos() >= stmt.End() && d.source.line(c.Pos()) == d.source.line(stmt.End())
		if (inside || behind) && !isForTools(c.Text) {
			return true
		}
	}
	return false
}

// isOnlyAbout reports whether a comment that stands right above stmt, which is deleted, is
// about that: it names what stmt sets, or says that something is closed, or the
// statements that it may be about as well, up to a blank line, are all deleted.
func (d *Draft) isOnlyAbout(group *ast.CommentGroup, stmt ast.Stmt) bool {
	text := group.Text()
	if closing().MatchString(text) {
		return true
	}
	if assign, ok := stmt.(*ast.AssignStmt); ok {
		for _, e := range assign.Lhs {
			if id, ok := e.(*ast.Ident); ok && id.Name != "_" && hasWord(text, id.Name) {
				return true
			}
		}
	}
	line := d.source.line(stmt.End()) + 1
	for {
		i := slices.IndexFunc(d.deleted, func(other ast.Stmt) bool { return d.source.line(other.Pos()) == line })
		if i < 0 {
			break
		}
		line = d.source.line(d.deleted[i].End()) + 1
	}
	next := strings.TrimSpace(d.source.lineText(line))
	return next == "" || strings.HasPrefix(next, "}") || strings.HasPrefix(next, "//") || strings.HasPrefix(next, "case ") || next == "default:"
}

// closing matches comments that say that something is closed, and so free for others.
var closing = pattern.New(`(?i)\b(clos(e|es|ed|ing)|releas(e|es|ed|ing)|unbind|freed|frees|freeing|free (it|the|this|that|up)|shut|let go|give (it |the \w+ )?(up|back)|nobody|no one|no longer)\b`)

func hasWord(text, word string) bool {
	return slices.Contains(strings.FieldsFunc(text, func(r rune) bool {
		return !(r == '_' || 'a' <= r && r <= 'z' || 'A' <= r && r <= 'Z' || '0' <= r && r <= '9')
	}), word)
}

// forTools matches comments that tools read, about the line on which they stand: those
// without a space, such as //nolint or //go:noinline, and some with one. Sources:
// go/ast.CommentGroup.Text, golangci-lint's nolintlint, gosec's README,
// golang.org/x/tools/go/analysis/analysistest.
var forTools = pattern.New("^//([a-z0-9]+:[a-z0-9]|nolint\\b|lint:| ?#nosec\\b| *want ([\"`]|[+-][0-9]))")

func isForTools(text string) bool { return forTools().MatchString(text) }

func (s *source) line(pos token.Pos) int { return s.tokens.PositionFor(pos, false).Line }

// rest returns what stands behind pos on its line.
func (s *source) rest(pos token.Pos) []byte {
	at := s.offset(pos)
	return s.text[at:s.lineEnd(at)]
}

// lineText returns a line, or "" if there is none.
func (s *source) lineText(line int) string {
	if line > s.tokens.LineCount() {
		return ""
	}
	return string(s.rest(s.tokens.LineStart(line)))
}

// isBehindCode reports whether a comment stands on a line with code before it.
func (s *source) isBehindCode(group *ast.CommentGroup) bool {
	at := s.offset(group.Pos())
	return strings.TrimSpace(string(s.text[s.lineStart(at):at])) != ""
}
