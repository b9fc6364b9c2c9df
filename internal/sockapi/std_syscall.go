package sockapi

// syscall and golang.org/x/sys/unix, which has the same functions. Sources:
// https://pkg.go.dev/syscall, https://pkg.go.dev/golang.org/x/sys/unix,
// $GOROOT/src/syscall/syscall_unix.go.
//
// The endpoint is the descriptor, from Bind on: Socket makes one that has no
// address yet, and Listen does not change the address it has. Whether it is TCP,
// UDP or a Unix socket was said to Socket, so the rows of Bind name no network.
func syscallRows() []Func {
	return []Func{
		row("syscall.Bind", Effect{Role: Acquires, From: Arg(1), To: Arg(0), Paths: true}),
		row("syscall.Getsockname", reads(Arg(0))),
		row("syscall.Close", releases(Arg(0))),
		row("syscall.Dup", duplicates(Arg(0)), carries(Arg(0), Ret(0))),
		row("syscall.Dup2", duplicates(Arg(0)), carries(Arg(0), Arg(1))),
		row("syscall.Dup3", duplicates(Arg(0)), carries(Arg(0), Arg(1))),
		row("syscall.UnixRights", duplicates(Arg(0, "[]")), carries(Arg(0, "[]"), Ret(0))), // whoever gets the message has a descriptor of its own (unix(7))
		row("syscall.Accept", serves(Arg(0))),
		row("syscall.Accept4", serves(Arg(0))),
		row("syscall.Read", serves(Arg(0))),
		row("syscall.Write", serves(Arg(0))), // to a socket; of a file it cannot be told from the descriptor
		row("syscall.Recvfrom", serves(Arg(0))),
		row("syscall.Recvmsg", serves(Arg(0))),
		row("syscall.Sendto", serves(Arg(0)), dials(Arg(3))),
		row("syscall.Sendmsg", serves(Arg(0)), dials(Arg(3))),
		row("syscall.SendmsgN", serves(Arg(0)), dials(Arg(3))),
		row("syscall.Connect", dials(Arg(1))),

		row("golang.org/x/sys/unix.Bind", Effect{Role: Acquires, From: Arg(1), To: Arg(0), Paths: true}),
		row("golang.org/x/sys/unix.Getsockname", reads(Arg(0))),
		row("golang.org/x/sys/unix.Close", releases(Arg(0))),
		row("golang.org/x/sys/unix.Dup", duplicates(Arg(0)), carries(Arg(0), Ret(0))),
		row("golang.org/x/sys/unix.Dup2", duplicates(Arg(0)), carries(Arg(0), Arg(1))),
		row("golang.org/x/sys/unix.Dup3", duplicates(Arg(0)), carries(Arg(0), Arg(1))),
		row("golang.org/x/sys/unix.UnixRights", duplicates(Arg(0, "[]")), carries(Arg(0, "[]"), Ret(0))),
		row("golang.org/x/sys/unix.Accept", serves(Arg(0))),
		row("golang.org/x/sys/unix.Accept4", serves(Arg(0))),
		row("golang.org/x/sys/unix.Read", serves(Arg(0))),
		row("golang.org/x/sys/unix.Write", serves(Arg(0))), // to a socket; of a file it cannot be told from the descriptor
		row("golang.org/x/sys/unix.Recvfrom", serves(Arg(0))),
		row("golang.org/x/sys/unix.Recvmsg", serves(Arg(0))),
		row("golang.org/x/sys/unix.RecvmsgBuffers", serves(Arg(0))),
		row("golang.org/x/sys/unix.Sendto", serves(Arg(0)), dials(Arg(3))),
		row("golang.org/x/sys/unix.Sendmsg", serves(Arg(0)), dials(Arg(3))),
		row("golang.org/x/sys/unix.SendmsgN", serves(Arg(0)), dials(Arg(3))),
		row("golang.org/x/sys/unix.SendmsgBuffers", serves(Arg(0)), dials(Arg(3))),
		row("golang.org/x/sys/unix.Connect", dials(Arg(1))),

		// A file that is named after a port, as for os.OpenFile.
		row("syscall.Open", checks(Arg(0), none), formats(Arg(0), Ret(0))),
		row("syscall.Flock", locks(Arg(0))),
		row("golang.org/x/sys/unix.Open", checks(Arg(0), none), formats(Arg(0), Ret(0))),
		row("golang.org/x/sys/unix.Flock", locks(Arg(0))),

		// Paths. Unlink of a directory fails (unlink(2)), and Rmdir of one that is not
		// empty does too (rmdir(2)).
		row("syscall.Chdir", enters(Arg(0))),
		row("syscall.Unlink", unlinks(Arg(0))),
		row("syscall.Rmdir", unlinks(Arg(0))),
		row("golang.org/x/sys/unix.Chdir", enters(Arg(0))),
		row("golang.org/x/sys/unix.Unlink", unlinks(Arg(0))),
		row("golang.org/x/sys/unix.Rmdir", unlinks(Arg(0))),

		// Processes.
		row("syscall.StartProcess", starts(Arg(0)), starts(Arg(1)), starts(Arg(2, "Env"))),
		row("syscall.ForkExec", starts(Arg(0)), starts(Arg(1)), starts(Arg(2, "Env"))),
		row("syscall.Exec", starts(Arg(0)), starts(Arg(1)), starts(Arg(2))),
		row("syscall.Setenv", sets(Arg(1))),
		row("syscall.Getenv", gets(Arg(0))),
		quits("syscall.Exit"),
		row("golang.org/x/sys/unix.Exec", starts(Arg(0)), starts(Arg(1)), starts(Arg(2))),
		row("golang.org/x/sys/unix.Setenv", sets(Arg(1))),
		row("golang.org/x/sys/unix.Getenv", gets(Arg(0))),
		quits("golang.org/x/sys/unix.Exit")}
}
