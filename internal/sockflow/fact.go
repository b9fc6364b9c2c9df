package sockflow

import (
	"fmt"
	"slices"
	"strconv"
	"strings"

	"github.com/sockvet/sockvet/internal/sockapi"
)

// A Summary is a fact on an exported function or method: what its callers in
// other packages have to know of it. Functions of which there is nothing to
// know have none.
//
// Text is a sorted list of entries, separated by "; ":
//
//	ROLE FROM [TO] [SINK]          what it does with a parameter, as sockapi.Role says
//	holds|frees|finds OUT... [if ZERO] [on NETWORK] [of ADDRESS] [registered] at ORIGIN
//
// The second form says that the function binds a socket to port 0, if parameter
// ZERO holds port 0, and that its callers find it, still open or closed, at OUT;
// or that it finds a port by binding one after the other. ADDRESS is what it binds,
// if it returns the whole of the address first, and not just the port.
//
//	asks FROM true|false|anyhow at ORIGIN
//
// The third form says that the function binds the port FROM and closes the socket
// again, and what it returns if that works.
//
// A place is p0 for parameter 0 (the receiver of a method), r0 for result 0,
// followed by a path of fields; a trailing ~ stands for the address of the
// socket there, a trailing ! for a function that closes it.
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
var freeWords = map[success]string{either: "anyhow", whenTrue: "true", whenFalse: "false"}

// registered marks a source whose port is kept in a registry.
const registered = "registered"

// mayRelease stands for a release that is not certain.
const mayRelease = "may-release"

func encodeFlow(f flow) string {
	role := f.role.String()
	switch {
	case f.role == sockapi.Releases && !f.must:
		role = mayRelease
	case f.role == invokes:
		role = "invokes"
	}
	entry := role + " " + encodePlace(f.from, f.of)
	switch f.role {
	case sockapi.Carries, sockapi.Formats:
		return entry + " " + encodePlace(f.to, itself)
	case sockapi.Binds, sockapi.Starts, sockapi.Sets, sockapi.Writes, invokes:
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
	case src.probe:
		entry = "finds"
	case src.released:
		entry = "frees"
	}
	outs := 0
	for _, o := range src.outs {
		if o.to.root == result || o.to.root == param {
			entry += " " + encodePlace(o.to, o.kind)
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
	e := src.endpoint
	if e == nil || e.Helper != "" {
		return src.origin
	}
	pos := e.Release
	if !pos.IsValid() {
		pos = e.Bind
	}
	at := a.pass.Fset.Position(pos)
	return fmt.Sprintf("%s:%d", at.Filename[strings.LastIndexAny(at.Filename, `/\`)+1:], at.Line)
}

var rootLetters = map[root]string{param: "p", result: "r"}

var kindMarks = map[kind]string{itself: "", address: "~", closer: "!"}

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
		case "holds", "frees", "finds":
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
	if words[0] == mayRelease {
		words[0], f.must = sockapi.Releases.String(), false
	}
	var err error
	if words[0] == "invokes" {
		f.role = invokes
	} else if f.role, err = sockapi.ParseRole(words[0]); err != nil {
		return err
	}
	if f.from, f.of, err = decodePlace(words[1]); err != nil {
		return err
	}
	if len(words) < 3 {
		s.flows = append(s.flows, f)
		return nil
	}
	switch f.role {
	case sockapi.Carries, sockapi.Formats:
		f.to, _, err = decodePlace(words[2])
	default:
		f.sink.name = words[2]
	}
	s.flows = append(s.flows, f)
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
	src := source{released: words[0] != "holds", probe: words[0] == "finds"}
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
		p, k, err := decodePlace(word)
		if err != nil {
			return err
		}
		src.outs = append(src.outs, out{k, p})
	}
	s.sources = append(s.sources, src)
	return nil
}
