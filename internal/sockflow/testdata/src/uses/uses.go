// Package uses has functions that other packages know by what they call in
// package facts.
package uses

import "facts"

// The fault is in the other package still.
func Wrapped() (int, error) { // want Wrapped:"^frees r0~ at facts/facts.go:22$"
	return facts.FreePort(), nil
}

// Here the port becomes free: Reserve holds it.
func Freed() string { // want Freed:"^frees r0~ at uses.go:15$"
	addr, release := facts.Reserve()
	if err := release(); err != nil {
		panic(err)
	}
	return addr
}

// The text of Bind tells which API binds in the end.
func Run(port int) { // want Run:"^binds p0 http.ListenAndServe$"
	if err := facts.Bind(port + 1); err != nil {
		panic(err)
	}
}

// The address goes into the server and is bound by it.
func Serve(addr string) error { // want Serve:"^binds p0 http.ListenAndServe$"
	return facts.New(addr).Run()
}
