package gate

// A wordSet finds Go identifiers in text. Comments and strings are text too: a
// match there costs time, never a finding.
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

// in reports whether one of the words stands in text as a whole identifier.
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
			return true
		}
	}
	return false
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
