// Package portrace defines an Analyzer that checks for ports that are given
// away after the socket that held them was closed. Its Doc tells the rest.
package portrace

const doc = `check for ports that are freed before they are used

To find a free port, code binds a socket to port 0, reads the port that the
kernel chose, closes the socket, and hands the number to somebody who binds it
again: another listener, a server's configuration, a child process. Between the
close and the second bind any process of the machine can get the port. The
second bind then fails, or, worse, clients reach a stranger:

	l, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		return err
	}
	addr := l.Addr().String()
	l.Close()
	return http.ListenAndServe(addr, handler) // addr may be another's by now

Keep the listener instead:

	return http.Serve(l, handler)

The check follows the port through functions, packages, struct fields and text.
A search that binds one port after the other has the same fault as port 0. The
check is silent where the port is only dialled, to prove that nobody answers, and
where the socket is still open when the port is handed over.

Code that copes with the loss of the port, since a failure leads back to a fresh
one or since the ports are kept in a registry, is reported with the flag
-portrace.mitigated only. With -portrace.explain, the check says of every socket
that may be bound to port 0 why it is a fault or none.

Where the code shows what is right, a finding has a fix, which keeps the socket
open or has the port chosen where it is bound. With -portrace.fix=helpers there
are more: of functions that return a port, their callers, and how servers are set up.

The category of a finding says who gets the port:

	bind         something in this process that binds it
	process      the arguments or the environment of a new process
	environment  the environment of this process
	file         a file
	helper       the callers of a function that other packages can call
	unseen       code that cannot be seen and seems to listen; only for the port of another module's helper
	probe        any of these, for a port that a search found free
	dropped      any of these, of a socket that is neither closed nor kept
	mitigated    any of these, in code that copes with the loss of the port
	ignore       nobody: a comment that is to silence the check does not

A comment on the line of the finding or the one above silences it:

	//sockvet:ignore portrace REASON`
