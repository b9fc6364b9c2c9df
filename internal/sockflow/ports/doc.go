// Package ports follows sockets that are bound to port 0, and their ports. It knows which of
// them somebody gets after the socket is closed, and whether that is tried again, refused,
// or kept in a registry; whether it is a fault is for the passes to say.
package ports
