// Package sockpath defines an Analyzer that checks for paths of Unix sockets that cannot
// work, or that others may have. Its Doc tells the rest.
package sockpath

const doc = `check for paths of Unix sockets that cannot work

A Unix socket has a path, and that is no name like another: it is short, it belongs
to the machine and not to the process, and it stays when the process ends. The check
follows what is bound, through functions, fields and text, back to where the path is
made, and reports those that fail:

	l, err := net.Listen("unix", "/tmp/server.sock") // in a test

Two runs of the test collide there, what one of them leaves fails the next, and on a
machine with several users somebody else can be there first. A directory of its own
makes a path of its own:

	dir, err := os.MkdirTemp("", "x")
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { os.RemoveAll(dir) })
	l, err := net.Listen("unix", filepath.Join(dir, "server.sock"))

but not t.TempDir, which has the name of the test in it: a path can have 107 bytes on
Linux, and 103 on macOS and the BSDs.

In a program, os.RemoveAll of the path that is bound next is reported, where others say
what the path is: a directory of that name goes with all that is in it. os.Remove
removes a socket as well. And a name such as "@server" is that of an abstract socket on
Linux and Windows, but of a file elsewhere, which nothing removes.

The check is silent where the code does not prove what the path is: where a part of it
is a process number or random, where it is told by callers, and where what is bound is
only dialled, or not known. With the flag -sockpath.strict it reports more, such as paths
below t.TempDir that are too long on macOS, and sockets that are removed before they are
bound, which may be those of a living server. With -sockpath.explain, it says of every
bind what the path can be, and what it made of it.

The category of a finding says what is wrong with the path:

	too-long     it has more bytes than a socket can have
	predictable  others may have it, or what is removed by it
	stale        what is there is removed, and may be the socket of a living server
	abstract     it is an abstract name on some systems, and a file on others
	ignore       a comment that is to silence the check does not

A comment on the line of the finding or the one above silences it:

	//sockvet:ignore sockpath REASON`
