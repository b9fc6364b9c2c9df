package program

import (
	"fmt"
	"maps"
	"regexp"
	"slices"
	"strings"
)

// A function is one in the making.
type function struct {
	*file
	name    string
	recv    string   // "" or a receiver
	generic string   // "" or type parameters
	params  []string // "name type"
	results []string // their types
	named   []string // their names, if they have any
	fails   string   // what it does about errors, see fail
	test    string   // the parameter of type *testing.T, if there is one

	lines  []string
	blocks []string          // what ends the blocks that are open, innermost last
	vars   map[string]string // the types of the variables in scope
	own    map[string]bool   // those of the innermost scope
	idle   []string          // those that are not used yet
	over   bool              // nothing can follow
	host   string            // that of the last address
}

// What functions do about errors.
const (
	returns = "return"
	logs    = "log"
	panics  = "panic"
	tests   = "test"
	musts   = "must"
	blanks  = "blank"
	nests   = "nest" // if err == nil { ... }
	quits   = "quit" // return without a word
	goesOn  = "go on"
)

func (f *file) newFunction(name string) *function {
	return &function{file: f, name: name, vars: map[string]string{}, own: map[string]bool{}}
}

// function returns a new one, with an error style and results that allow it.
func (f *file) function(i int) *function {
	fn := f.newFunction(fmt.Sprintf("serve%d", i))
	if f.rarely() {
		fn.name = fmt.Sprintf("Serve%d", i)
	}
	fn.fails = f.one(returns, logs, panics, returns, tests, musts, blanks, nests, quits, goesOn)
	switch fn.fails {
	case returns:
		fn.results = [][]string{{"error"}, {"net.Listener", "error"}, {"int", "error"}}[f.pick(3)]
	case tests:
		fn.test = f.one("t", "tb")
		fn.params = append(fn.params, fn.test+" *"+fn.q("testing")+"T")
		fn.vars[fn.test] = "*testing.T"
	default:
		if f.rarely() {
			fn.results = []string{"error"}
		}
	}
	fn.decorate()
	return fn
}

// decorate gives fn a receiver, type parameters, or names to its results.
func (fn *function) decorate() {
	if fn.rarely() {
		fn.helpers["service"] = true
		fn.recv = fn.one("s", "l", "port", "net")
		fn.vars[fn.recv] = "*service"
	}
	if len(fn.results) > 0 && fn.rarely() {
		for i, typ := range fn.results {
			name := map[string]string{"error": "err", "net.Listener": "ln", "int": "port"}[typ]
			if fn.vars[name] != "" {
				name = fmt.Sprintf("%s%d", name, i)
			}
			fn.named = append(fn.named, name)
			fn.vars[name] = typ
			fn.own[name] = true
		}
	}
}

// q returns what stands for the name of a package, and a dot, until it is known
// which variables are in scope where the code is put.
func (f *file) q(pkg string) string { return "@" + pkg + "." }

var qualifiers = regexp.MustCompile(`@([a-z/]+)\.`)

// resolve returns code with the names of packages, as they are where fn is now.
func (fn *function) resolve(code string) string {
	return qualifiers.ReplaceAllStringFunc(code, func(q string) string {
		pkg := strings.Trim(q, "@.")
		name := fn.local(pkg)
		if name == "." {
			fn.plain[pkg] = true
			return ""
		}
		if _, shadowed := fn.vars[name]; shadowed {
			fn.spare[pkg] = true
			name = spareName(pkg)
		} else {
			fn.plain[pkg] = true
		}
		return name + "."
	})
}

// add adds lines to the body.
func (fn *function) add(format string, args ...any) {
	fn.lines = append(fn.lines, fn.resolve(fmt.Sprintf(format, args...)))
}

// fresh returns one of the names, or one like it, that no variable has.
func (fn *function) fresh(names ...string) string {
	name := fn.one(names...)
	for i := 2; fn.vars[name] != ""; i++ {
		name = fmt.Sprintf("%s%d", strings.TrimRight(name, "0123456789"), i)
	}
	return name
}

// use returns the name of a variable, which is used with that.
func (fn *function) use(name string) string {
	fn.idle = slices.DeleteFunc(fn.idle, func(n string) bool { return n == name })
	return name
}

// assign adds an assignment, one that declares what is new among names. Types are
// by name.
func (fn *function) assign(value string, names, types []string) {
	op := "="
	value = fn.resolve(value)
	for _, name := range names {
		if name != "_" && fn.vars[name] == "" {
			op = ":="
		}
	}
	for i, name := range names {
		if op == ":=" && name != "_" && !fn.own[name] {
			fn.declare(name, types[i])
		}
	}
	left := strings.Join(names, ", ")
	switch {
	case op == ":=" && len(names) == 1 && fn.rarely():
		fn.add("var %s = %s%s", left, value, fn.trailing())
	default:
		fn.add("%s %s %s%s", left, op, value, fn.trailing())
	}
}

// declare says that there is a new variable, which is not used yet.
func (fn *function) declare(name, typ string) {
	fn.vars[name] = typ
	fn.own[name] = true
	if !slices.Contains(fn.idle, name) {
		fn.idle = append(fn.idle, name)
	}
}

// trailing returns a comment for the end of a line, or none.
func (fn *function) trailing() string {
	if fn.rarely() {
		return " // as it is"
	}
	return ""
}

// errName returns the name for the next error.
func (fn *function) errName() string {
	if fn.fails == blanks {
		return "_"
	}
	if name := fn.one("err", "err", "err", "e"); fn.vars[name] == "" || fn.vars[name] == "error" {
		return name
	}
	return fn.fresh("fault")
}

// check adds the check of an error.
func (fn *function) check(err string) {
	if err == "_" {
		return
	}
	fn.use(err)
	switch fn.fails {
	case musts:
		fn.add("%s(%s)", fn.need(fn.one("must", "check")), err)
	case nests:
		fn.open("if "+err+" == nil {", "}")
	default:
		fn.add("if %s != nil {\n%s\n}", err, fn.fail(err))
	}
}

// open adds the start of a block for the rest of the function.
func (fn *function) open(start, end string) {
	fn.add("%s", start)
	fn.blocks = append(fn.blocks, end)
	fn.own = map[string]bool{}
}

// fail returns the statement that fn has for an error.
func (fn *function) fail(err string) string {
	switch fn.fails {
	case returns:
		if fn.named != nil && err == "err" && len(fn.blocks) == 0 && fn.own["err"] && fn.maybe() {
			return "return"
		}
		return "return " + fn.zeros(err)
	case logs:
		return fn.q("log") + "Fatal(" + err + ")"
	case tests:
		return fn.test + ".Fatal(" + err + ")"
	case quits, nests:
		return "return " + fn.zeros("nil")
	case goesOn:
		return fn.q("log") + "Print(" + err + ")"
	}
	return "panic(" + err + ")"
}

// zeros returns the results of fn with an error.
func (fn *function) zeros(err string) string {
	var all []string
	for _, typ := range fn.results {
		all = append(all, map[string]string{"error": err, "net.Listener": "nil", "int": "0", "string": `""`}[typ])
	}
	return strings.Join(all, ", ")
}

// scope runs body with variables and blocks of its own.
func (fn *function) scope(body func()) {
	vars, own, outer, blocks, over := maps.Clone(fn.vars), fn.own, slices.Clone(fn.idle), fn.blocks, fn.over
	fn.blocks, fn.own = nil, map[string]bool{}
	body()
	fn.close(outer)
	fn.vars, fn.own, fn.blocks, fn.over = vars, own, blocks, over
	fn.idle = slices.DeleteFunc(outer, func(name string) bool { return !slices.Contains(fn.idle, name) })
}

// close uses what is idle, but for what is of an outer scope, and ends the open
// blocks.
func (fn *function) close(outer []string) {
	for _, name := range fn.idle {
		if !slices.Contains(outer, name) {
			fn.add("_ = %s", name)
		}
	}
	for _, end := range slices.Backward(fn.blocks) {
		fn.add("%s", end)
	}
	fn.blocks = nil
}

// last adds a statement that nothing follows.
func (fn *function) last(stmt string) {
	for _, name := range fn.idle {
		fn.add("_ = %s", name)
	}
	fn.idle = nil
	fn.add("%s", stmt)
	fn.over = true
}

// end adds the function to the file.
func (fn *function) end() {
	open := len(fn.blocks) > 0
	fn.close(nil)
	if len(fn.results) > 0 && (!fn.over || open) {
		fn.add("return %s", fn.zeros("nil"))
	}
	fn.decls = append(fn.decls, fmt.Sprintf("%s {\n%s\n}", fn.signature(), strings.Join(fn.lines, "\n")))
}

func (fn *function) signature() string {
	outside := &function{file: fn.file}
	var results []string
	for i, typ := range fn.results {
		typ = strings.Replace(typ, "net.", outside.q("net"), strings.Count(typ, "net."))
		if fn.named != nil {
			typ = fn.named[i] + " " + typ
		}
		results = append(results, typ)
	}
	head := "func "
	if fn.recv != "" {
		head += "(" + fn.recv + " *service) "
	}
	return outside.resolve(fmt.Sprintf("%s%s%s(%s) (%s)", head, fn.name, fn.generic, strings.Join(fn.params, ", "), strings.Join(results, ", ")))
}
