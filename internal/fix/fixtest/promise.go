package fixtest

import (
	"bytes"
	"errors"
	"fmt"
	"regexp"
	"slices"
	"strings"

	udiff "github.com/aymanbagabas/go-udiff"
)

// Check applies each fix of a file alone and all together, as drivers do. The
// error tells which promise is broken.
func (b *Bench) Check(file *File) error {
	var fixes []int
	for i, f := range file.Findings {
		if f.Fix != nil {
			fixes = append(fixes, i)
		}
	}
	for _, i := range fixes {
		if _, err := b.check(file, i); err != nil {
			return fmt.Errorf("the fix of %q: %w", file.Findings[i].Message, err)
		}
	}
	if len(fixes) == 0 {
		return nil
	}
	fixed, err := b.check(file, fixes...)
	if err != nil {
		return fmt.Errorf("all fixes together: %w", err)
	}
	for _, f := range fixed.Findings {
		if f.Fix != nil {
			return fmt.Errorf("after all fixes, %q has another one:\n%s", f.Message, fixed.Text)
		}
	}
	return nil
}

// check applies the fixes of some findings and returns the file that results.
func (b *Bench) check(file *File, fixes ...int) (*File, error) {
	text, err := file.apply(fixes)
	if err != nil {
		return nil, err
	}
	fixed, err := b.Analyze(file.Name, text)
	switch {
	case err != nil:
		return nil, fmt.Errorf("%w\n%s", err, text)
	case tidy(file.Text) && !tidy(text):
		err = errors.New("the file is not formatted any more")
	default:
		err = errors.Join(sameNotes(file.Text, text), b.fewer(file, fixed, fixes))
	}
	if err != nil {
		return nil, fmt.Errorf("%w\n%s", err, text)
	}
	return fixed, nil
}

func (file *File) apply(fixes []int) ([]byte, error) {
	var all []udiff.Edit
	for _, i := range fixes {
		merged, ok := udiff.Merge(all, file.Findings[i].Fix)
		if !ok {
			return nil, errors.New("the fixes are in conflict")
		}
		all = merged
	}
	return udiff.ApplyBytes(file.Text, all)
}

// fewer returns an error if a finding is left whose fix was applied, or one has
// come.
func (b *Bench) fewer(before, after *File, fixes []int) error {
	var allowed []string
	for i, f := range before.Findings {
		if !slices.Contains(fixes, i) {
			allowed = append(allowed, unplaced(f.Message))
		}
	}
	for _, f := range after.Findings {
		i := slices.Index(allowed, unplaced(f.Message))
		if i < 0 && slices.Contains(b.Hidden, f.Category) {
			continue
		}
		if i < 0 {
			return fmt.Errorf("the file still has, or has now: %s", f.Message)
		}
		allowed = slices.Delete(allowed, i, i+1)
	}
	return nil
}

// unplaced returns a message without the lines that it names, which a fix may move.
func unplaced(message string) string { return place.ReplaceAllString(message, "") }

var place = regexp.MustCompile(`(\.go:| on line )\d+`)

// marker is what no fix has to do with: a call of a function that takes notes, or
// a comment on a line of its own, each with a number, and a network that is not
// that of the socket.
var marker = regexp.MustCompile(`(?m)\bnote\(\d+|^\s*// Note \d+|"tcp4"`)

// sameNotes returns an error if markers are gone from a function, or in another
// order.
func sameNotes(before, after []byte) error {
	had, have := functions(before), functions(after)
	for name, text := range had {
		now, ok := have[name]
		if !ok {
			now, ok = have[name+"Listener"] // a fix may replace a helper by one that returns the socket
		}
		if !ok && bytes.Count(before, []byte(name+"(")) > 1 {
			continue // or remove it, where nothing calls it any more: else it does not compile
		}
		if a, b := markers(text), markers(now); !slices.Equal(a, b) {
			return fmt.Errorf("of the notes %q in %s there are %q", a, name, b)
		}
		if socket := closedEarly(text, now); socket != "" {
			return fmt.Errorf("%s closes %s, which it passes on", name, socket)
		}
	}
	return nil
}

// closedEarly returns a variable that a function now closes in the end, although
// it returns it, or gives it another name; "" if there is none.
func closedEarly(before, after string) string {
	for _, m := range deferred.FindAllStringSubmatch(after, -1) {
		passed := regexp.MustCompile(`(return|\w+ (:=|=|[\w.]+ =)) ` + m[1] + `(, nil)?\s*\n`)
		if !strings.Contains(before, m[0]) && slices.ContainsFunc(passed.FindAllString(after, -1), isNamed) {
			return m[1]
		}
	}
	return ""
}

var deferred = regexp.MustCompile(`defer (\w+)\.Close\(\)`)

// isNamed reports whether a statement is more than a use for the compiler's sake.
func isNamed(stmt string) bool { return !strings.HasPrefix(stmt, "_ =") }

// functions returns the functions in the text of a file, by name. A fix may add
// some.
func functions(text []byte) map[string]string {
	all := map[string]string{}
	for i, part := range strings.Split("\n"+string(text), "\nfunc ") {
		name := fmt.Sprintf("part %d", i)
		if m := declared.FindStringSubmatch(part); i > 0 && m != nil {
			name = m[1]
		}
		all[name] = part
	}
	return all
}

// declared matches the text of a function behind "func".
var declared = regexp.MustCompile(`^(?:\(.*?\) )?(\w+)`)

func markers(text string) []string {
	var all []string
	for _, m := range marker.FindAllString(text, -1) {
		all = append(all, strings.TrimSpace(m))
	}
	return all
}
