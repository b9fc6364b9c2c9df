package summary

import (
	"fmt"
	"go/token"
	"slices"
	"strconv"
	"strings"

	"github.com/sockvet/sockvet/internal/sockapi"
)

// A Fact is what is known of an exported function or method: what its callers in
// other packages have to know of it. Functions of which there is nothing to
// know have none.
//
// Text is a sorted list of entries, separated by "; ":
//
//	ROLE FROM [TO] [SINK]          what it does with a parameter, as sockapi.Role says
//	binds FROM SINK [on NETWORK]   the same; NETWORK may be any, and is one with ports else
//	holds|frees|finds|makes OUT... [if ZERO] [when CONDITION]... [on NETWORK] [of ADDRESS] [registered] at ORIGIN
//
// The third form says that the function binds a socket to port 0, if parameter
// ZERO holds port 0, and that its callers find it, still open or closed, at OUT;
// or that it finds a port by binding one after the other. ADDRESS is what it binds,
// if it returns the whole of the address first, and not just the port. Or it makes a
// temporary directory, in parameter ZERO if there is one. It does so only if what callers
// pass meets each CONDITION, which is PLACE=CONSTANT or PLACE!=CONSTANT.
//
//	asks FROM true|false|anyhow at ORIGIN
//
// The fourth form says that the function binds the port FROM and closes the socket
// again, and what it returns if that works.
//
// A place is p0 for parameter 0 (the receiver of a method), r0 for result 0,
// followed by a path of fields; or e0, followed by the name of an environment
// variable. What comes last says what is meant of the thing there: ~ the address of
// the socket, ! a function that closes it, @ the socket that is bound to the path, ^
// text made of it, $ text that names a Unix socket, / the directory that the path is
// in, - a function that removes the directory, + one that removes the directory that the
// path is in, & the name of the directory in the one that it is in. After that may stand ', if
// it is only what stands first in a text, before a colon, or the port does; and what the text that it is part of tells of who reads it: < that he binds it, > that he
// connects to it, = that he uses that service.
type Fact struct {
	Name string // the last name of the function, for the gate
	Text string
}

// AFact marks Fact as one that drivers hand on.
func (*Fact) AFact() {}

// String returns the entries.
func (s *Fact) String() string { return s.Text }

// Encode returns the text of the fact that says what s does. Positions are those of fset.
func Encode(s *Summary, fset *token.FileSet) string {
	var entries []string
	for _, f := range s.Flows() {
		entries = append(entries, encodeFlow(f))
	}
	for _, src := range s.Sources {
		if e := encodeSource(src, fset); e != "" {
			entries = append(entries, e)
		}
	}
	slices.Sort(entries)
	return strings.Join(slices.Compact(entries), "; ")
}

func encodeFlow(f Flow) string {
	trait := TraitOf(f.Role)
	word := trait.Word
	if trait.Ends && !f.Must {
		word = trait.May
	}
	entry := word + " " + encodePlace(f.From, f.Of) + encodeFirst(f.First) + readerMarks[f.Says]
	switch trait.After {
	case Target:
		return entry + " " + encodePlace(f.To, Itself)
	case OnNetwork:
		switch entry += " " + f.Sink.Name; {
		case f.Paths:
			return entry + " on any"
		case f.Network.Root != Nowhere:
			return entry + " on " + encodePlace(f.Network, Itself)
		}
		return entry
	case ByWhom:
		return entry + " " + f.Sink.Name
	}
	return entry
}

var rootLetters = map[root]string{Param: "p", Result: "r", Environ: "e"}

var kindMarks = map[Kind]string{
	Itself: "", Address: "~", Closer: "!", Made: "^", Named: "$", Parent: "/", Socket: "@", Remover: "-",
	ParentRemover: "+", Base: "&", Unlinker: "%",
}

// readerMarks say what the text at a place tells of who reads it.
var readerMarks = map[sockapi.Reader]string{sockapi.Unsaid: "", sockapi.Listens: "<", sockapi.Connects: ">", sockapi.Uses: "="}

// cutReader takes the mark of a reader off the end of text.
func cutReader(text string) (string, sockapi.Reader) {
	for says, mark := range readerMarks {
		if rest, ok := strings.CutSuffix(text, mark); ok && mark != "" {
			return rest, says
		}
	}
	return text, sockapi.Unsaid
}

// firstMark says that something stands first in a text.
const firstMark = "'"

func encodeFirst(first bool) string {
	if first {
		return firstMark
	}
	return ""
}

func encodePlace(p Place, k Kind) string {
	text := rootLetters[p.Root] + strconv.Itoa(p.Index)
	if p.Path != "" {
		text += "." + p.Path
	}
	return text + kindMarks[k]
}

func decodePlace(text string) (Place, Kind, error) {
	k := Itself
	for kind, mark := range kindMarks {
		if rest, ok := strings.CutSuffix(text, mark); ok && mark != "" {
			text, k = rest, kind
		}
	}
	head, path, _ := strings.Cut(text, ".")
	for root, letter := range rootLetters {
		if number, ok := strings.CutPrefix(head, letter); ok {
			index, err := strconv.Atoi(number)
			return Place{Root: root, Index: index, Path: path}, k, err
		}
	}
	return Place{}, k, fmt.Errorf("no place: %q", text)
}

// Decode returns the summary that a fact about a function holds, which messages
// call name.
func (s *Fact) Decode(name string) (*Summary, error) {
	sum := &Summary{Name: name}
	for entry := range strings.SplitSeq(s.Text, "; ") {
		words := strings.Fields(entry)
		if len(words) < 2 {
			return nil, fmt.Errorf("fact about %s: entry %q", name, entry)
		}
		var err error
		switch words[0] {
		case "holds", "frees", "finds", "makes":
			err = sum.decodeSource(words)
		case "asks":
			err = sum.decodeProbe(words)
		default:
			err = sum.decodeFlow(words)
		}
		if err != nil {
			return nil, fmt.Errorf("fact about %s: %w", name, err)
		}
	}
	return sum, nil
}

func (s *Summary) decodeFlow(words []string) error {
	said, ok := sayings()[words[0]]
	if !ok {
		return fmt.Errorf("unknown role %q", words[0])
	}
	f := Flow{Role: said.role, Must: !said.may}
	var err error
	from, says := cutReader(words[1])
	f.Says = says
	from, f.First = strings.CutSuffix(from, firstMark)
	if f.From, f.Of, err = decodePlace(from); err != nil {
		return err
	}
	if len(words) < 3 {
		s.addFlow(f)
		return nil
	}
	switch TraitOf(f.Role).After {
	case Target:
		f.To, _, err = decodePlace(words[2])
	default:
		f.Sink.Name = words[2]
		err = f.decodeNetwork(words[3:])
	}
	s.addFlow(f)
	return err
}

func (f *Flow) decodeNetwork(words []string) error {
	switch {
	case len(words) == 0:
		return nil
	case len(words) != 2 || words[0] != "on":
		return fmt.Errorf("no network: %q", words)
	case words[1] == "any":
		f.Paths = true
		return nil
	}
	var err error
	f.Network, _, err = decodePlace(words[1])
	return err
}

// Says reports whether the fact has an entry with one of the words of roles and sources.
func (s *Fact) Says(words ...string) bool {
	for entry := range strings.SplitSeq(s.Text, "; ") {
		word, _, _ := strings.Cut(entry, " ")
		if slices.Contains(words, word) {
			return true
		}
	}
	return false
}

// BindsPath reports whether the function binds an address of which callers know that may be
// the path of a Unix socket.
func (s *Fact) BindsPath() bool {
	for entry := range strings.SplitSeq(s.Text, "; ") {
		if strings.HasPrefix(entry, traits[sockapi.Binds].Word+" ") && strings.Contains(entry, " on ") {
			return true
		}
	}
	return false
}

// ReadsEnvironment reports whether the function gets something from the environment.
func (s *Fact) ReadsEnvironment() bool { return strings.Contains(s.Text, " e0.") }

// Triggers reports whether the fact alone makes a package matter that calls
// the function: the function yields a socket or its port, binds a port, or
// hands one to somebody who may. The rest, such as carrying a port from here to
// there, is of use only along with that.
func (s *Fact) Triggers() bool {
	for entry := range strings.SplitSeq(s.Text, "; ") {
		word, _, _ := strings.Cut(entry, " ")
		if said, ok := sayings()[word]; !ok || TraitOf(said.role).Alone {
			return true // the entries about sources have words of their own
		}
	}
	return false
}
