// Package binds tells which paths reach the binds of Unix sockets, and which ports those of
// others. It reads backwards: from the address that a call binds to what that is made of, in
// the function, in functions that it calls, and in those that call it. It knows what a path or
// a port is and where the code spells it; whether that is a fault is for the passes to say.
//
// A path is text, and text is only of use as a whole: how long it is, and how it begins. So
// where the reader loses sight of a piece of it, it says so, and where it can be one of
// several, it lists them. Values are not told apart by the order of what happens to them:
// what a path can be, it may be. Of a port it is enough that it comes last: that is what an
// address ends in.
package binds
