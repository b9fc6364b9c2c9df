package summary

import (
	"fmt"
	"go/token"
	"slices"
	"strings"

	"github.com/sockvet/sockvet/internal/sockapi"
	"github.com/sockvet/sockvet/internal/sockflow/ssacode"
)

// freeWords say what a probe's result that is a bool says if the port is free.
var freeWords = map[ssacode.Success]string{ssacode.Either: "anyhow", ssacode.WhenTrue: "true", ssacode.WhenFalse: "false"}

// What marks a source whose port is kept in a registry, and one whose socket nobody closes.
const (
	registered = "registered"
	dropped    = "dropped"
)

// The words with which sources start.
var sourceWords = map[subject][]string{Sockets: {"asks", "holds", "finds", "frees"}, Dirs: {"makes"}}

// WordsOf returns the words in facts of a role. That of a function which acquires or makes
// something is of its source.
func WordsOf(role sockapi.Role) []string {
	switch role {
	case sockapi.Acquires:
		return sourceWords[Sockets]
	case sockapi.Makes:
		return sourceWords[Dirs]
	case sockapi.Asks:
		return nil // facts do not tell
	case sockapi.Removes, sockapi.Unlinks, sockapi.Releases:
		return []string{TraitOf(role).Word, "may-" + TraitOf(role).Word}
	}
	return []string{TraitOf(role).Word}
}

func encodeSource(src Source, fset *token.FileSet) string {
	if src.Dials {
		return "" // who dials mostly looks for somebody
	}
	if src.Asks.Root != Nowhere {
		return "asks " + encodePlace(src.Asks, Itself) + " " + freeWords[src.Free] + " at " + originOf(src, fset)
	}
	entry := "holds"
	switch {
	case src.Thing != nil && src.Thing.Elsewhere():
		return ""
	case src.Of == Dirs:
		entry = "makes"
	case src.Probe:
		entry = "finds"
	case src.Released:
		entry = "frees"
	}
	outs := encodeOuts(src.Outs)
	if len(outs) == 0 {
		return ""
	}
	entry += " " + strings.Join(outs, " ")
	if src.Zero.Root != Nowhere {
		entry += " if " + encodePlace(src.Zero, Itself)
	}
	entry += encodeConditions(src.When)
	if src.Network.Root != Nowhere {
		entry += " on " + encodePlace(src.Network, Itself)
	}
	if src.Address != "" {
		entry += " of " + src.Address
	}
	if src.Registered {
		entry += " " + registered
	}
	if src.Dropped {
		entry += " " + dropped
	}
	return entry + " at " + originOf(src, fset)
}

// encodeOuts returns the words for those of outs that callers in other packages may find.
// Under which conditions they do is not told.
func encodeOuts(outs []Out) []string {
	var words []string
	for _, o := range outs {
		if o.To.Root != Result && o.To.Root != Param {
			continue
		}
		if word := encodePlace(o.To, o.Kind) + encodeFirst(o.First) + readerMarks[o.Says]; !slices.Contains(words, word) {
			words = append(words, word)
		}
	}
	return words
}

// originOf returns where src is closed, or else bound or made, as file:line.
func originOf(src Source, fset *token.FileSet) string {
	if src.Thing == nil || !src.Thing.Where().IsValid() {
		return src.Origin
	}
	at := fset.Position(src.Thing.Where())
	return fmt.Sprintf("%s:%d", at.Filename[strings.LastIndexAny(at.Filename, `/\`)+1:], at.Line)
}

func (s *Summary) decodeProbe(words []string) error {
	if len(words) != 5 {
		return fmt.Errorf("entry %q", words)
	}
	src := Source{Released: true, Probe: true, Origin: words[4]}
	known := false
	for free, word := range freeWords {
		if word == words[2] {
			src.Free, known = free, true
		}
	}
	if !known {
		return fmt.Errorf("entry %q", words)
	}
	var err error
	src.Asks, _, err = decodePlace(words[1])
	s.Sources = append(s.Sources, src)
	return err
}

func (s *Summary) decodeSource(words []string) error {
	src := Source{Released: words[0] == "frees" || words[0] == "finds", Probe: words[0] == "finds"}
	if words[0] == "makes" {
		src.Of = Dirs
	}
	for i := 1; i < len(words); i++ {
		word := words[i]
		if i+1 < len(words) && slices.Contains([]string{"if", "when", "on", "of", "at"}, word) {
			i++
			var err error
			switch word {
			case "if":
				src.Zero, _, err = decodePlace(words[i])
			case "when":
				var c Condition
				c, err = decodeCondition(words[i])
				src.When = append(src.When, c)
			case "on":
				src.Network, _, err = decodePlace(words[i])
			case "of":
				src.Address = words[i]
			case "at":
				src.Origin = words[i]
			}
			if err != nil {
				return err
			}
			continue
		}
		if word == registered || word == dropped {
			src.Registered = src.Registered || word == registered
			src.Dropped = src.Dropped || word == dropped
			continue
		}
		at, says := cutReader(word)
		at, first := strings.CutSuffix(at, firstMark)
		p, k, err := decodePlace(at)
		if err != nil {
			return err
		}
		src.Outs = append(src.Outs, Out{Kind: k, To: p, Says: says, First: first})
	}
	s.Sources = append(s.Sources, src)
	return nil
}
