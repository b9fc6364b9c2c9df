//go:build unix

package outcome

import (
	"go/ast"
	"go/parser"
	"go/token"
	"path/filepath"
	"strings"

	"github.com/sockvet/sockvet/internal/prove/event"
)

// Lines are those from the beginning of something to the other end, and the last one.
type lines struct {
	file           string
	from, to, last int
}

func (l lines) has(f event.Frame) bool {
	return f.File == l.file && (l.from <= f.Line && f.Line <= l.to || f.Line == l.last)
}

// in reports whether a frame of a stack is there.
func (l lines) in(stack event.Stack) bool {
	for _, f := range stack {
		if l.has(f) {
			return true
		}
	}
	return false
}

// A code finds calls in source files.
type code struct {
	fset  *token.FileSet
	files map[string]*ast.File // nil if it can't be parsed
}

func newCode() *code { return &code{token.NewFileSet(), map[string]*ast.File{}} }

func (c *code) file(name string) *ast.File {
	file, ok := c.files[name]
	if !ok {
		file, _ = parser.ParseFile(c.fset, name, nil, parser.SkipObjectResolution)
		c.files[name] = file
	}
	return file
}

// call returns the lines of the innermost call at a position where a stack may have it:
// those of the function that is called, and of the closing parenthesis. Between them may
// be whole functions.
func (c *code) call(at token.Position) lines {
	found := lines{at.Filename, at.Line, at.Line, at.Line}
	c.around(at, func(n ast.Node) {
		if call, ok := n.(*ast.CallExpr); ok {
			found.from, found.to, found.last = c.line(call.Pos()), c.line(call.Lparen), c.line(call.Rparen)
		}
	})
	return found
}

func (c *code) line(pos token.Pos) int { return c.fset.Position(pos).Line }

// function returns the lines of the function at a position.
func (c *code) function(at token.Position) lines {
	found := lines{at.Filename, at.Line, at.Line, at.Line}
	c.around(at, func(n ast.Node) {
		if _, ok := n.(*ast.FuncDecl); ok {
			found.from, found.to, found.last = c.line(n.Pos()), c.line(n.End()), c.line(n.End())
		}
	})
	return found
}

// around calls visit with the nodes that a position is in, the outermost first.
func (c *code) around(at token.Position, visit func(ast.Node)) {
	file := c.file(at.Filename)
	if file == nil {
		return
	}
	after := func(pos token.Pos) bool { // pos is behind at
		p := c.fset.Position(pos)
		return p.Line > at.Line || p.Line == at.Line && p.Column > at.Column
	}
	ast.Inspect(file, func(n ast.Node) bool {
		if n == nil || after(n.Pos()) || !after(n.End()) {
			return false
		}
		visit(n)
		return true
	})
}

// Roots tell whose a file is.
type Roots struct {
	Go      string // GOROOT
	Modules string // the module cache
}

func (r Roots) standard(f event.Frame) bool {
	return strings.HasPrefix(f.File, filepath.Join(r.Go, "src")+"/") || isLinked(f.File) || f.File == "_testmain.go" || f.File == "" || strings.HasPrefix(f.File, "<")
}

// isLinked reports whether a file is of a toolchain in the module cache, by the name that
// this run or an earlier one has given to that: the build cache keeps what was compiled
// under the name of the first.
func isLinked(file string) bool {
	root, _, ok := strings.Cut(file, LinkedSource)
	number, named := strings.CutPrefix(filepath.Base(root), Folder)
	return ok && named && number != "" && strings.Trim(number, "0123456789") == ""
}

// Folder is how the name of the temporary folder of a run begins, before a number, and
// LinkedSource leads from there to the sources of a toolchain that was given another name.
const (
	Folder       = "sv"
	LinkedSource = "/go/src/"
)

// own reports whether the user can change what is in a frame.
func (r Roots) own(f event.Frame) bool {
	return !r.standard(f) && !strings.HasPrefix(f.File, r.Modules+"/") && !strings.Contains(f.File, "/vendor/")
}

// caller returns the innermost frame outside of the standard library.
func (r Roots) caller(stack event.Stack) (event.Frame, bool) {
	for _, f := range stack {
		if !r.standard(f) {
			return f, true
		}
	}
	return event.Frame{}, false
}

// Closes reports whether code outside of the standard library has closed a socket, whose
// stack that is, and not the garbage collector.
func (r Roots) Closes(stack event.Stack) bool {
	_, ok := r.caller(stack)
	return ok
}

// Place returns the innermost frame in code that the user can change, or else outside of
// the standard library, or else the outermost: what a go statement has called.
func (r Roots) Place(stack event.Stack) event.Frame {
	for _, f := range stack {
		if r.own(f) {
			return f
		}
	}
	f, ok := r.caller(stack)
	for _, outer := range stack {
		if !ok && !strings.HasPrefix(outer.Func, "runtime.") {
			f = outer
		}
	}
	return f
}

// testOf returns the name of the top-level test whose goroutine a stack is of, or "".
func testOf(stack event.Stack) string {
	for i, f := range stack {
		if f.Func == "testing.tRunner" && i > 0 {
			name := stack[i-1].Func
			name = name[strings.LastIndexByte(name, '/')+1:]
			_, name, _ = strings.Cut(name, ".")
			name, _, _ = strings.Cut(name, ".")
			return name
		}
	}
	return ""
}
