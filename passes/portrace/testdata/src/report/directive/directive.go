// Package directive has faults with comments that silence them, or do not.
package directive

import (
	"net"
	"net/http"
)

func again(a net.Addr) { http.ListenAndServe(a.String(), nil) }

func silenced() {
	l1, _ := net.Listen("tcp", ":0")
	l1.Close() //sockvet:ignore portrace the network namespace is ours
	again(l1.Addr())

	l2, _ := net.Listen("tcp", ":0")
	//sockvet:ignore portrace the network namespace is ours
	l2.Close()
	again(l2.Addr())

	l3, _ := net.Listen("tcp", ":0")
	l3.Close() //sockvet:ignore sockpath,portrace the network namespace is ours
	again(l3.Addr())
}

func reported() {
	l1, _ := net.Listen("tcp", ":0")
	/* want "ignore portrace needs a reason" */ //sockvet:ignore portrace
	l1.Close()                                  // want "port of l1 is handed to again"
	again(l1.Addr())

	// Another check is silenced.
	l2, _ := net.Listen("tcp", ":0")
	//sockvet:ignore sockpath the path is short
	l2.Close() // want "port of l2 is handed to again"
	again(l2.Addr())

	// Too far away.
	l3, _ := net.Listen("tcp", ":0")
	//sockvet:ignore portrace the network namespace is ours

	l3.Close() // want "port of l3 is handed to again"
	again(l3.Addr())

	// A directive has no space after the slashes.
	l4, _ := net.Listen("tcp", ":0")
	// sockvet:ignore portrace the network namespace is ours
	l4.Close() // want "port of l4 is handed to again"
	again(l4.Addr())
}
