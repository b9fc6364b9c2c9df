// Package handoff is what happens to a port after its socket is closed, or to the path of a
// socket, as the passes see it.
package handoff
