package gate

import (
	"bytes"
	"slices"
)

// A wordSet finds uses of functions of other packages and of methods in text.
// They follow a dot, except where their package is imported with a dot.
type wordSet struct {
	words map[string]word
	first [256]bool // the first bytes of the words, to look up few of the others
}

// A word is the last name of functions.
type word struct {
	anywhere bool     // whatever it is selected from, as methods are
	paths    []string // of the packages whose function it is
}

func newWordSet() *wordSet { return &wordSet{words: map[string]word{}} }

// addMethods adds names that count whatever they are selected from.
func (s *wordSet) addMethods(names []string) {
	for _, name := range names {
		w := s.words[name]
		w.anywhere = true
		s.add(name, w)
	}
}

// addFunctions adds names of the functions of a package.
func (s *wordSet) addFunctions(path string, names []string) {
	for _, name := range names {
		w := s.words[name]
		w.paths = append(w.paths, path)
		s.add(name, w)
	}
}

func (s *wordSet) add(name string, w word) {
	if name != "" {
		s.words[name] = w
		s.first[name[0]] = true
	}
}

// in reports whether one of the words stands in text as a whole identifier and
// may be a use of what it names. Comments and strings are text too: a match
// there costs time, never a finding.
func (s *wordSet) in(text []byte) bool {
	var imports *imports
	for i := 0; i < len(text); i++ {
		if !inIdentifier[text[i]] {
			continue
		}
		start := i
		for i < len(text) && inIdentifier[text[i]] {
			i++
		}
		if !s.first[text[start]] {
			continue
		}
		w, ok := s.words[string(text[start:i])]
		if !ok {
			continue
		}
		if imports == nil {
			imports = importsOf(text)
		}
		if w.usedAfter(text[:start], imports) {
			return true
		}
	}
	return false
}

// usedAfter reports whether the word may be a use of what it names if it stands after text.
func (w word) usedAfter(text []byte, imports *imports) bool {
	switch {
	case imports.dot:
		return true
	case w.anywhere:
		return mayFollowDot(text)
	}
	before, found := bytes.CutSuffix(text, []byte("."))
	if !found {
		return mayFollowDot(text)
	}
	start := len(before)
	for start > 0 && inIdentifier[before[start-1]] {
		start--
	}
	name := string(before[start:])
	return name == "" || slices.ContainsFunc(w.paths, func(path string) bool { return imports.has(path, name) })
}

// mayFollowDot reports whether what comes next in the text may be selected from
// something: the text ends in a dot, or in what may hide one, a line's end or a
// comment.
func mayFollowDot(text []byte) bool {
	text = bytes.TrimRight(text, " \t\r")
	return bytes.HasSuffix(text, []byte(".")) ||
		bytes.HasSuffix(text, []byte("\n")) ||
		bytes.HasSuffix(text, []byte("*/"))
}

// inIdentifier tells the bytes of identifiers from all others. Every byte of a
// letter outside ASCII counts; of the symbols outside ASCII, which count too,
// none can touch an identifier in Go code.
var inIdentifier = func() (table [256]bool) {
	for c := range table {
		letter := 'a' <= c|0x20 && c|0x20 <= 'z'
		digit := '0' <= c && c <= '9'
		table[c] = letter || digit || c == '_' || c >= 0x80
	}
	return table
}()
