package sockpath

import (
	"fmt"
	"go/ast"

	"github.com/sockvet/sockvet/internal/pattern"
	"github.com/sockvet/sockvet/internal/scene"
	"github.com/sockvet/sockvet/internal/sockflow/binds"
	"github.com/sockvet/sockvet/internal/syntax"
)

// removesAll says whether what removes the socket removes more than that, if something else
// is there: a directory, with all that is in it. That is so at worst where others say what the
// path is; a strict check reports it everywhere.
func (f *finding) removesAll() scene.Verdict {
	switch {
	case !f.removal.All:
		return scene.Verdict{}
	case f.InTest():
		return scene.Verdict{Why: "it is in a test"}
	case f.isOwn():
		return scene.Verdict{Why: "it is in a directory of its own"}
	case f.looks():
		return scene.Verdict{Why: "the code looks at what is there"}
	}
	return scene.Verdict{Category: CategoryPredictable, Strict: !f.isTold(), Message: fmt.Sprintf(
		"%s removes whatever is at the path of the Unix socket: a directory of that name goes with all that is in it; use os.Remove", f.removal.Name)}
}

// isTold reports whether others say how the path ends. What tests say does not count.
func (f *finding) isTold() bool {
	for _, t := range f.Bind.Texts {
		if n := len(t.Parts); n > 0 && !f.isOfTest(t) && t.Parts[n-1].Kind != binds.Told && t.Parts[n-1].Kind != binds.Unknown {
			return false
		}
	}
	return true
}

// isOwn reports whether the path is in a directory that nobody else has.
func (f *finding) isOwn() bool {
	own := false
	for _, t := range f.Bind.Texts {
		if f.isOfTest(t) {
			continue
		}
		if own = t.Has(binds.Fresh); !own {
			return false
		}
	}
	return own
}

// isOfTest reports whether a test spells t.
func (f *finding) isOfTest(t binds.Text) bool {
	file := syntax.FileAt(f.Pass.Files, t.Where)
	return file != nil && syntax.IsTest(f.Pass.Fset, file)
}

// removesLiving says whether what removes the socket may remove that of a server which is
// running: it is bound right after that, and nothing asks whether somebody has it.
func (f *finding) removesLiving() scene.Verdict {
	switch {
	case !f.removal.Before:
		return scene.Verdict{Why: "it is removed after it was bound"}
	case f.InTest():
		return scene.Verdict{Why: "it is in a test"}
	case f.isOwn():
		return scene.Verdict{Why: "it is in a directory of its own"}
	case f.looks():
		return scene.Verdict{Why: "the code asks whether somebody has it"}
	}
	return scene.Verdict{Category: CategoryStale, Strict: true, Message: fmt.Sprintf(
		"%s removes the Unix socket before it is bound, also that of a server which is running: its clients get the new one, and when it ends, it removes that; dial it first, or hold a lock on a file beside it", f.removal.Name)}
}

// looks reports whether a function that removes the socket asks what is there, or who has it:
// it looks for the mode of a socket, dials it, or has a lock.
func (f *finding) looks() bool {
	return f.Calls(looks) || f.Any(func(n ast.Node) bool {
		sel, ok := n.(*ast.SelectorExpr)
		return ok && (sel.Sel.Name == "ModeSocket" || sel.Sel.Name == "S_IFSOCK" || sel.Sel.Name == "CreateTemp")
	})
}

var looks = pattern.New(`(?i)^dial|dial$|flock|filelock|lockfile|^(try|acquire|get)\w*lock|alive|is_?running|in_?use|probe|ping|connect|issocket|lstat|^createtemp$|^tempfile$`)
