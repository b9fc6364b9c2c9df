package fix

import (
	"bytes"
	"cmp"
	"go/ast"
	"go/token"
	"go/types"
	"slices"
	"strings"

	udiff "github.com/aymanbagabas/go-udiff"
)

// A Draft is a set of edits to one file that belong together.
type Draft struct {
	Message string // what the fix does, for people
	fixer   *Fixer
	source  *source
	edits   []udiff.Edit
	imports []string // to add
	err     error    // why the file cannot be edited

	deleted, replaced []ast.Stmt
	carried           []*ast.CommentGroup // behind statements that are deleted, and will stand elsewhere
}

// Draft returns a draft without edits. If file cannot be edited, [Fixer.Check]
// tells why.
func (f *Fixer) Draft(file *ast.File, message string) *Draft {
	s, err := f.source(file)
	return &Draft{Message: message, fixer: f, source: s, err: err}
}

// Text returns n as the file has it; "" if the file cannot be edited.
func (d *Draft) Text(n ast.Node) string {
	if d.err != nil {
		return ""
	}
	return d.source.slice(n)
}

// Replace puts text in the place of n. With an expression or a statement, no comment
// may go: then there is no fix.
func (d *Draft) Replace(n ast.Node, text string) {
	switch n := n.(type) {
	case ast.Stmt:
		d.replaced = append(d.replaced, n)
		d.keepComments(n)
	case ast.Expr:
		d.keepComments(n)
	}
	if d.err == nil {
		d.edit(d.source.offset(n.Pos()), d.source.offset(n.End()), text)
	}
}

// keepComments notes that there is no fix if a comment stands within n.
func (d *Draft) keepComments(n ast.Node) {
	if d.err == nil && d.source.hasComment(n) {
		d.err = errLost
	}
}

// Delete removes a statement. If it has its lines for itself, they go too, and one of
// the blank lines around if there are two. A comment that is about it must not go, nor
// stay: then there is no fix. Those for tools go with it.
func (d *Draft) Delete(stmt ast.Stmt) {
	if d.err != nil {
		return
	}
	start, end := d.source.lines(stmt.Pos(), stmt.End())
	d.edit(start, end, "")
	d.deleted = append(d.deleted, stmt)
}

// DeleteFunc removes a function with its comment.
func (d *Draft) DeleteFunc(decl *ast.FuncDecl) {
	if d.err != nil {
		return
	}
	pos := decl.Pos()
	if decl.Doc != nil {
		pos = decl.Doc.Pos()
	}
	start, end := d.source.lines(pos, decl.End())
	d.edit(start, end, "")
}

// After puts statements behind stmt: one a line, indented as it is, or on its line
// if more code follows there.
func (d *Draft) After(stmt ast.Stmt, statements ...string) {
	if d.err != nil || len(statements) == 0 {
		return
	}
	end := d.source.offset(stmt.End())
	at, ok := d.source.behind(end)
	if !ok {
		d.edit(end, end, "; "+strings.Join(statements, "; "))
		return
	}
	indent := d.source.indent(stmt.Pos())
	var text strings.Builder
	for _, s := range statements {
		text.WriteString(indent + s + "\n")
	}
	d.edit(at, at, text.String())
}

// Before puts a statement on a line of its own before stmt, or on the same line if
// other code stands before that.
func (d *Draft) Before(stmt ast.Stmt, statement string) {
	if d.err != nil {
		return
	}
	pos := d.source.offset(stmt.Pos())
	at := d.source.lineStart(pos)
	if len(bytes.TrimSpace(d.source.text[at:pos])) > 0 {
		d.edit(pos, pos, statement+"; ")
		return
	}
	d.edit(at, at, d.source.indent(stmt.Pos())+statement+"\n")
}

// Below puts text, such as a declaration, behind a blank line below decl.
func (d *Draft) Below(decl ast.Decl, text string) {
	if d.err != nil {
		return
	}
	end := d.source.offset(decl.End())
	if at, ok := d.source.behind(end); ok {
		d.edit(at, at, "\n"+text+"\n")
	} else {
		d.edit(end, end, "\n\n"+text)
	}
}

// Rewritten returns a declaration, with its comment, as the edits of d leave it. The error says that they overlap,
// or that the file cannot be edited.
func (d *Draft) Rewritten(decl *ast.FuncDecl) (string, error) {
	if d.err != nil {
		return "", d.err
	}
	if err := d.checkComments(); err != nil {
		return "", err
	}
	start, end := d.source.offset(decl.Pos()), d.source.offset(decl.End())
	if decl.Doc != nil {
		start = d.source.offset(decl.Doc.Pos())
	}
	var inside []udiff.Edit
	for _, e := range d.edits {
		inside = append(inside, udiff.Edit{Start: e.Start - start, End: e.End - start, New: e.New})
	}
	return udiff.Apply(string(d.source.text[start:end]), inside)
}

// TypeString returns t as code of the file spells it. It adds the imports for it.
func (d *Draft) TypeString(t types.Type) string {
	return types.TypeString(t, func(p *types.Package) string {
		if p == d.fixer.pass.Pkg {
			return ""
		}
		return strings.TrimSuffix(d.Qualifier(p.Path()), ".")
	})
}

// Qualifier returns what stands before a name of the package at path where pos
// is, such as "net.", or "" if the file imports all its names. It adds the
// import if there is none.
func (d *Draft) Qualifier(path string) string {
	if d.err != nil {
		return ""
	}
	for _, spec := range d.source.syntax.Imports {
		pkg := d.fixer.pass.TypesInfo.PkgNameOf(spec)
		if pkg == nil || pkg.Imported().Path() != path {
			continue
		}
		switch pkg.Name() {
		case "_":
		case ".":
			return ""
		default:
			return pkg.Name() + "."
		}
	}
	if !slices.Contains(d.imports, path) {
		d.imports = append(d.imports, path)
	}
	if pkg := d.fixer.known()[path]; pkg != nil {
		return pkg.Name() + "."
	}
	return path[strings.LastIndexByte(path, '/')+1:] + "."
}

func (d *Draft) edit(start, end int, text string) {
	e := udiff.Edit{Start: start, End: end, New: text}
	if !slices.Contains(d.edits, e) {
		d.edits = append(d.edits, e)
	}
}

// hasComment reports whether a comment stands within n.
func (s *source) hasComment(n ast.Node) bool {
	comments := s.syntax.Comments
	i, _ := slices.BinarySearchFunc(comments, n.Pos(), func(c *ast.CommentGroup, pos token.Pos) int { return cmp.Compare(c.Pos(), pos) })
	return i < len(comments) && comments[i].End() < n.End()
}

// lines returns the offsets of what goes when the code between two positions is
// deleted.
func (s *source) lines(pos, end token.Pos) (int, int) {
	from, to := s.offset(pos), s.offset(end)
	lineStart := s.lineStart(from)
	lineEnd := s.lineEnd(to)
	if strings.TrimSpace(string(s.text[lineStart:from])) != "" || !isBlankOrComment(s.text[to:lineEnd]) {
		return from, s.separator(to)
	}
	if s.blankBefore(lineStart) && s.blankAfter(lineEnd) {
		lineEnd = s.lineEnd(lineEnd)
	}
	return lineStart, lineEnd
}

// lineStart returns the offset of the line that has offset at in it.
func (s *source) lineStart(at int) int { return bytes.LastIndexByte(s.text[:at], '\n') + 1 }

// separator returns the offset behind a semicolon that follows at an offset, on
// the same line, and the spaces behind it; the same offset if none does.
func (s *source) separator(at int) int {
	rest := bytes.TrimLeft(s.text[at:], " \t")
	if !bytes.HasPrefix(rest, []byte(";")) {
		return at
	}
	return len(s.text) - len(bytes.TrimLeft(rest[1:], " \t"))
}

// behind returns where lines can be put in below the code that ends at an offset:
// behind its line, and the comments that start there, which may go on over lines.
// ok is false if more code follows on that line.
func (s *source) behind(end int) (at int, ok bool) {
	rest := s.text[end:]
	for {
		rest = bytes.TrimLeft(rest, " \t\r")
		here := len(s.text) - len(rest)
		switch {
		case len(rest) == 0 || rest[0] == '\n' || bytes.HasPrefix(rest, []byte("//")):
			return s.lineEnd(here), true
		case !bytes.HasPrefix(rest, []byte("/*")):
			return 0, false
		}
		_, rest, _ = bytes.Cut(rest[len("/*"):], []byte("*/"))
	}
}

// lineEnd returns the offset behind the line that has offset at in it.
func (s *source) lineEnd(at int) int { return lineEnd(s.text, at) }

func lineEnd(text []byte, at int) int {
	if i := bytes.IndexByte(text[at:], '\n'); i >= 0 {
		return at + i + 1
	}
	return len(text)
}

// blankBefore reports whether nothing stands before the line that starts at an
// offset: a blank line, or the start of a block.
func (s *source) blankBefore(lineStart int) bool {
	before := bytes.TrimRight(s.text[:lineStart], " \t")
	before = bytes.TrimSuffix(before, lf)
	before = bytes.TrimRight(before, " \t\r")
	return bytes.HasSuffix(before, lf) || bytes.HasSuffix(before, []byte("{"))
}

// blankAfter reports whether the line that starts at an offset is blank.
func (s *source) blankAfter(lineStart int) bool {
	end := s.lineEnd(lineStart)
	return end > lineStart && len(bytes.TrimSpace(s.text[lineStart:end])) == 0
}

// indent returns the white space before the line that has pos in it.
func (s *source) indent(pos token.Pos) string {
	at := s.offset(pos)
	line := s.text[s.lineStart(at):at]
	return string(line[:len(line)-len(bytes.TrimLeft(line, " \t"))])
}

// isBlankOrComment reports whether the rest of a line holds no code.
func isBlankOrComment(rest []byte) bool {
	rest = bytes.TrimSpace(rest)
	return len(rest) == 0 || bytes.HasPrefix(rest, []byte("//"))
}
