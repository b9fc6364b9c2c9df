// Package dirs follows temporary directories. It knows whether one is there when a function
// ends, who removes it, and what sockets are bound in it; whether that is a fault is for the
// passes to say.
package dirs
