// Package claim is what is said of values while they are followed: that one is a socket, the
// address of one, a directory, or a function that closes or removes it.
package claim
