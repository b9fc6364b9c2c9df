package sockflow

import (
	"fmt"
	"go/token"
	"slices"
	"strconv"
	"strings"

	"github.com/sockvet/sockvet/internal/sockapi"
	"github.com/sockvet/sockvet/internal/sockflow/ssacode"
)

// A Summary is a fact on an exported function or method: what its callers in
// other packages have to know of it. Functions of which there is nothing to
// know have none.
//
// Text is a sorted list of entries, separated by "; ":
//
//	ROLE FROM [TO] [SINK]          what it does with a parameter, as sockapi.Role says
//	binds FROM SINK [on NETWORK]   the same; NETWORK may be any, and is one with ports else
//	holds|frees|finds|makes OUT... [if ZERO] [on NETWORK] [of ADDRESS] [registered] at ORIGIN
//
// The third form says that the function binds a socket to port 0, if parameter
// ZERO holds port 0, and that its callers find it, still open or closed, at OUT;
// or that it finds a port by binding one after the other. ADDRESS is what it binds,
// if it returns the whole of the address first, and not just the port. Or it makes a
// temporary directory, in parameter ZERO if there is one.
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
// path is in, & the name of the directory in the one that it is in. After that may stand
// what the text that it is part of tells of who reads it: < that he binds it, > that he
// connects to it, = that he uses that service.
type Summary struct {
	Name string // the last name of the function, for the gate
	Text string
}

// AFact marks Summary as a fact.
func (*Summary) AFact() {}

// String returns the entries.
func (s *Summary) String() string { return s.Text }

func encode(a *analyzer, s *summary) string {
	var entries []string
	for _, f := range s.flows {
		entries = append(entries, encodeFlow(f))
	}
	for _, src := range s.sources {
		if e := encodeSource(a, src); e != "" {
			entries = append(entries, e)
		}
	}
	slices.Sort(entries)
	return strings.Join(slices.Compact(entries), "; ")
}

// freeWords say what a probe's result that is a bool says if the port is free.
var freeWords = map[ssacode.Success]string{ssacode.Either: "anyhow", ssacode.WhenTrue: "true", ssacode.WhenFalse: "false"}

// registered marks a source whose port is kept in a registry.
const registered = "registered"

// ends are the roles that end the life of a socket or a directory, by the words for
// those that are not certain.
var ends = map[string]sockapi.Role{
	"may-release": sockapi.Releases, "may-remove": sockapi.Removes, "may-unlink": sockapi.Unlinks,
}

// ownRoles are the roles that only summaries have, by their words.
var ownRoles = map[string]sockapi.Role{"invokes": invokes, "names": names, "sweeps": sweeps}

// wordOf returns the word that a map has for role.
func wordOf(role sockapi.Role, words map[string]sockapi.Role) string {
	for word, r := range words {
		if r == role {
			return word
		}
	}
	return role.String()
}

func encodeFlow(f flow) string {
	role := wordOf(f.role, ownRoles)
	if isEnd(f.role) && !f.must {
		role = wordOf(f.role, ends)
	}
	entry := role + " " + encodePlace(f.from, f.of) + readerMarks[f.says]
	switch f.role {
	case sockapi.Carries, sockapi.Formats, sockapi.Parents:
		return entry + " " + encodePlace(f.to, itself)
	case sockapi.Binds:
		switch entry += " " + f.sink.name; {
		case f.paths:
			return entry + " on any"
		case f.network.root != nowhere:
			return entry + " on " + encodePlace(f.network, itself)
		}
		return entry
	case sockapi.Starts, sockapi.Sets, sockapi.Writes, invokes, sweeps:
		return entry + " " + f.sink.name
	}
	return entry
}

func encodeSource(a *analyzer, src source) string {
	if src.asks.root != nowhere {
		return "asks " + encodePlace(src.asks, itself) + " " + freeWords[src.free] + " at " + a.originOf(src)
	}
	entry := "holds"
	switch {
	case src.dir != nil && src.dir.Elsewhere():
		return ""
	case src.dir != nil:
		entry = "makes"
	case src.probe:
		entry = "finds"
	case src.released:
		entry = "frees"
	}
	outs := 0
	for _, o := range src.outs {
		if o.to.root == result || o.to.root == param {
			entry += " " + encodePlace(o.to, o.kind) + readerMarks[o.says]
			outs++
		}
	}
	if outs == 0 {
		return ""
	}
	if src.zero.root != nowhere {
		entry += " if " + encodePlace(src.zero, itself)
	}
	if src.network.root != nowhere {
		entry += " on " + encodePlace(src.network, itself)
	}
	if src.address != "" {
		entry += " of " + src.address
	}
	if src.registered {
		entry += " " + registered
	}
	return entry + " at " + a.originOf(src)
}

// originOf returns where src is closed, or else bound, as file:line.
func (a *analyzer) originOf(src source) string {
	pos := token.NoPos
	switch e, d := src.endpoint, src.dir; {
	case d != nil && d.Make.IsValid() && d.Package == "":
		for d.Maker != nil {
			d = d.Maker
		}
		pos = d.Make
	case e != nil && e.Helper == "":
		if pos = e.Release; !pos.IsValid() {
			pos = e.Bind
		}
	default:
		return src.origin
	}
	at := a.pass.Fset.Position(pos)
	return fmt.Sprintf("%s:%d", at.Filename[strings.LastIndexAny(at.Filename, `/\`)+1:], at.Line)
}

var rootLetters = map[root]string{param: "p", result: "r", environ: "e"}

var kindMarks = map[kind]string{
	itself: "", address: "~", closer: "!", made: "^", named: "$", parent: "/", socket: "@", remover: "-",
	parentRemover: "+", base: "&",
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

func encodePlace(p place, k kind) string {
	text := rootLetters[p.root] + strconv.Itoa(p.index)
	if p.path != "" {
		text += "." + p.path
	}
	return text + kindMarks[k]
}

func decodePlace(text string) (place, kind, error) {
	k := itself
	for kind, mark := range kindMarks {
		if rest, ok := strings.CutSuffix(text, mark); ok && mark != "" {
			text, k = rest, kind
		}
	}
	head, path, _ := strings.Cut(text, ".")
	for root, letter := range rootLetters {
		if number, ok := strings.CutPrefix(head, letter); ok {
			index, err := strconv.Atoi(number)
			return place{root: root, index: index, path: path}, k, err
		}
	}
	return place{}, k, fmt.Errorf("no place: %q", text)
}

// decode returns the summary that a fact about a function holds, which messages
// call name.
func (s *Summary) decode(name string) (*summary, error) {
	sum := &summary{name: name}
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

func (s *summary) decodeFlow(words []string) error {
	f := flow{must: true}
	var err error
	if role, ok := ends[words[0]]; ok {
		f.role, f.must = role, false
	} else if role, ok := ownRoles[words[0]]; ok {
		f.role = role
	} else if f.role, err = sockapi.ParseRole(words[0]); err != nil {
		return err
	}
	from, says := cutReader(words[1])
	f.says = says
	if f.from, f.of, err = decodePlace(from); err != nil {
		return err
	}
	if len(words) < 3 {
		s.flows = append(s.flows, f)
		return nil
	}
	switch f.role {
	case sockapi.Carries, sockapi.Formats, sockapi.Parents:
		f.to, _, err = decodePlace(words[2])
	default:
		f.sink.name = words[2]
		err = f.decodeNetwork(words[3:])
	}
	s.flows = append(s.flows, f)
	return err
}

func (f *flow) decodeNetwork(words []string) error {
	switch {
	case len(words) == 0:
		return nil
	case len(words) != 2 || words[0] != "on":
		return fmt.Errorf("no network: %q", words)
	case words[1] == "any":
		f.paths = true
		return nil
	}
	var err error
	f.network, _, err = decodePlace(words[1])
	return err
}

func (s *summary) decodeProbe(words []string) error {
	if len(words) != 5 {
		return fmt.Errorf("entry %q", words)
	}
	src := source{released: true, probe: true, origin: words[4]}
	known := false
	for free, word := range freeWords {
		if word == words[2] {
			src.free, known = free, true
		}
	}
	if !known {
		return fmt.Errorf("entry %q", words)
	}
	var err error
	src.asks, _, err = decodePlace(words[1])
	s.sources = append(s.sources, src)
	return err
}

func (s *summary) decodeSource(words []string) error {
	src := source{released: words[0] == "frees" || words[0] == "finds", probe: words[0] == "finds"}
	if words[0] == "makes" {
		src.dir = &Dir{}
	}
	for i := 1; i < len(words); i++ {
		word := words[i]
		if i+1 < len(words) && slices.Contains([]string{"if", "on", "of", "at"}, word) {
			i++
			var err error
			switch word {
			case "if":
				src.zero, _, err = decodePlace(words[i])
			case "on":
				src.network, _, err = decodePlace(words[i])
			case "of":
				src.address = words[i]
			case "at":
				src.origin = words[i]
			}
			if err != nil {
				return err
			}
			continue
		}
		if word == registered {
			src.registered = true
			continue
		}
		at, says := cutReader(word)
		p, k, err := decodePlace(at)
		if err != nil {
			return err
		}
		src.outs = append(src.outs, out{k, p, says})
	}
	s.sources = append(s.sources, src)
	return nil
}
