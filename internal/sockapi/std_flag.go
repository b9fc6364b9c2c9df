package sockapi

// Flags: what is set by name, or stands in a list of arguments, is what the variable of that
// name holds; or else the default. Source: https://pkg.go.dev/flag.
//
// Left out: Var, TextVar and Func, which call what they are given when the flag is set, and
// Arg, which counts what is no flag.
func flagRows() []Func {
	const set, commandLine = "(*flag.FlagSet)", "flag.CommandLine"
	rows := []Func{
		row(set+".Parse", carries(Arg(0, "[-$]"), Recv("[$]"))),
		row("flag.Parse", carries(In("os.Args", "[-$]"), In(commandLine, "[$]"))),
		text("(flag.Value).String", Recv()),
		row("(flag.Value).Set", carries(Arg(0), Recv())),
		passes("(flag.Getter).Get", Recv()),
	}
	in := func(path string) Place { return In(commandLine, path) }
	rows = append(rows, flagsOf(set, func(path string) Place { return Recv(path) })...)
	return append(rows, flagsOf("flag", in)...)
}

// flagsOf returns the rows of the methods of a set of flags, or of the functions beside it, that
// has its flags at places.
func flagsOf(owner string, flags func(path string) Place) []Func {
	rows := []Func{
		row(owner+".Set", carries(Arg(1), flags("[$0]"))),
		row(owner+".Lookup", carries(flags("[$0]"), Ret(0, "Value"))),
		row(owner+".String", carries(flags("[$0]"), Ret(0)), carries(Arg(1), Ret(0))),
		row(owner+".StringVar", carries(flags("[$1]"), Arg(0)), carries(Arg(2), Arg(0))),
	}
	for _, number := range []string{"Int", "Int64", "Uint", "Uint64"} {
		rows = append(rows,
			row(owner+"."+number, formats(flags("[$0]"), Ret(0)), carries(Arg(1), Ret(0))),
			row(owner+"."+number+"Var", formats(flags("[$1]"), Arg(0)), carries(Arg(2), Arg(0))))
	}
	return rows
}
