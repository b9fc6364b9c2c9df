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

// tempParent tells whether the directory v is one that nobody removes, and so what
// is made in it stays: that for temporary files, or one with a constant name.
func (a *Dirs) tempParent(v ssa.Value, depth int) program.Decision {
	if depth > 2*summary.MaxSteps {
		return program.Unknown
	}
	switch v := v.(type) {
	case *ssa.Const:
		return program.Yes
	case *ssa.Call:
		if ssacode.IsCall(v, "os.TempDir") {
			return program.Yes
		}
		return program.Unknown
	}
	return a.ZeroFlow(v, depth, a.tempParent)
}

// What a package does to the directory for temporary files as a whole: a test has
// another one, which goes with all that is in it, or somebody removes what is in it by
// its name.

// tempVariables are the environment variables that name the directory for temporary
// files (os.TempDir).
var tempVariables = []string{"TMPDIR", "TMP", "TEMP"}

// settleTemp notes which directories go with the one for temporary files, or are
// removed by their names.
func (a *Dirs) settleTemp() {
	if len(a.dirs) == 0 {
		return
	}
	moves := a.tempMoves()
	sweeps := a.tempSweeps()
	for key, d := range a.dirs {
		if d.inTemp && slices.ContainsFunc(moves, func(m tempMove) bool { return m.covers(a, key.instr) }) {
			d.Lost = true
			d.note(d.Make, "made in a directory for temporary files that the package chooses")
		}
		name := a.sampleName(key.instr)
		if name != "" && slices.ContainsFunc(sweeps, func(matches func(string) bool) bool { return matches(name) }) {
			d.Lost = true
			d.note(d.Make, "of a name that the package looks for, to remove what has it")
		}
	}
}

// A tempMove is where a function has temporary files made in another directory.
type tempMove struct {
	instr ssa.Instruction
	roots map[*ssa.Function]bool // of that function
}

// tempMoves returns where functions of the package set the variable for the directory,
// but for where that is one that stays.
func (a *Dirs) tempMoves() []tempMove {
	if !a.namesTemp() {
		return nil
	}
	var all []tempMove
	for _, fn := range a.Funcs {
		for _, s := range a.Scope(fn).Sites {
			if s.Sum == nil {
				continue
			}
			flows := s.Sum.Flows()
			for i := range flows {
				fl := &flows[i]
				if a.setsTemp(s, fl) && a.tempParent(s.Operand(fl.From), 0) != program.Yes {
					all = append(all, tempMove{s.Instr, a.roots(fn)})
				}
			}
		}
	}
	return all
}

// setsTemp reports whether fl sets the variable for temporary files at s, or may: to one
// that has a name which is not known.
func (a *Dirs) setsTemp(s *program.Site, fl *summary.Flow) bool {
	if fl.Role != sockapi.Sets || s.Call == nil || fl.From.Root != summary.Param || fl.From.Index == 0 {
		return false
	}
	name, missing := a.Tail(ssacode.Operands(s.Call)[fl.From.Index-1], 0)
	switch missing.(type) {
	case nil:
		return slices.Contains(tempVariables, name)
	case *ssa.Parameter:
		return false // callers tell, and are asked themselves
	}
	return true // the package has the name of the variable, as tempMoves knows
}

// namesTemp reports whether functions of the package have the name of the variable for
// temporary files among their constants.
func (a *Dirs) namesTemp() bool {
	for _, fn := range a.Funcs {
		for _, block := range fn.Blocks {
			for _, instr := range block.Instrs {
				for _, v := range instr.Operands(nil) {
					if c, ok := (*v).(*ssa.Const); ok && slices.Contains(tempVariables, ssacode.Head(c, 0)) {
						return true
					}
				}
			}
		}
	}
	return false
}

// covers reports whether what is made at instr is made after m, as far as that is
// known: the function that all comes from does both, or one method of a suite does one
// and another method the other, or the variable is set for the whole package.
func (m tempMove) covers(a *Dirs, instr ssa.Instruction) bool {
	if instr.Parent() == m.instr.Parent() && ssacode.Dominates(instr, m.instr) {
		return false
	}
	for root := range m.roots {
		if isPackageWide(root) {
			return true
		}
	}
	for root := range a.roots(instr.Parent()) {
		if !m.roots[root] && !m.hasMethodOf(root) {
			return false
		}
	}
	return true
}

// hasMethodOf reports whether one of the roots of m is a method of the type that fn is
// a method of.
func (m tempMove) hasMethodOf(fn *ssa.Function) bool {
	recv := fn.Signature.Recv()
	if recv == nil {
		return false
	}
	for root := range m.roots {
		if r := root.Signature.Recv(); r != nil && ssacode.TypeName(r.Type()) == ssacode.TypeName(recv.Type()) {
			return true
		}
	}
	return false
}

// isPackageWide reports whether fn runs for all functions of the package.
func isPackageWide(fn *ssa.Function) bool {
	return fn.Name() == "TestMain" || fn.Name() == "main" || fn.Name() == "init" || strings.HasPrefix(fn.Name(), "init#")
}

// roots returns the functions without callers in the package that lead to fn.
func (a *Dirs) roots(fn *ssa.Function) map[*ssa.Function]bool {
	roots, seen := map[*ssa.Function]bool{}, map[*ssa.Function]bool{}
	work := []*ssa.Function{fn}
	for len(work) > 0 {
		fn := work[len(work)-1]
		work = work[:len(work)-1]
		if seen[fn] {
			continue
		}
		seen[fn] = true
		switch callers := a.Callers[fn]; {
		case fn.Parent() != nil:
			work = append(work, fn.Parent())
		case len(callers) == 0:
			roots[fn] = true
		default:
			for _, s := range callers {
				work = append(work, s.Instr.Parent())
			}
		}
	}
	return roots
}

// sampleName returns a name that the directory may have that is made at instr, from
// the pattern of os.MkdirTemp; "" if that is not known, or can be any.
func (a *Dirs) sampleName(instr ssa.Instruction) string {
	call, ok := instr.(*ssa.Call)
	if !ok || !ssacode.IsCall(call, "os.MkdirTemp", "io/ioutil.TempDir") {
		return ""
	}
	pattern, missing := a.Tail(call.Call.Args[1], 0)
	if missing != nil || strings.Trim(pattern, "*") == "" {
		return ""
	}
	const random = "1234567890"
	if i := strings.LastIndexByte(pattern, '*'); i >= 0 {
		return pattern[:i] + random + pattern[i+1:]
	}
	return pattern + random
}

// tempSweeps returns what tells whether a name is one that functions of the package remove
// from the directory for temporary files: by a command of a shell, or where they list that
// directory, remove something, and look for names.
func (a *Dirs) tempSweeps() []func(string) bool {
	var all []func(string) bool
	for _, fn := range a.Funcs {
		if fn.Parent() != nil {
			continue
		}
		sites := a.sitesWithin(fn)
		for _, s := range sites {
			for _, pattern := range a.sweptBy(s) {
				all = append(all, func(name string) bool { return matchesPattern(name, pattern) })
			}
		}
		if !slices.ContainsFunc(sites, a.listsTemp) {
			continue
		}
		for _, s := range slices.Clone(sites) {
			for _, named := range a.handedAt(s) {
				sites = append(sites, a.sitesWithin(named)...)
			}
		}
		if slices.ContainsFunc(sites, removesAny) {
			for _, s := range sites {
				if matches := a.namesAt(s); matches != nil {
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
func (a *Dirs) sweptBy(s *program.Site) []string {
	call := staticCall(s)
	if call == nil || !program.IsCommand(call) {
		return nil
	}
	program, _ := a.Arguments(call)
	var words []string
	for _, arg := range ssacode.Variadic(call.Call.Args[len(call.Call.Args)-1]) {
		if arg != nil {
			words = append(words, a.textInTemp(arg))
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
func (a *Dirs) textInTemp(v ssa.Value) string {
	text, missing := a.Tail(v, 0)
	switch {
	case missing == nil:
		return text
	case a.mayBeTemp(missing, 0):
		return ssacode.Head(v, 0) + "/tmp" + text
	}
	return ""
}

// removesAny reports whether the callee at s removes something that it is given.
func removesAny(s *program.Site) bool {
	return s.Sum != nil && slices.ContainsFunc(s.Sum.Flows(), func(f summary.Flow) bool { return f.Role == sockapi.Removes })
}

// sitesWithin returns the sites of fn and of the literals in it.
func (a *Dirs) sitesWithin(fn *ssa.Function) []*program.Site {
	all := slices.Clone(a.Scope(fn).Sites)
	for _, literal := range fn.AnonFuncs {
		all = append(all, a.sitesWithin(literal)...)
	}
	return all
}

// handedAt returns the functions of the package that s hands to others by their names.
func (a *Dirs) handedAt(s *program.Site) []*ssa.Function {
	var all []*ssa.Function
	if s.Call == nil {
		return nil
	}
	for _, arg := range s.Call.Args {
		if fn, _ := a.Function(arg, 0); fn != nil && fn.Parent() == nil && fn.Pkg == a.SSA && len(fn.Blocks) > 0 {
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
func (a *Dirs) listsTemp(s *program.Site) bool {
	call := staticCall(s)
	return call != nil && ssacode.IsCall(call, "path/filepath.Glob", "path/filepath.Walk", "path/filepath.WalkDir", "os.ReadDir",
		"io/ioutil.ReadDir", "io/fs.Glob", "io/fs.WalkDir", "io/fs.ReadDir") && a.mayBeTemp(call.Call.Args[0], 0)
}

// mayBeTemp reports whether v, a path or a file system, may be the directory for
// temporary files, or below it.
func (a *Dirs) mayBeTemp(v ssa.Value, depth int) bool {
	v = ssacode.Unboxed(v)
	text, missing := a.Tail(v, 0)
	switch missing := missing.(type) {
	case nil:
		return strings.HasPrefix(text, "/tmp") || strings.HasPrefix(text, "/var/tmp")
	case *ssa.Call:
		if ssacode.IsCall(missing, "os.DirFS") && depth == 0 {
			return a.mayBeTemp(missing.Call.Args[0], depth+1)
		}
		return ssacode.IsCall(missing, "os.TempDir", "os.Getenv")
	}
	return true // it comes from elsewhere
}

// namesAt returns what tells whether a name is one that the callee at s looks for; nil
// if it looks for none that is known.
func (a *Dirs) namesAt(s *program.Site) func(string) bool {
	call := staticCall(s)
	if call == nil {
		return nil
	}
	word := func(i int) string {
		text, _ := a.Tail(call.Call.Args[i], 0)
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
