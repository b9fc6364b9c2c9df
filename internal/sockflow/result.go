package sockflow

import (
	"go/token"
	"slices"

	"golang.org/x/tools/go/ssa"

	"github.com/sockvet/sockvet/internal/sockapi"
)

// Result is what the engine found in a package.
type Result struct {
	// Endpoints are the sockets bound to port 0 whose port outlives them: bound
	// and closed in this package, or in a function of another package that this
	// one calls. They are in the order of their positions.
	Endpoints []*Endpoint

	// Others are the rest of the sockets that may be bound to port 0, for whoever
	// wants to know why nothing is said of them. They are in no order.
	Others []*Endpoint

	// Dirs are the temporary directories that functions of the package make, or get
	// from functions that do, in the order of their positions.
	Dirs []*Dir
}

// An Endpoint is a socket that is bound to a port the kernel chooses.
type Endpoint struct {
	Name    string    // the variable that holds it, or ""
	Bind    token.Pos // where it is bound, or where the helper that binds it is called
	Read    token.Pos // where its address is first read; NoPos if a helper did
	Release token.Pos // where it is closed; NoPos if a helper did
	Helper  string    // the function of another package that binds and closes it, or ""
	Package string    // the import path of that package
	Origin  string    // where Helper does so
	Address string    // what Helper binds, such as "localhost:0", if it returns the whole address; else ""

	Uses  []Use  // what becomes of the port once the socket is closed, in the order of positions
	Trail []Step // what else happens to the socket and its port, as far as it is seen

	Probe  bool // it is bound to one port after the other, to find one that is free
	Served bool // somebody accepts or receives on it, or keeps it: it is no mere reservation
	Proven bool // its port is 0 for at least one caller
}

// A Dir is a temporary directory, as one function sees it that makes it or gets it
// from a function that does.
type Dir struct {
	Make    token.Pos // where it is made, or where the function is called that makes it
	Name    string    // that function, as the code spells it: "os.MkdirTemp", "tempDir"
	Path    bool      // the function yields the path of the directory first
	Offered bool      // the function yields one that removes the directory
	Asked   bool      // callers tell in which directory it is made
	Package string    // the import path of the function, if that is another package's that is no row of the table
	Origin  string    // where that one makes the directory
	Maker   *Dir      // the directory as the function of this package sees it that Make calls; nil if there is none
	Takers  []*Dir    // the directory as those functions see it that get it from this one

	Proven   bool      // for one caller at least it is not made in another directory, which is removed
	Sockets  []Use     // what says that it is there for Unix sockets, in the order of positions
	Removals []Removal // what removes it, or something in it
	Leaks    []Leak    // where the function ends, and the directory is there for sure
	Unsure   bool      // the function may end with the directory in place, or without
	Left     []Left    // how the function leaves it to others
	Lost     bool      // code that cannot be seen may remove it
	Closed   bool      // the function closes the socket that is bound in it
	Trail    []Step    // what else happens to it, as far as it is seen

	fn        *ssa.Function
	outs      []out
	variables []string // of the environment, that hold it
}

// A Removal removes a directory or something in it.
type Removal struct {
	Pos    token.Pos
	Name   string // the function that does it, as the code spells it
	Whole  bool   // it removes the directory, with all that is in it
	Full   bool   // it is of the directory, and fails since there is something in it
	Failed bool   // it does so after an error only
	Beyond bool   // it is in a function that finds the directory in a field or a variable
}

// A Leak is where a function ends with a directory in place.
type Leak struct {
	Pos     token.Pos
	Quits   bool // the process ends there
	Skipped bool // a deferred call would remove it, if the function returned
	Failed  bool // it ends since something failed
}

// A Left says what of a directory a function leaves to whom.
type Left struct {
	What What
	To   Whom
}

// A What is a part of a directory that others get to see.
type What uint8

const (
	Path     What = iota + 1 // its path
	Inside                   // the path of something in it
	Listener                 // the socket that is bound in it
	Remover                  // a function that removes it
)

var whats = map[kind]What{itself: Path, made: Inside, named: Inside, socket: Listener, remover: Remover}

// A Whom is who gets what a function leaves to others.
type Whom uint8

const (
	Caller    Whom = iota + 1 // callers in this package only, by a result
	Foreign                   // callers in other packages too
	Nobody                    // callers, of which none is in sight
	Enclosing                 // the function around a literal, by a variable
	Field                     // whoever looks at a field of something that the caller has
	Variable                  // whoever looks at a package-level variable
)

// A Step is something that happens to a socket or its port and that is no [Use],
// in words.
type Step struct {
	Pos  token.Pos
	What string
}

func (e *Endpoint) note(pos token.Pos, what string) {
	if s := (Step{pos, what}); !slices.Contains(e.Trail, s) {
		e.Trail = append(e.Trail, s)
	}
}

// serve notes that the socket is no mere reservation, and why.
func (e *Endpoint) serve(pos token.Pos, why string) {
	e.Served = true
	e.note(pos, why)
}

// A Use is one thing that happens to a port after its socket is closed.
type Use struct {
	Role       Role
	Name       string    // the function that the port is handed to here, as the code spells it
	Pos        token.Pos // of that call
	Sink       string    // the API that does it in the end, such as "net.Listen"
	At         token.Pos // of the call of Sink, or NoPos if it is in another package
	Retried    bool      // failure leads back to a fresh port, success does not
	Brief      bool      // nothing but the start of a process comes after the close
	Registered bool      // the port is entered in a registry, or drawn until it is free there

	attempt attempt
}

// A Role says what a [Use] does.
type Role uint8

const (
	Bind     Role = iota + 1 // binds the port
	Process                  // starts a process with it
	Env                      // puts it into the environment
	File                     // writes it to a file
	Dial                     // connects to it
	Exported                 // returns it from a function that other packages can call
	Unknown                  // gives it to code that cannot be seen
	Named                    // makes the name of a Unix socket of it
)

var uses = map[sockapi.Role]Role{
	sockapi.Binds:  Bind,
	sockapi.Starts: Process,
	sockapi.Sets:   Env,
	sockapi.Writes: File,
	sockapi.Dials:  Dial,
}
