package sockpath

import (
	"fmt"
	"go/ast"
	"go/constant"
	"go/token"
	"slices"

	"github.com/sockvet/sockvet/internal/scene"
	"github.com/sockvet/sockvet/internal/sockapi"
	"github.com/sockvet/sockvet/internal/sockflow/binds"
	"github.com/sockvet/sockvet/internal/syntax"
)

// tooLong says whether the path has more bytes than a socket can have on a system that the
// code is for. Of a directory that t.TempDir makes, how long it is depends on the machine,
// and that is for a strict check.
func (f *finding) tooLong() scene.Verdict {
	over, most := f.over()
	if len(over) == 0 {
		return scene.Verdict{}
	}
	inDir := f.text.Has(binds.TestDir)
	switch {
	case inDir && f.asksSystem():
		return scene.Verdict{Why: "the code asks what system it runs on"}
	case f.measures():
		return scene.Verdict{Why: "the code asks how long the path is"}
	}
	limits := f.limits(over)
	if !inDir {
		return scene.Verdict{Category: CategoryTooLong, Message: fmt.Sprintf(
			"path of a Unix socket has %d bytes, and can have %s: it cannot be bound; %s", most, limits, f.shorten())}
	}
	f.toTestDir()
	return scene.Verdict{Category: CategoryTooLong, Strict: true, Message: fmt.Sprintf(
		"path of a Unix socket has up to %d bytes, and can have %s: t.TempDir has the name of the test in it; %s", most, limits, f.shorten())}
}

// toTestDir has the finding be where the test gets its directory: that is what is to change,
// wherever the path is put together.
func (f *finding) toTestDir() {
	for _, p := range f.text.Parts {
		if p.Kind == binds.TestDir && syntax.CallAt(syntax.FileAt(f.Pass.Files, p.Where), p.Where) != nil {
			f.At(p.Where)
		}
	}
}

// over returns the systems on which the path is too long, and the most bytes it has on one of
// them.
func (f *finding) over() (goos []string, most int) {
	_, head := f.text.Starts()
	for _, s := range f.systems() {
		limit, length := limitOn(s, head), f.length(s)
		if limit == 0 || length <= limit {
			continue
		}
		goos, most = append(goos, s), max(most, length)
	}
	return goos, most
}

// length returns how many bytes the path has at least on a system; in a directory of a test,
// how many it usually has, where that is known.
func (f *finding) length(goos string) int {
	n := 0
	for _, p := range f.text.Parts {
		switch p.Kind {
		case binds.Known:
			n += len(p.Text)
		case binds.TempRoot:
			n += max(0, sockapi.TempRootLength(goos)-1) // the slash behind it is part of what follows
		case binds.TestDir:
			longest := 0
			for _, test := range p.Tests {
				if test != "" {
					longest = max(longest, sockapi.TestDirLength(goos, test))
				}
			}
			n += longest
		case binds.TestName:
			n += shortest(p.Tests)
		case binds.Fresh:
			n += sockapi.TempRootLength(goos) + 1
		}
	}
	return n
}

// shortest returns the length of the shortest of names.
func shortest(names []string) int {
	n := 0
	for i, name := range names {
		if i == 0 || len(name) < n {
			n = len(name)
		}
	}
	return n
}

// limits says how long a path can be on the systems that it is too long for.
func (f *finding) limits(over []string) string {
	_, head := f.text.Starts()
	byLimit := map[int][]string{}
	for _, s := range over {
		limit := limitOn(s, head)
		byLimit[limit] = append(byLimit[limit], s)
	}
	text := ""
	for _, limit := range []int{108, 107, 103} {
		if on := byLimit[limit]; len(on) > 0 {
			if text != "" {
				text += ", "
			}
			text += fmt.Sprintf("%d on %s", limit, names(on))
		}
	}
	return text
}

func (f *finding) shorten() string {
	if f.InTest() {
		return `use os.MkdirTemp("", "x") with a short name, and remove that in t.Cleanup`
	}
	return "make it shorter"
}

// measures reports whether a function that the path goes through compares the length of
// something with a number that may be the limit of a path, or with one that has a name.
func (f *finding) measures() bool {
	return f.Any(func(n ast.Node) bool {
		cmp, ok := n.(*ast.BinaryExpr)
		if !ok || !slices.Contains([]token.Token{token.LSS, token.LEQ, token.GTR, token.GEQ}, cmp.Op) {
			return false
		}
		return isLength(cmp.X) && f.isLimit(cmp.Y) || isLength(cmp.Y) && f.isLimit(cmp.X)
	})
}

func isLength(e ast.Expr) bool {
	call, ok := ast.Unparen(e).(*ast.CallExpr)
	return ok && scene.NameOf(call.Fun) == "len"
}

// isLimit reports whether e is no constant, or one of about the length of a path.
func (f *finding) isLimit(e ast.Expr) bool {
	v := f.Pass.TypesInfo.Types[e].Value
	if v == nil {
		return true
	}
	n, ok := constant.Int64Val(constant.ToInt(v))
	return ok && n > 80
}
