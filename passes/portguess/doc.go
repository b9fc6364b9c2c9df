// Package portguess defines an Analyzer that checks for ports that are bound on a guess that
// they are free. Its Doc tells the rest.
package portguess

const doc = `check for ports that are bound on a guess that they are free

A port that code thinks up may be somebody else's. The check follows what is bound,
through functions, fields and text, back to where the number is from, and reports
numbers that nobody can know to be free:

	l, err := net.Listen("tcp", "127.0.0.1:50123") // in a test

The kernel picks the ports of outgoing connections from a range: 32768 to 60999 on
Linux, 49152 to 65535 on macOS and Windows. Any connection of the machine may have the
port, for as long as it lasts and for a minute after it, and the test fails then:
"address already in use". So may two runs of the test. A port that is drawn at random,
and one that is counted up from another, are no better. The kernel knows which are free:

	l, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		t.Fatal(err)
	}
	addr := l.Addr().String()

The check is silent where the code does not prove that the number is bound: where it is
only dialled, is a fixture, or is told by callers who are not in sight; where another
one is tried if the bind fails, and where the test wants that to fail. Numbers that are
fixed or counted are reported in tests only. With the flag -portguess.strict it reports
more: ports next to one that the kernel chose, and those of programs. With
-portguess.explain, it says of every bind what it knows of the port, and what it made of
that.

The category of a finding says what kind of guess it is:

	random    the number is drawn at random, or made of a clock, a hash or the like
	sequence  it is counted up from another one, which may be free
	fixed     it is a constant in the range of outgoing connections
	ignore    a comment that is to silence the check does not

A comment on the line of the finding or the one above silences it:

	//sockvet:ignore portguess REASON`
