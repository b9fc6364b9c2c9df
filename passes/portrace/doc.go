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
It is silent where the port is only dialled, to prove that nobody answers,
where the socket is still open when the port is handed over, and where a
failure leads back to a fresh port.

A comment on the line of the finding or the one above silences it:

	//sockvet:ignore portrace REASON`
