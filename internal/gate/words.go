package gate

import (
	"bytes"

	"github.com/sockvet/sockvet/internal/pattern"
)

// A wordSet finds uses of functions of other packages and of methods in text.
// They follow a dot, except where their package is imported with a dot.
type wordSet struct {
	words map[string]bool
	first [256]bool // the first bytes of the words, to look up few of the others
}

func newWordSet(lists ...[]string) *wordSet {
	set := &wordSet{words: map[string]bool{}}
	for _, list := range lists {
		set.add(list)
	}
	return set
}

func (s *wordSet) add(words []string) {
	for _, word := range words {
		if word != "" {
			s.words[word] = true
			s.first[word[0]] = true
		}
	}
}

// in reports whether one of the words stands in text as a whole identifier and
// may be a use of what it names. Comments and strings are text too: a match
// there costs time, never a finding.
func (s *wordSet) in(text []byte) bool {
	for i := 0; i < len(text); i++ {
		if !inIdentifier[text[i]] {
			continue
		}
		start := i
		for i < len(text) && inIdentifier[text[i]] {
			i++
		}
		if s.first[text[start]] && s.words[string(text[start:i])] {
			if mayFollowDot(text[:start]) || dotImport().Match(text) {
				return true
			}
		}
	}
	return false
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

// dotImport matches what may be the import of a package with a dot.
var dotImport = pattern.New(`(?m)(^|import|[(;]|\*/)\s*[.]\s*["\x60]`)

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
