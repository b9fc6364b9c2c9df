// Package sockflow follows sockets, and the addresses and ports that are read
// from them, through the functions of a package, and so temporary directories and
// the paths in them. It knows what happens to a port after its socket is closed, and
// whether a directory is there when a function ends; whether that is a fault is for
// the passes to say.
//
// The parts, from the bottom up:
//
//   - A place is a spot that a function shares with its callers, such as a field
//     of a parameter. A summary says what a function does with its places: what
//     flows where, and which sockets it yields. Rows of the API table
//     (sockapi), facts about functions of other packages and the functions of
//     this package all have summaries, and are treated alike.
//   - A site is a call, or the hand-over of a function literal to somebody who
//     calls it, along with the summary of the callee.
//   - The tracer follows facts about values through one function, from a
//     parameter or from a socket, and lists the events on the way.
//   - A lifeline is the state of one socket, held or released, along the control
//     flow of one function.
//   - An Endpoint is a socket bound to port 0. Its Uses are the events that
//     meet its port when the lifeline says released.
//   - A Dir is a temporary directory, as one function sees it. Its Leaks are where
//     the function ends and the lifeline says held.
//
// Functions are analyzed bottom up over the call graph. What they leave in
// package-level variables and fields is then followed to the functions that
// find it there (cell.go).
//
// Where the engine loses sight of a socket or a port, it is silent: a socket
// that may be held, is served or gets out of sight is not released.
package sockflow
