package summary

import (
	"sync"

	"github.com/sockvet/sockvet/internal/sockapi"
)

// Roles that only summaries have.
const (
	// Keeps is the role of code that cannot be seen: what it is given may be
	// kept, served or bound.
	Keeps sockapi.Role = 100 + iota
	// Invokes is the role of code that calls a method of an interface value; the
	// sink has its name. Only the caller that made the value knows its concrete
	// type, and so which method runs.
	Invokes
	// Sweeps is the role of code that calls a method of an interface value which may
	// remove what the value keeps, such as Close.
	Sweeps
	// Given is the role of a function of another package of which nothing is known.
	Given
	// Names is the role of code that makes the name of a Unix socket of text.
	Names
)

// A Trait is what follows from a role for those who follow values, tell callers of them,
// and write that down.
type Trait struct {
	Word  string // what facts call it; "" if callers in other packages need not know
	May   string // of an end: the word for one that is not certain
	After Layout // what stands in a fact after the place where it starts

	Ends  bool // it ends the life of a socket or a directory
	Hands bool // it hands a port to who uses it
	Tells bool // it gives text to another process
	Deep  bool // it is played by everything inside a value too
	Moves bool // it only says how values move, or who is called
	Aside bool // it is the first to go where there is too much to tell
	Alone bool // a package that calls such a function matters, whatever else it does
}

// A Layout is what stands in an entry of a fact after the place where it starts.
type Layout uint8

const (
	Plain     Layout = iota // nothing
	Target                  // the place to which it goes
	ByWhom                  // the API that does it
	OnNetwork               // that, and the network
)

// traits has a row for every role that a flow can have.
var traits = map[sockapi.Role]Trait{
	sockapi.Binds:      {Word: "binds", After: OnNetwork, Hands: true, Alone: true},
	sockapi.Reads:      {Word: "reads"},
	sockapi.Releases:   {Word: "releases", May: "may-release", Ends: true},
	sockapi.Duplicates: {Word: "duplicates"},
	sockapi.Serves:     {Word: "serves"},
	sockapi.Dials:      {Hands: true, Deep: true},
	sockapi.Starts:     {Word: "starts", After: ByWhom, Hands: true, Tells: true, Deep: true, Alone: true},
	sockapi.Sets:       {Word: "sets", After: ByWhom, Hands: true, Tells: true, Deep: true, Alone: true},
	sockapi.Gets:       {Word: "gets"},
	sockapi.Writes:     {Word: "writes", After: ByWhom, Hands: true, Tells: true, Deep: true, Alone: true},
	sockapi.Checks:     {Word: "checks", Aside: true},
	sockapi.Locks:      {Word: "locks"},
	sockapi.Registers:  {Word: "registers"},
	sockapi.Carries:    {Word: "carries", After: Target, Deep: true, Moves: true},
	sockapi.Formats:    {Word: "formats", After: Target, Deep: true, Moves: true},
	sockapi.Calls:      {Word: "calls", Moves: true},
	sockapi.Repeats:    {Word: "repeats", Moves: true},
	sockapi.Defers:     {Word: "defers", Moves: true},
	sockapi.Spawns:     {Word: "spawns", Moves: true},
	sockapi.MakesNamed: {Word: "makes-named"},
	sockapi.Enters:     {Word: "enters"},
	sockapi.Removes:    {Word: "removes", May: "may-remove", Ends: true},
	sockapi.Unlinks:    {Word: "unlinks", May: "may-unlink", Ends: true},
	sockapi.Parents:    {Word: "parents", After: Target, Moves: true},
	sockapi.Bases:      {Word: "bases", After: Target, Moves: true},
	Keeps:              {Deep: true, Aside: true},
	Invokes:            {Word: "invokes", After: ByWhom, Deep: true, Moves: true, Aside: true},
	Sweeps:             {Word: "sweeps", After: ByWhom, Deep: true, Moves: true},
	Given:              {},
	Names:              {Word: "names"},
}

// TraitOf returns what follows from role.
func TraitOf(role sockapi.Role) Trait { return traits[role] }

// A saying is a role, as a fact says it: may is true for an end that is not certain.
type saying struct {
	role sockapi.Role
	may  bool
}

// sayings has the words of facts.
var sayings = sync.OnceValue(func() map[string]saying {
	all := map[string]saying{}
	for role, t := range traits {
		if t.Word != "" {
			all[t.Word] = saying{role: role}
		}
		if t.May != "" {
			all[t.May] = saying{role: role, may: true}
		}
	}
	return all
})
