// Package sockdir defines an Analyzer that checks for temporary directories of Unix
// sockets that nobody removes. Its Doc tells the rest.
package sockdir

const doc = `check for directories of Unix sockets that nobody removes

A Unix socket needs a path, and a path that nobody else has: code makes a temporary
directory for it. Closing the socket removes its file, and leaves the directory.
They pile up in the directory for temporary files:

	dir, err := os.MkdirTemp("", "server")
	if err != nil {
		return err
	}
	l, err := net.Listen("unix", filepath.Join(dir, "server.sock"))
	if err != nil {
		return err
	}
	defer l.Close() // dir stays

Remove the directory, with all that is in it:

	defer os.RemoveAll(dir)

and in a test

	t.Cleanup(func() { os.RemoveAll(dir) })

but not with t.TempDir, whose paths can be too long for a socket.

The check follows the path through functions, packages, struct fields and text. It
reports directories that are never removed; that are not removed on every path; of
which only the socket is removed, or the directory only if it is empty, and it is not;
and those whose removal is deferred in a function that ends the process, with os.Exit
or log.Fatal, where nothing deferred runs. Other temporary directories are none of its
business.

It is silent where code may remove the directory that cannot be seen: where a function
that removes it is handed out, and in other packages that get the path. Directories that
stay only when something fails, and those of which other packages get the path or the
socket, are reported with the flag -sockdir.strict only. With -sockdir.explain, the
check says of every temporary directory what it made of it.

The category of a finding says why the directory stays:

	never   nobody removes it
	socket  only the socket in it is removed, or os.Remove fails since it is not empty
	path    it is removed on some paths only
	exit    a deferred call is to remove it, and the process ends without that
	ignore  a comment that is to silence the check does not

A comment on the line of the finding or the one above silences it:

	//sockvet:ignore sockdir REASON`
