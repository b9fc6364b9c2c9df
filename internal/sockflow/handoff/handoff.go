package handoff

import (
	"cmp"
	"go/token"

	"github.com/sockvet/sockvet/internal/sockflow/trace"
)

// A Use is one thing that happens to a port after its socket is closed, or to a path
// that a socket is bound to.
type Use struct {
	Role Role
	Name string    // the function that it is handed to here, as the code spells it
	Pos  token.Pos // of that call
	Sink string    // the API that does it in the end, such as "net.Listen"
	At   token.Pos // of the call of Sink, or NoPos if it is in another package
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

// A Step is something that happens to a socket or its port and that is no [Use],
// in words.
type Step struct {
	Pos  token.Pos
	What string
}

// Of returns what ev hands over, in that role.
func Of(ev trace.Event, role Role) Use {
	return Use{Role: role, Name: ev.Site.Name(), Pos: ev.Since().Pos(), Sink: ev.Sink.Name, At: ev.Sink.Pos}
}

// Compare orders hand-overs by their positions.
func Compare(x, y Use) int {
	return cmp.Or(cmp.Compare(x.Pos, y.Pos), cmp.Compare(x.Role, y.Role), cmp.Compare(x.At, y.At), cmp.Compare(x.Sink, y.Sink))
}

// To names who plays the role of an event.
func To(ev trace.Event) string {
	name := ev.Site.Name()
	if sink := ev.Sink.Name; sink != "" && sink != name {
		return name + " (" + sink + ")"
	}
	return name
}
