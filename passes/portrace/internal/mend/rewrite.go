package mend

import (
	"fmt"
	"go/ast"
	"go/constant"

	"golang.org/x/tools/go/ast/inspector"

	"github.com/sockvet/sockvet/internal/fix"
	"github.com/sockvet/sockvet/internal/syntax"
)

// How a helper is made one that returns its socket.

// draft drafts the new helper, in the place of the old one or below it.
func (s *sharing) draft(d *fix.Draft, inPlace bool) bool {
	if inPlace {
		return !s.isExplained() && s.rewrite(d)
	}
	beside := s.Draft(s.found.File, "")
	if !s.rewrite(beside) {
		return false
	}
	text, err := beside.Rewritten(s.fn.Decl)
	d.Below(s.fn.Decl, text)
	return err == nil
}

// isExplained reports whether the comment of the helper says more than one line does,
// which would be lost.
func (s *sharing) isExplained() bool {
	doc := s.fn.Decl.Doc
	return doc != nil && len(doc.List) > 1
}

// rewrite drafts the change of the helper: another name and type, no closing, and
// the socket in the place of its port.
func (s *sharing) rewrite(d *fix.Draft) bool {
	decl := s.fn.Decl
	d.Replace(decl.Name, s.name)
	d.Replace(decl.Type.Results.List[0].Type, d.TypeString(s.socket.Type()))
	if decl.Doc != nil {
		d.Replace(decl.Doc, fmt.Sprintf("// %s returns an open socket on a free port.", s.name))
	}
	closed, ok := s.stopClosing(d)
	if !ok {
		return false
	}
	for c := range s.fn.Root.Preorder((*ast.ReturnStmt)(nil)) {
		ret := c.Node().(*ast.ReturnStmt)
		if s.inLiteral(c) || closed.Contains(c) {
			continue
		}
		if len(ret.Results) != len(decl.Type.Results.List) {
			return false
		}
		if v := s.pass.TypesInfo.Types[ret.Results[0]].Value; v != nil && v.Kind() != constant.Unknown {
			if !s.canFail(c, closed) {
				return false
			}
			d.Replace(ret.Results[0], "nil")
			continue
		}
		at, ok := c.FindNode(ret.Results[0])
		if !ok {
			return false
		}
		s.dropOrphans(d, s.fn, at, closed.Contains)
		d.Replace(ret.Results[0], s.socket.Name())
	}
	return true
}

// canFail reports whether a return without a port can do without a socket as well:
// the caller learns of it from the error, and no socket is left open.
func (s *sharing) canFail(ret, closed inspector.Cursor) bool {
	results := ret.Node().(*ast.ReturnStmt).Results
	told := len(results) == 2 && !s.pass.TypesInfo.Types[results[1]].IsNil()
	return told && (ret.Node().Pos() < closed.Node().Pos() || s.cleanup() != "")
}

func (s *sharing) inLiteral(c inspector.Cursor) bool {
	for literal := range c.Enclosing((*ast.FuncLit)(nil)) {
		return s.fn.Root.Contains(literal)
	}
	return false
}

// stopClosing drafts that the helper leaves the socket open. Where it has the test,
// that closes the socket in the end. It returns the statement that closed it.
func (s *sharing) stopClosing(d *fix.Draft) (inspector.Cursor, bool) {
	closing, ok := s.spotAt(s.found.File, s.found.Endpoint.Release)
	if !ok {
		return inspector.Cursor{}, false
	}
	closed, ok := syntax.Statement(closing.at)
	if _, deferred := closed.Node().(*ast.DeferStmt); !deferred || !ok {
		k := keeping{Mender: s.Mender, fn: s.fn, closing: closing.at, closed: closed}
		last := closed
		if check, ok := k.checkOf(closed); ok {
			last = check
		}
		k.route.Statement, _ = syntax.Next(last)
		return closed, ok && s.cleanup() == "" && k.stopClosing(d)
	}
	if s.cleanup() == "" {
		d.Delete(closed.Node().(ast.Stmt))
	} else {
		d.Replace(closed.Node(), s.cleanup())
	}
	return closed, true
}

// cleanup returns the statement that has the test close the socket; "" if the
// helper has none.
func (s *sharing) cleanup() string {
	for _, field := range s.fn.Decl.Type.Params.List {
		for _, name := range field.Names {
			if syntax.HasMethod(s.pass.TypesInfo.TypeOf(field.Type), "Cleanup") && name.Name != "_" {
				return fmt.Sprintf("%s.Cleanup(func() { %s.Close() })", name.Name, s.socket.Name())
			}
		}
	}
	return ""
}
