package sockflow

import "github.com/sockvet/sockvet/internal/sockapi"

// Roles that only summaries have.
const (
	// keeps is the role of code that cannot be seen: what it is given may be
	// kept, served or bound.
	keeps sockapi.Role = 100 + iota
	// invokes is the role of code that calls a method of an interface value; the
	// sink has its name. Which method that is, the one knows who made the value.
	invokes
	// sweeps is the role of code that calls a method of an interface value which may
	// remove what the value keeps, such as Close.
	sweeps
	// given is the role of a function of another package of which nothing is known.
	given
	// names is the role of code that makes the name of a Unix socket of text.
	names
)

// A trait is what follows from a role for those who follow values, tell callers of them,
// and write that down.
type trait struct {
	word  string // what facts call it; "" if callers in other packages need not know
	may   string // of an end: the word for one that is not certain
	after layout // what stands in a fact after the place where it starts

	ends  bool // it ends the life of a socket or a directory
	hands bool // it hands a port to who uses it
	tells bool // it gives text to another process
	deep  bool // it is played by everything inside a value too
	moves bool // it only says how values move, or who is called
	aside bool // it is the first to go where there is too much to tell
	alone bool // a package that calls such a function matters, whatever else it does
}

// A layout is what stands in an entry of a fact after the place where it starts.
type layout uint8

const (
	plain   layout = iota // nothing
	target                // the place to which it goes
	byWhom                // the API that does it
	network               // that, and the network
)

// traits has a row for every role that a flow can have.
var traits = map[sockapi.Role]trait{
	sockapi.Binds:      {word: "binds", after: network, hands: true, alone: true},
	sockapi.Reads:      {word: "reads"},
	sockapi.Releases:   {word: "releases", may: "may-release", ends: true},
	sockapi.Duplicates: {word: "duplicates"},
	sockapi.Serves:     {word: "serves"},
	sockapi.Dials:      {hands: true, deep: true},
	sockapi.Starts:     {word: "starts", after: byWhom, hands: true, tells: true, deep: true, alone: true},
	sockapi.Sets:       {word: "sets", after: byWhom, hands: true, tells: true, deep: true, alone: true},
	sockapi.Gets:       {word: "gets"},
	sockapi.Writes:     {word: "writes", after: byWhom, hands: true, tells: true, deep: true, alone: true},
	sockapi.Checks:     {word: "checks", aside: true},
	sockapi.Locks:      {word: "locks"},
	sockapi.Registers:  {word: "registers"},
	sockapi.Carries:    {word: "carries", after: target, deep: true, moves: true},
	sockapi.Formats:    {word: "formats", after: target, deep: true, moves: true},
	sockapi.Calls:      {word: "calls", moves: true},
	sockapi.Repeats:    {word: "repeats", moves: true},
	sockapi.Defers:     {word: "defers", moves: true},
	sockapi.Spawns:     {word: "spawns", moves: true},
	sockapi.MakesNamed: {word: "makes-named"},
	sockapi.Removes:    {word: "removes", may: "may-remove", ends: true},
	sockapi.Unlinks:    {word: "unlinks", may: "may-unlink", ends: true},
	sockapi.Parents:    {word: "parents", after: target, moves: true},
	sockapi.Bases:      {word: "bases", after: target, moves: true},
	keeps:              {deep: true, aside: true},
	invokes:            {word: "invokes", after: byWhom, deep: true, moves: true, aside: true},
	sweeps:             {word: "sweeps", after: byWhom, deep: true, moves: true},
	given:              {},
	names:              {word: "names"},
}

// traitOf returns what follows from role.
func traitOf(role sockapi.Role) trait { return traits[role] }

// roleOf returns the role that a fact calls word. may is true for an end that is not
// certain; ok is false if there is no such word.
func roleOf(word string) (role sockapi.Role, may, ok bool) {
	for role, t := range traits {
		if word == t.word || word == t.may {
			return role, word == t.may, word != ""
		}
	}
	return 0, false, false
}
