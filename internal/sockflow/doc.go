// Package sockflow follows sockets, and the addresses and ports that are read
// from them, through the functions of a package, and so temporary directories and
// the paths in them. It knows what happens to a port after its socket is closed, and
// whether a directory is there when a function ends, and what is bound; whether that is a fault is for
// the passes to say.
//
// Its storeys are packages below this one, from the bottom up:
//
//   - ssacode asks questions of the SSA form of a function.
//   - summary says what functions do, as their callers see it. Rows of the API table
//     (sockapi), facts about functions of other packages and the functions of this package
//     all have summaries, and are treated alike.
//   - program knows who is called where, and what variables and texts hold.
//   - binds reads backwards which paths and ports reach the binds of sockets.
//   - claim, memory and reader are what is said of a value, what is in memory, and what no
//     longer is, and who reads an address.
//   - condition is what callers must pass for a function to come to some point.
//   - trace follows claims through one function, from a parameter or from a socket, and
//     lists the events on the way.
//   - life is the state of one socket, held or released, along the control flow.
//   - handoff, ports and dirs make of the events what the passes see: an Endpoint is a
//     socket bound to port 0, and its Uses are the events that meet its port once it is
//     released; a Dir is a temporary directory, and its Leaks are where a function ends and
//     it is there.
//
// This package summarizes the functions bottom up over the call graph, has what they leave
// in package-level variables and fields followed to the functions that find it there, and
// exports the facts.
//
// Where the engine loses sight of a socket or a port, it is silent: a socket
// that may be held, is served or gets out of sight is not released.
package sockflow
