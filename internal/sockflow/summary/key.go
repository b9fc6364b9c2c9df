package summary

import (
	"strconv"
	"strings"
)

// Keys: the elements of what holds things by name, such as a set of flags.

// shiftKey counts the receiver in the step of a path to the element that an argument names.
func shiftKey(path string) string {
	before, rest, found := strings.Cut(path, "[$")
	digits, after, _ := strings.Cut(rest, "]")
	i, err := strconv.Atoi(digits)
	if !found || err != nil {
		return path
	}
	return before + "[$" + strconv.Itoa(i+1) + "]" + after
}

// keyChars are those that a name must be made of for a step to have it.
const keyChars = "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789-_"

// keyOf returns a name as it stands in a step, where a dot would end it; "" if none can have it.
func keyOf(name string) string {
	if strings.Trim(name, keyChars+".") != "" {
		return ""
	}
	return strings.ReplaceAll(name, ".", "/")
}

// FlagStep is the step from a list of command line arguments to what it has for a flag, as it
// is spelt there; "" if there is none.
func FlagStep(flag string) string {
	name, dash := strings.CutPrefix(flag, "-")
	name = strings.TrimPrefix(name, "-")
	name = keyOf(name)
	if !dash || name == "" || name[0] == '-' {
		return ""
	}
	return "[-" + name + "]"
}

// In rows, AnyFlag is what a list of command line arguments has for any flag, and AnyName the
// element of that name.
const (
	AnyFlag = "[-$]"
	AnyName = "[$]"
)

// IsFlagStep reports whether a path begins with a step of [FlagStep].
func IsFlagStep(step string) bool { return strings.HasPrefix(step, "[-") }

// needsNames reports whether a flow has signs in its places for names that only a call tells.
func needsNames(f Flow) bool {
	return strings.Contains(f.From.Path, "$") || strings.Contains(f.To.Path, "$")
}

// Named returns f with names in place of the signs in its places: that of the flag which a
// path begins with, or those that the arguments tell. ok is false if they are not known.
func (f Flow) Named(path string, argument func(i int) string) (named Flow, ok bool) {
	step, _, _ := strings.Cut(path, ".")
	name := ""
	if IsFlagStep(step) {
		name = strings.Trim(step, "[-]")
	}
	for _, p := range []*Place{&f.From, &f.To} {
		before, rest, found := strings.Cut(p.Path, "$")
		digits, after, _ := strings.Cut(rest, "]")
		if !found {
			continue
		}
		if i, err := strconv.Atoi(digits); err == nil {
			name = keyOf(argument(i))
		}
		if name == "" {
			return f, false
		}
		p.Path = before + name + "]" + after
	}
	return f, true
}
