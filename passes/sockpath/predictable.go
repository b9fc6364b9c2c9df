package sockpath

import (
	"fmt"
	"go/ast"
	"slices"
	"strconv"
	"strings"

	"github.com/sockvet/sockvet/internal/pattern"
	"github.com/sockvet/sockvet/internal/scene"
	"github.com/sockvet/sockvet/internal/sockflow/binds"
)

// predictable says whether others may have the path as well: it is the same for each run.
func (f *finding) predictable() scene.Verdict {
	shape, name := f.shape()
	switch {
	case shape == own:
		return scene.Verdict{Why: name}
	case f.InTest() && f.WantsError():
		return scene.Verdict{Why: "it is to fail"}
	case f.isAlone():
		return scene.Verdict{Why: "what binds it sees to it that nobody else does"}
	case shape == fixed && f.InTest() && !f.hasDirectory():
		return scene.Verdict{Why: "its directory is none that the code makes"}
	case shape != relative && f.setsTempDir():
		return scene.Verdict{Why: "the code says where temporary files are"}
	}
	strict := shape != fixed || !f.InTest()
	return scene.Verdict{Category: CategoryPredictable, Strict: strict, Message: f.collides(shape, name)}
}

// collides says what is wrong with a path that is the same for each run.
func (f *finding) collides(shape shape, name string) string {
	const collide = "two runs of the test collide, and what one leaves fails the next"
	const mkdir = `make it in a directory of os.MkdirTemp("", "x")`
	switch {
	case shape == relative:
		return fmt.Sprintf("Unix socket in the current directory, %s: %s; %s", name, collide, mkdir)
	case shape == sameTest:
		return fmt.Sprintf("Unix socket at a path that is the same in each run of the test, %s: %s; %s", name, collide, mkdir)
	case shape == below && f.InTest():
		return fmt.Sprintf("Unix socket in a directory that others have as well, %s: whoever makes it first can keep all others out; %s", name, mkdir)
	case f.InTest():
		return fmt.Sprintf("Unix socket at a fixed path, %s: %s, and another user can be there first; %s", name, collide, mkdir)
	}
	return fmt.Sprintf("Unix socket below a directory that everybody can write to, %s: another user can be there first; bind it where only this one can write, such as in XDG_RUNTIME_DIR or /run", name)
}

// A shape says what of a path is the same in each run.
type shape uint8

const (
	own      shape = iota // not all, or it is where not everybody can write
	fixed                 // all of it, and it is where everybody can write
	sameTest              // all of it but the name of the test
	below                 // the directory that it is in
	relative              // all of it, and it is in the current directory
)

// shape returns the shape of the path, and how messages call it; of one's own path, why it is
// that.
func (f *finding) shape() (shape, string) {
	if f.text.Has(binds.TestDir, binds.Fresh) {
		return own, "it is in a directory of its own"
	}
	kind, head := f.text.Starts()
	name := quoted(f.text)
	text, constant := f.text.Constant()
	switch {
	case constant && f.InTest() && isRelative(text):
		return relative, name
	case kind != binds.TempRoot && !isTemp(head):
		return own, "it is not known to be where everybody can write"
	case !f.text.Has(binds.Unknown, binds.Told, binds.TestName):
		return fixed, name
	case !f.text.Has(binds.Unknown, binds.Told):
		return sameTest, name
	case f.hasFixedDirectory():
		return below, name
	}
	return own, "a part of it is not known"
}

// quoted returns a path for a message, with what is not constant as code.
func quoted(t binds.Text) string {
	if text, ok := t.Constant(); ok {
		return strconv.Quote(text)
	}
	var parts []string
	for _, p := range t.Parts {
		switch p.Kind {
		case binds.Known:
			parts = append(parts, strconv.Quote(p.Text))
		case binds.TempRoot:
			parts = append(parts, "os.TempDir()")
		case binds.TestName:
			parts = append(parts, "t.Name()")
		default:
			parts = append(parts, "…")
		}
	}
	return strings.Join(parts, " + ")
}

// isRelative reports whether a path is one in the current directory.
func isRelative(text string) bool {
	return text != "" && !strings.HasPrefix(text, "/") && !strings.HasPrefix(text, "@") && !strings.HasPrefix(text, "\x00") &&
		!strings.ContainsAny(text, `\:`)
}

// tempRoots are the directories where everybody can make files (hier(7)); on macOS, /tmp is a
// link to /private/tmp.
var tempRoots = []string{"/tmp/", "/var/tmp/", "/private/tmp/", "/dev/shm/"}

// isTemp reports whether a path is in one of those.
func isTemp(text string) bool {
	return slices.ContainsFunc(tempRoots, func(root string) bool { return strings.HasPrefix(text, root) })
}

// inRoot returns the path below the directory where everybody can write, as far as it is
// known from there on.
func (f *finding) inRoot() string {
	kind, head := f.text.Starts()
	if kind == binds.TempRoot {
		if len(f.text.Parts) > 1 && f.text.Parts[1].Kind == binds.Known {
			return strings.TrimLeft(f.text.Parts[1].Text, "/")
		}
		return ""
	}
	for _, root := range tempRoots {
		if rest, ok := strings.CutPrefix(head, root); ok {
			return strings.TrimLeft(rest, "/")
		}
	}
	return ""
}

// hasFixedDirectory reports whether the path is in a directory of a fixed name.
func (f *finding) hasFixedDirectory() bool { return strings.Contains(f.inRoot(), "/") }

// hasDirectory reports whether the directory of the path is there, as far as that can be seen:
// it is the one for temporary files, or the code makes directories. Where it is not, tests
// want to see that fail.
func (f *finding) hasDirectory() bool {
	return !f.hasFixedDirectory() || f.Calls(mkdir)
}

var mkdir = pattern.New(`(?i)mkdir|makedir|ensuredir`)

// isAlone reports whether a function that the path goes through locks something that other
// processes see, or has a file system of its own.
func (f *finding) isAlone() bool { return f.Calls(alone) }

var alone = pattern.New(`(?i)flock|filelock|lockfile|trylock|fcntl|chroot|unshare|namespace|netns`)

// setsTempDir reports whether a function of the package's tests sets the directory for
// temporary files, in which the path is.
func (f *finding) setsTempDir() bool {
	if kind, _ := f.text.Starts(); kind != binds.TempRoot {
		return false
	}
	for _, file := range f.Pass.Files {
		if slices.ContainsFunc(file.Decls, func(d ast.Decl) bool { return sets(d, "TMPDIR") }) {
			return true
		}
	}
	return false
}

// sets reports whether a declaration calls a function that sets an environment variable.
func sets(decl ast.Decl, variable string) bool {
	found := false
	ast.Inspect(decl, func(n ast.Node) bool {
		if call, ok := n.(*ast.CallExpr); ok && scene.NameOf(call.Fun) == "Setenv" && len(call.Args) == 2 {
			name, ok := call.Args[0].(*ast.BasicLit)
			found = found || ok && name.Value == strconv.Quote(variable)
		}
		return !found
	})
	return found
}
