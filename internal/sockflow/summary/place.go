package summary

import (
	"go/types"
	"strconv"
	"strings"
)

// A root is the part of a function, as its callers see it, at which a [place] starts.
type root uint8

const (
	Nowhere  root = iota // the zero place: a socket made in the function under analysis
	Param                // a parameter; the receiver is parameter 0 of a method
	Result               // a result
	Captured             // a variable that a function literal captures
	Callee               // the function value that a call calls
	Global               // a package-level variable
	Environ              // an environment variable; its name is the path
)

// A Place is a spot that a function shares with its callers: a root and the
// path of fields below it.
type Place struct {
	Root   root
	Index  int
	Path   string
	Global *types.Var // of root global
}

// Below returns the place at path below p.
func (p Place) Below(path string) Place {
	p.Path = Join(p.Path, path)
	return p
}

// Element is the step to any element of a collection.
//
// isBelow reports whether p is something inside of what is at other.
func (p Place) isBelow(other Place) bool {
	rest, ok := Cut(p.Path, other.Path)
	return ok && rest != "" && p.Root == other.Root && p.Index == other.Index
}

// A path is a dotted list of steps from a value to something inside it: field
// names, "[]" for any element of a slice, array, map or channel, "[2]" or "[key]"
// for a certain one, "#1" for element 1 of a tuple, "(1)" for argument 1 of a function
// value and "*1" for what the function leaves there, "{Close}" for a method. Pointers are looked through: a pointer and what it
// points to have the same paths.
const Element = "[]"

// keyed is the step to the element whose key is operand 1 of a call, in rows of the table.
const keyed = "[@1]"

// IsKeyed reports whether f takes an element out by its key, or puts one in.
func (f *Flow) IsKeyed() bool { return f.From.Path == keyed || f.To.Path == keyed }

// Keyed returns f, which does so, with another step to that element.
func (f *Flow) Keyed(step string) *Flow {
	g := *f
	if g.From.Path == keyed {
		g.From.Path = step
	}
	if g.To.Path == keyed {
		g.To.Path = step
	}
	return &g
}

// IsElementStep reports whether a step goes to an element of a collection.
func IsElementStep(step string) bool { return step[0] == '[' }

// Shifted returns the path of something whose index in the collection that path
// goes into may have changed.
func Shifted(path string) string {
	if path == "" || !IsElementStep(path) || IsFlagStep(path) {
		return path
	}
	_, rest, _ := strings.Cut(path, ".")
	return Join(Element, rest)
}

// Tuple is the step to element i of a tuple.
func Tuple(i int) string { return "#" + strconv.Itoa(i) }

// Argument is the step from a function value to argument i of whoever calls it.
func Argument(i int) string { return "(" + strconv.Itoa(i) + ")" }

// Stored is the step from a function value to what it leaves in argument i of
// whoever calls it, as functional options do.
func Stored(i int) string { return "*" + strconv.Itoa(i) }

// CutStored takes the way from a function value, or, if method is set, from one with such a
// method, to what it leaves in argument i of its call off path.
func CutStored(path string) (method string, i int, rest string, ok bool) {
	return cutCall(path, "*")
}

// cutCall takes the way to an argument of a call, whose step begins with a mark, off path.
func cutCall(path, mark string) (method string, i int, rest string, ok bool) {
	if strings.HasPrefix(path, "{") {
		method, path, _ = strings.Cut(path, ".")
		method = strings.Trim(method, "{}")
	}
	if !strings.HasPrefix(path, mark) {
		return "", 0, "", false
	}
	step, rest, _ := strings.Cut(path, ".")
	i, err := strconv.Atoi(strings.Trim(step, "*()"))
	return method, i, rest, err == nil
}

// MethodArgument is the path from a value to argument i of whoever calls its method of
// that name.
func MethodArgument(name string, i int) string { return Join(MethodStep(name), Argument(i)) }

// CutArgument takes the way from a function value, or, if method is set, from one with such
// a method, to argument i of its call off path.
func CutArgument(path string) (method string, i int, rest string, ok bool) {
	return cutCall(path, "(")
}

// MethodStep is the step from a value to its method of that name.
func MethodStep(name string) string { return "{" + name + "}" }

// CutMethod returns the name of the method that path is; ok is false if it is none.
func CutMethod(path string) (name string, ok bool) {
	if !strings.HasPrefix(path, "{") || strings.Contains(path, ".") {
		return "", false
	}
	return strings.Trim(path, "{}"), true
}

// IsArgument reports whether path begins with an argument of a function value, or of a method.
func IsArgument(path string) bool {
	_, _, _, ok := CutArgument(path)
	return ok
}

// MaxSteps bounds the fields in the paths that are followed. Real configurations
// nest three or four deep. With five, a large package takes minutes.
const MaxSteps = 4

// Join returns the path b below the path a.
func Join(a, b string) string {
	switch {
	case a == "":
		return b
	case b == "":
		return a
	}
	return a + "." + b
}

// Cut returns what is left of path below prefix; ok is false if path is not below it.
func Cut(path, prefix string) (rest string, ok bool) {
	if prefix == "" {
		return path, true
	}
	rest, ok = strings.CutPrefix(path, prefix)
	if ok && (rest == "" || rest[0] == '.') {
		return strings.TrimPrefix(rest, "."), true
	}
	if strings.Contains(prefix, "[") {
		return cutElements(path, prefix)
	}
	return "", false
}

// cutElements is cut for paths with elements: any element may be a certain one.
func cutElements(path, prefix string) (rest string, ok bool) {
	for prefix != "" {
		var a, b string
		a, path, _ = strings.Cut(path, ".")
		b, prefix, _ = strings.Cut(prefix, ".")
		same := a == b || a != "" && IsElementStep(a) && IsElementStep(b) && (a == Element || b == Element)
		if !same {
			return "", false
		}
	}
	return path, true
}

// Steps splits a path.
func Steps(path string) []string {
	if path == "" {
		return nil
	}
	return strings.Split(path, ".")
}

// IsField reports whether a step is the name of a field.
func IsField(step string) bool { return !strings.ContainsRune("[(*#{", rune(step[0])) }

// IsCall reports whether a step is one to a method, or to an argument of a call.
func IsCall(step string) bool { return strings.ContainsRune("(*{", rune(step[0])) }

// IsOneField reports whether path is a field, and no more.
func IsOneField(path string) bool {
	return path != "" && IsField(path) && !strings.Contains(path, ".")
}

// TooLong reports whether path is not worth following: it has more than
// MaxSteps fields, or goes through one twice, as paths of recursive types do.
func TooLong(path string) bool {
	deep, recursive := lengthOf(path)
	return deep || recursive
}

// TooDeep reports whether path is too long for its fields: there may be something at its
// end that is not seen.
func TooDeep(path string) bool {
	deep, _ := lengthOf(path)
	return deep
}

// lengthOf reports whether path has too many fields, and whether it goes through one twice,
// which it looks for first.
func lengthOf(path string) (deep, recursive bool) {
	if strings.IndexByte(path, '.') < 0 {
		return false, false
	}
	fields, count := 0, 0
	for rest := path; rest != ""; count++ {
		var step string
		start := len(path) - len(rest)
		step, rest, _ = strings.Cut(rest, ".")
		if IsField(step) {
			fields++
		}
		if !IsElementStep(step) && hasStep(path[:start], step) {
			return false, true
		}
	}
	return fields > MaxSteps || count > 2*MaxSteps, false
}

// hasStep reports whether step is one of those of path.
func hasStep(path, step string) bool {
	for path != "" {
		var s string
		if s, path, _ = strings.Cut(path, "."); s == step {
			return true
		}
	}
	return false
}
