// Package summary says what functions do with sockets, addresses, ports and temporary
// directories, as their callers see it.
//
// A [Place] is a spot that a function shares with its callers, such as a field of a
// parameter. A [Flow] is one thing that the function does with a place, a [Source] is a
// socket or a directory that callers get from it. A [Summary] has both. Rows of the API
// table (sockapi), facts about functions of other packages and the functions of the
// package under analysis all have summaries, and are treated alike.
//
// A [Trait] says what follows from a role, in one row a role. A [Fact] is a summary as
// text, for other packages; [Prune] keeps out of it what they cannot use.
package summary
