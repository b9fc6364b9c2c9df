// Package directive has faults with comments that silence them, or do not.
package directive

import (
	"fmt"
	"net"
	"net/http"
	"os"
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
	l3.Close() //sockvet:ignore sockdir,portrace the network namespace is ours
	again(l3.Addr())
}

func reported() {
	l1, _ := net.Listen("tcp", ":0")
	/* want "ignore portrace needs a reason" */ //sockvet:ignore portrace
	l1.Close()                                  // want "port of l1 is handed to again"
	again(l1.Addr())

	// Another check is silenced.
	l2, _ := net.Listen("tcp", ":0")
	//sockvet:ignore sockdir the path is short
	l2.Close() // want "port of l2 is handed to again"
	again(l2.Addr())

	// Too far away.
	l3, _ := net.Listen("tcp", ":0")
	/* want "ignore portrace silences nothing: there is no call on this line or the next" */ //sockvet:ignore portrace the network namespace is ours

	l3.Close() // want "port of l3 is handed to again"
	again(l3.Addr())

	// The reason goes on.
	l4, _ := net.Listen("tcp", ":0")
	/* want "ignore portrace silences nothing: there is no call on this line or the next" */ //sockvet:ignore portrace the network namespace
	// is ours
	l4.Close() // want "port of l4 is handed to again"
	again(l4.Addr())

	// One on the other.
	dir, _ := os.MkdirTemp("", "x")
	l5, _ := net.Listen("tcp", ":0")
	/* want "ignore portrace silences nothing: there is no call on this line or the next" */ //sockvet:ignore portrace the network namespace is ours
	//sockvet:ignore sockdir the container goes
	l5.Close() // want "port of l5 is handed to again"
	again(l5.Addr())
	net.Listen("unix", dir+"/s")
}

func misspelt() {
	// A directive has no space after the slashes.
	l1, _ := net.Listen("tcp", ":0")
	/* want "this comment silences nothing: write //sockvet:ignore portrace REASON" */ // sockvet:ignore portrace the network namespace is ours
	l1.Close()                                                                         // want "port of l1 is handed to again"
	again(l1.Addr())

	l2, _ := net.Listen("tcp", ":0")
	/* want "this comment silences nothing" */ //sockvet:ignored portrace the network namespace is ours
	l2.Close()                                 // want "port of l2 is handed to again"
	again(l2.Addr())

	l3, _ := net.Listen("tcp", ":0")
	/* want "this comment silences nothing" */ //sockvet:Ignore portrace the network namespace is ours
	l3.Close()                                 // want "port of l3 is handed to again"
	again(l3.Addr())

	l4, _ := net.Listen("tcp", ":0")
	/* want "this comment silences nothing" */ //sockvet:nolint the network namespace is ours
	l4.Close()                                 // want "port of l4 is handed to again"
	again(l4.Addr())

	l5, _ := net.Listen("tcp", ":0")
	/* want "this comment silences nothing" */ /*sockvet:ignore portrace the network namespace is ours*/
	l5.Close()                                 // want "port of l5 is handed to again"
	again(l5.Addr())

	l6, _ := net.Listen("tcp", ":0")
	/* want "this comment silences nothing" */ //sockvet ignore portrace: the network namespace is ours
	l6.Close()                                 // want "port of l6 is handed to again"
	again(l6.Addr())

	l7, _ := net.Listen("tcp", ":0")
	/* want "this comment silences nothing" */ //sockvet:ignore:portrace the network namespace is ours
	l7.Close()                                 // want "port of l7 is handed to again"
	again(l7.Addr())
}

func unknown() {
	l1, _ := net.Listen("tcp", ":0")
	/* want `ignore names "portrac", which is no check: there are portrace, portguess, sockdir, sockpath` */ //sockvet:ignore portrac the network namespace is ours
	l1.Close()                                                                             // want "port of l1 is handed to again"
	again(l1.Addr())

	l2, _ := net.Listen("tcp", ":0")
	/* want `ignore names "all", which is no check` */ //sockvet:ignore all the network namespace is ours
	l2.Close()                                         // want "port of l2 is handed to again"
	again(l2.Addr())

	l3, _ := net.Listen("tcp", ":0")
	/* want "ignore names no check, and silences nothing" */ //sockvet:ignore
	l3.Close()                                               // want "port of l3 is handed to again"
	again(l3.Addr())

	// The other name counts.
	l4, _ := net.Listen("tcp", ":0")
	/* want `ignore names "Portrace", which is no check` */ //sockvet:ignore portrace,Portrace the network namespace is ours
	l4.Close()
	again(l4.Addr())

	l5, _ := net.Listen("tcp", ":0")
	/* want "ignore names nothing beside a comma: write it without spaces, as in portrace,portguess" */ //sockvet:ignore portrace, sockdir the network namespace is ours
	l5.Close()
	again(l5.Addr())

	// A tab will do.
	l6, _ := net.Listen("tcp", ":0")
	l6.Close() //sockvet:ignore	portrace	the network namespace is ours
	again(l6.Addr())
}

// The finding is elsewhere, or there is none any more.
func unused() {
	l1, _ := net.Listen("tcp", ":0")
	/* want "ignore portrace silences nothing: there is no finding on this line or the next" */ //sockvet:ignore portrace the network namespace is ours
	again(l1.Addr())
	l1.Close()

	l2, _ := net.Listen("tcp", ":0")
	l2.Close() // want "port of l2 is handed to again"
	/* want "ignore portrace silences nothing: there is no finding" */ //sockvet:ignore portrace the network namespace is ours
	again(l2.Addr())

	/* want "ignore portrace silences nothing: there is no call" */ //sockvet:ignore portrace there was a socket here
	fmt.Println("no more")

	l3, _ := net.Listen("tcp", ":0")
	defer l3.Close() /* want "ignore portrace silences nothing: there is no finding" */ //sockvet:ignore portrace the network namespace is ours
	again(l3.Addr())
	/* want "ignore portrace silences nothing: there is no call" */ //sockvet:ignore portrace,sockdir the network namespace is ours
}

/* want "ignore portrace silences nothing: there is no call" */ //sockvet:ignore portrace all of the function is right
func declared() {
	l, _ := net.Listen("tcp", ":0")
	l.Close() // want "port of l is handed to again"
	again(l.Addr())
}
