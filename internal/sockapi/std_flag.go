package sockapi

// Flags: what is set by name, or stands in a list of arguments, is what the variable of that
// name holds. Source: https://pkg.go.dev/flag.
//
// Left out: Var, TextVar and Func, which call what they are given when the flag is set, and
// Arg, which counts what is no flag.
func flagRows() []Func {
	const set = "(*flag.FlagSet)."
	rows := []Func{
		row(set+"Parse", carries(Arg(0, "[-$]"), Recv("[$]"))),
		row(set+"Set", carries(Arg(1), Recv("[$0]"))),
		row(set+"Lookup", carries(Recv("[$0]"), Ret(0, "Value"))),
		row(set+"String", carries(Recv("[$0]"), Ret(0))),
		row(set+"StringVar", carries(Recv("[$1]"), Arg(0))),
		text("(flag.Value).String", Recv()),
		row("(flag.Value).Set", carries(Arg(0), Recv())),
		passes("(flag.Getter).Get", Recv()),
	}
	for _, number := range []string{"Int", "Int64", "Uint", "Uint64"} {
		rows = append(rows,
			row(set+number, formats(Recv("[$0]"), Ret(0))),
			row(set+number+"Var", formats(Recv("[$1]"), Arg(0))))
	}
	return rows
}
