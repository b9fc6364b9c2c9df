package sockdir

import (
	"go/ast"

	"github.com/sockvet/sockvet/internal/pattern"
	"github.com/sockvet/sockvet/internal/syntax"
)

// saysPartly reports whether a comment at a call that removes only the socket, or at the
// function literal that has nothing else in it, says so: whoever wrote it wants it like
// that, and with the directory gone it would be wrong.
func (m *mender) saysPartly(p *place) bool {
	d := m.Draft(p.file, "")
	for _, r := range p.partial {
		call := syntax.CallAt(p.file, r.Pos)
		if call == nil {
			continue
		}
		at, found := p.fn.Root.FindNode(call)
		for found {
			stmt, ok := syntax.Statement(at)
			if !ok {
				break
			}
			if d.Says(stmt.Node().(ast.Stmt), partly()) {
				return true
			}
			at = stmt.Parent()
			found = isAlone(stmt.Node(), at.Node())
		}
	}
	return false
}

// isAlone reports whether stmt is all there is in block.
func isAlone(stmt, block ast.Node) bool {
	list, ok := block.(*ast.BlockStmt)
	return ok && len(list.List) == 1 && list.List[0] == stmt
}

// partly matches comments that say that something is not all, or stays.
var partly = pattern.New(`(?i)\b(only|just|merely|alone|stay(s|ing)?|remain(s|ing)?|keeps?|keeping|kept|leaves?|leaving|left)\b`)
