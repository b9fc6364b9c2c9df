package sockflow

import (
	"strconv"
	"strings"

	"go/types"
)

// A root is the part of a function, as its callers see it, at which a [place] starts.
type root uint8

const (
	nowhere  root = iota // the zero place: a socket made in the function under analysis
	param                // a parameter; the receiver is parameter 0 of a method
	result               // a result
	captured             // a variable that a function literal captures
	callee               // the function value that a call calls
	global               // a package-level variable
	environ              // an environment variable; its name is the path
)

// A place is a spot that a function shares with its callers: a root and the
// path of fields below it.
type place struct {
	root  root
	index int
	path  string
	glob  *types.Var // of root global
}

func (p place) below(path string) place {
	p.path = join(p.path, path)
	return p
}

// A path is a dotted list of steps from a value to something inside it: field
// names, "[]" for any element of a slice, array, map or channel, "[2]" or "[key]"
// for a certain one, "#1" for element 1 of a tuple, "(1)" for argument 1 of a function
// value and "<1>" for what the function leaves there, "{Close}" for a method. Pointers are looked through: a pointer and what it
// points to have the same paths.
const element = "[]"

func isElementStep(step string) bool { return step[0] == '[' }

// shifted returns the path of something whose index in the collection that path
// goes into may have changed.
func shifted(path string) string {
	if path == "" || !isElementStep(path) {
		return path
	}
	_, rest, _ := strings.Cut(path, ".")
	return join(element, rest)
}

func tuple(i int) string { return "#" + strconv.Itoa(i) }

// argument is the step from a function value to argument i of whoever calls it.
func argument(i int) string { return "(" + strconv.Itoa(i) + ")" }

// stored is the step from a function value to what it leaves in argument i of
// whoever calls it, as functional options do.
func stored(i int) string { return "<" + strconv.Itoa(i) + ">" }

// cutStored takes the step from a function value to what it leaves in its
// argument i off path.
func cutStored(path string) (i int, rest string, ok bool) {
	if !strings.HasPrefix(path, "<") {
		return 0, "", false
	}
	step, rest, _ := strings.Cut(path, ".")
	i, err := strconv.Atoi(strings.Trim(step, "<>"))
	return i, rest, err == nil
}

// cutArgument takes the step from a function value to its argument i off path.
func cutArgument(path string) (i int, rest string, ok bool) {
	if !isArgument(path) {
		return 0, "", false
	}
	step, rest, _ := strings.Cut(path, ".")
	i, err := strconv.Atoi(strings.Trim(step, "()"))
	return i, rest, err == nil
}

// methodStep is the step from a value to its method of that name.
func methodStep(name string) string { return "{" + name + "}" }

// cutMethod returns the name of the method that path is; ok is false if it is none.
func cutMethod(path string) (name string, ok bool) {
	if !strings.HasPrefix(path, "{") || strings.Contains(path, ".") {
		return "", false
	}
	return strings.Trim(path, "{}"), true
}

// isArgument reports whether path begins with an argument of a function value.
func isArgument(path string) bool { return strings.HasPrefix(path, "(") }

// maxSteps bounds the fields in the paths that are followed. Real configurations
// nest three or four deep. With five, a large package takes minutes.
const maxSteps = 4

func join(a, b string) string {
	switch {
	case a == "":
		return b
	case b == "":
		return a
	}
	return a + "." + b
}

// cut returns what is left of path below prefix; ok is false if path is not below it.
func cut(path, prefix string) (rest string, ok bool) {
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
		same := a == b || a != "" && isElementStep(a) && isElementStep(b) && (a == element || b == element)
		if !same {
			return "", false
		}
	}
	return path, true
}

// steps splits a path.
func steps(path string) []string {
	if path == "" {
		return nil
	}
	return strings.Split(path, ".")
}

// isField reports whether a step is the name of a field.
func isField(step string) bool { return !strings.ContainsRune("[(<#{", rune(step[0])) }

// isOneField reports whether path is a field, and no more.
func isOneField(path string) bool {
	return path != "" && isField(path) && !strings.Contains(path, ".")
}

// tooLong reports whether path is not worth following: it has more than
// maxSteps fields, or goes through one twice, as paths of recursive types do.
func tooLong(path string) bool {
	if strings.IndexByte(path, '.') < 0 {
		return false
	}
	fields, count := 0, 0
	for rest := path; rest != ""; count++ {
		var step string
		start := len(path) - len(rest)
		step, rest, _ = strings.Cut(rest, ".")
		if isField(step) {
			fields++
		}
		if !isElementStep(step) && hasStep(path[:start], step) {
			return true
		}
	}
	return fields > maxSteps || count > 2*maxSteps
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
