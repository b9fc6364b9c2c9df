package sockapi

// os and os/exec: processes, the environment and files. Sources:
// https://pkg.go.dev/os, https://pkg.go.dev/os/exec and $GOROOT/src/os.
func osRows() []Func {
	return []Func{
		// A command is built first and started later: both are rows, since the port
		// may be released in between.
		row("os/exec.Command",
			starts(Arg(0)), starts(Arg(1)),
			carries(Arg(0), Ret(0, "Args.[]")), carries(Arg(1), Ret(0, "Args"))),
		row("os/exec.CommandContext",
			starts(Arg(1)), starts(Arg(2)),
			carries(Arg(1), Ret(0, "Args.[]")), carries(Arg(2), Ret(0, "Args"))),
		row("(*os/exec.Cmd).Start", starts(Recv("Args")), starts(Recv("Env")), starts(Recv("Stdin"))),
		row("(*os/exec.Cmd).Run", starts(Recv("Args")), starts(Recv("Env")), starts(Recv("Stdin"))),
		row("(*os/exec.Cmd).Output", starts(Recv("Args")), starts(Recv("Env")), starts(Recv("Stdin"))),
		row("(*os/exec.Cmd).CombinedOutput", starts(Recv("Args")), starts(Recv("Env")), starts(Recv("Stdin"))),
		row("os.StartProcess", starts(Arg(0)), starts(Arg(1)), starts(Arg(2, "Env"))),

		row("os.Setenv", sets(Arg(1))),
		row("os.Getenv", gets(Arg(0))),
		row("os.LookupEnv", gets(Arg(0))),
		quits("os.Exit"),

		row("os.WriteFile", writes(Arg(1))),
		row("io/ioutil.WriteFile", writes(Arg(1))),
		row("(*os.Root).WriteFile", writes(Arg(1))),
		row("(*os.File).Write", writes(Arg(0))),
		row("(*os.File).WriteAt", writes(Arg(0))),
		row("(*os.File).WriteString", writes(Arg(0))),
		row("(*os.File).ReadFrom", writes(Arg(0))),

		// A file that is named after a port reserves it among those who know the name,
		// with O_EXCL or flock(2): the file stands for its name.
		row("os.OpenFile", checks(Arg(0), none), formats(Arg(0), Ret(0))),
		row("os.Mkdir", checks(Arg(0), none), makesNamed(Arg(0))),

		// A descriptor may be a socket's.
		row("os.NewFile", carries(Arg(0), Ret(0))),
		row("(*os.File).Fd", carries(Recv(), Ret(0))),
		row("(*os.File).Close", releases(Recv()))}
}
