package dirs

import (
	"path"
	"slices"
	"strings"

	"golang.org/x/tools/go/ssa"

	"github.com/sockvet/sockvet/internal/sockapi"
	"github.com/sockvet/sockvet/internal/sockflow/program"
	"github.com/sockvet/sockvet/internal/sockflow/ssacode"
	"github.com/sockvet/sockvet/internal/sockflow/summary"
)

// Who removes from the directory for temporary files what has a certain name.

// sampleName returns a name that the directory may have that is made at instr, from
// the pattern of os.MkdirTemp; "" if that is not known, or can be any.
func (ds *Dirs) sampleName(instr ssa.Instruction) string {
	call, ok := instr.(*ssa.Call)
	if !ok || !ssacode.IsCall(call, "os.MkdirTemp", "io/ioutil.TempDir") {
		return ""
	}
	pattern, missing := ds.Tail(call.Call.Args[1], 0)
	if missing != nil || strings.Trim(pattern, "*") == "" {
		return ""
	}
	const random = "1234567890"
	if i := strings.LastIndexByte(pattern, '*'); i >= 0 {
		return pattern[:i] + random + pattern[i+1:]
	}
	return pattern + random
}

// Sweeps are the names of functions, of which tempSweeps looks at all calls.
var Sweeps = []string{
	"os/exec.Command", "os/exec.CommandContext", "path/filepath.Glob", "path/filepath.Walk", "path/filepath.WalkDir",
	"os.ReadDir", "io/ioutil.ReadDir", "io/fs.Glob", "io/fs.WalkDir", "io/fs.ReadDir",
}

// tempSweeps returns what tells whether a name is one that functions of the package remove
// from the directory for temporary files: by a command of a shell, or where they list that
// directory, remove something, and look for names.
func (ds *Dirs) tempSweeps() []func(string) bool {
	ds.Want(Sweeps...)
	var all []func(string) bool
	for _, fn := range ds.Funcs {
		if fn.Parent() != nil {
			continue
		}
		sites := ds.sitesWithin(fn)
		for _, s := range sites {
			for _, pattern := range ds.sweptBy(s) {
				all = append(all, func(name string) bool { return matchesPattern(name, pattern) })
			}
		}
		if !slices.ContainsFunc(sites, ds.listsTemp) {
			continue
		}
		for _, s := range slices.Clone(sites) {
			for _, named := range ds.handedAt(s) {
				sites = append(sites, ds.sitesWithin(named)...)
			}
		}
		if slices.ContainsFunc(sites, removesAny) {
			for _, s := range sites {
				if matches := ds.namesAt(s); matches != nil {
					all = append(all, matches)
				}
			}
		}
	}
	return all
}

// matchesPattern reports whether a name matches a pattern of a shell.
func matchesPattern(name, pattern string) bool {
	ok, err := path.Match(pattern, name)
	return ok && err == nil
}

// sweptBy returns the patterns of names that the command of a shell, or find, which is made
// at s, removes from the directory for temporary files.
func (ds *Dirs) sweptBy(s *program.Site) []string {
	call := staticCall(s)
	if call == nil || !program.IsCommand(call) {
		return nil
	}
	program, _ := ds.Arguments(call)
	var words []string
	for _, arg := range ssacode.Variadic(call.Call.Args[len(call.Call.Args)-1]) {
		if arg != nil {
			words = append(words, ds.textInTemp(arg))
		}
	}
	switch {
	case sockapi.IsShell(program) && len(words) == 2 && strings.HasPrefix(words[0], "-") && strings.HasSuffix(words[0], "c"):
		return sockapi.SweptNames(words[1])
	case sockapi.ProgramName(program) == "find":
		return sockapi.SweptNames("find " + strings.Join(words, " "))
	}
	return nil
}

// textInTemp returns the text v, with /tmp where the directory for temporary files may be
// put in; "" if it is not known.
func (ds *Dirs) textInTemp(v ssa.Value) string {
	text, missing := ds.Tail(v, 0)
	switch {
	case missing == nil:
		return text
	case ds.mayBeTemp(missing, 0):
		return ssacode.Head(v, 0) + "/tmp" + text
	}
	return ""
}

// removesAny reports whether the callee at s removes something by the path, or the name,
// that it is given.
func removesAny(s *program.Site) bool {
	if s.Sum == nil || s.Call == nil {
		return false
	}
	for i, v := range ssacode.Operands(s.Call) {
		if !summary.Carries(v.Type()) || ssacode.StructOf(v.Type()) != nil {
			continue
		}
		for fl := range s.Sum.From(summary.Place{Root: summary.Param, Index: i}) {
			if fl.Role == sockapi.Removes {
				return true
			}
		}
	}
	return false
}

// sitesWithin returns the sites of fn and of the literals in it.
func (ds *Dirs) sitesWithin(fn *ssa.Function) []*program.Site {
	all := slices.Clone(ds.Scope(fn).Sites)
	for _, literal := range fn.AnonFuncs {
		all = append(all, ds.sitesWithin(literal)...)
	}
	return all
}

// handedAt returns the functions of the package that s hands to others by their names.
func (ds *Dirs) handedAt(s *program.Site) []*ssa.Function {
	var all []*ssa.Function
	if s.Call == nil {
		return nil
	}
	for _, arg := range s.Call.Args {
		if fn, _ := ds.Function(arg, 0); fn != nil && fn.Parent() == nil && fn.Pkg == ds.SSA && len(fn.Blocks) > 0 {
			all = append(all, fn)
		}
	}
	return all
}

// staticCall returns the call of s if that is a call of a function by its name, and not
// handed on to a goroutine or the end of the function; else nil.
func staticCall(s *program.Site) *ssa.Call {
	call, ok := s.Instr.(*ssa.Call)
	if !ok || s.Call == nil || s.Call.StaticCallee() == nil {
		return nil
	}
	return call
}

// listsTemp reports whether s lists the directory for temporary files, or may.
func (ds *Dirs) listsTemp(s *program.Site) bool {
	call := staticCall(s)
	return call != nil && ssacode.IsCall(call, "path/filepath.Glob", "path/filepath.Walk", "path/filepath.WalkDir", "os.ReadDir",
		"io/ioutil.ReadDir", "io/fs.Glob", "io/fs.WalkDir", "io/fs.ReadDir") && ds.mayBeTemp(call.Call.Args[0], 0)
}

// mayBeTemp reports whether v, a path or a file system, may be the directory for
// temporary files, or below it.
func (ds *Dirs) mayBeTemp(v ssa.Value, depth int) bool {
	v = ssacode.Unboxed(v)
	text, missing := ds.Tail(v, 0)
	switch missing := missing.(type) {
	case nil:
		return strings.HasPrefix(text, "/tmp") || strings.HasPrefix(text, "/var/tmp")
	case *ssa.Call:
		if ssacode.IsCall(missing, "os.DirFS") && depth == 0 {
			return ds.mayBeTemp(missing.Call.Args[0], depth+1)
		}
		return ssacode.IsCall(missing, "os.TempDir", "os.Getenv")
	}
	return true // it comes from elsewhere
}

// namesAt returns what tells whether a name is one that the callee at s looks for; nil
// if it looks for none that is known.
func (ds *Dirs) namesAt(s *program.Site) func(string) bool {
	call := staticCall(s)
	if call == nil {
		return nil
	}
	word := func(i int) string {
		text, _ := ds.Tail(call.Call.Args[i], 0)
		return text[strings.LastIndexByte(text, '/')+1:]
	}
	index := 0
	matches := matchesPattern
	switch {
	case ssacode.IsCall(call, "path/filepath.Glob", "path/filepath.Match", "path.Match"):
	case ssacode.IsCall(call, "io/fs.Glob"):
		index = 1
	case ssacode.IsCall(call, "strings.HasPrefix", "strings.CutPrefix"):
		index, matches = 1, strings.HasPrefix
	case ssacode.IsCall(call, "strings.HasSuffix", "strings.CutSuffix"):
		index, matches = 1, strings.HasSuffix
	case ssacode.IsCall(call, "strings.Contains"):
		index, matches = 1, strings.Contains
	default:
		return nil
	}
	text := word(index)
	if strings.Trim(text, "*") == "" {
		return nil
	}
	return func(name string) bool { return matches(name, text) }
}
