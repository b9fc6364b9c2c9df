package sockapi

import "slices"

// Configuration that is set and read by name. Sources: the packages' pages on
// https://pkg.go.dev.
//
// Left out: viper's functions, which use a variable that it does not export, and its defaults. A
// command has the flags of its own; those that it shares with others are among them here.
func configRows() []Func {
	const pflag, viper, koanf, env = "github.com/spf13/pflag", "(*github.com/spf13/viper.Viper).", "(*github.com/knadh/koanf/v2.Koanf).", "github.com/caarlos0/env/v11."
	const set, command = "(*" + pflag + ".FlagSet)", "(*github.com/spf13/cobra.Command)."
	in := func(path string) Place { return In(pflag+".CommandLine", path) }
	of := func(path string) Place { return Recv(path) }
	rows := []Func{
		row(set+".Parse", carries(Arg(0, "[-$]"), Recv("[$]"))),
		row(pflag+".Parse", carries(In("os.Args", "[-$]"), in("[$]"))),
		row(set+".GetString", carries(Recv("[$0]"), Ret(0))),
		row(set+".GetInt", formats(Recv("[$0]"), Ret(0))),
		row(set+".GetUint16", formats(Recv("[$0]"), Ret(0))),
		text("("+pflag+".Value).String", Recv()),
		row("("+pflag+".Value).Set", carries(Arg(0), Recv())),

		row(command+"Flags", carries(Recv("flags"), Ret(0))),
		row(command+"PersistentFlags", carries(Recv("flags"), Ret(0))),
		row(command+"SetArgs", carries(Arg(0, "[-$]"), Recv("flags.[$]"))),

		row(viper+"Set", carries(Arg(1), Recv("[$0]"))),
		row(viper+"Get", carries(Recv("[$0]"), Ret(0))),
		into(viper+"Unmarshal", Arg(0), Recv()),
		row(koanf+"Set", carries(Arg(1), Recv("[$0]"))),
		row(koanf+"Load", carries(Arg(0), Recv())),
		row(koanf+"Get", carries(Recv("[$0]"), Ret(0))),
		into(koanf+"Unmarshal", Arg(1), Recv()),
		passes("github.com/knadh/koanf/providers/confmap.Provider", Arg(0)),
		into(env+"ParseWithOptions", Arg(0), Arg(1, "Environment")),
		text(env+"ParseAsWithOptions", Arg(0, "Environment")),
	}
	for _, getter := range []string{"String", "Int", "Int64"} {
		rows = append(rows,
			row(viper+"Get"+getter, formats(Recv("[$0]"), Ret(0))),
			row(koanf+getter, formats(Recv("[$0]"), Ret(0))),
			row(koanf+"Must"+getter, formats(Recv("[$0]"), Ret(0))))
	}
	return slices.Concat(rows, flagsOf(set, of), flagsOf(pflag, in), shortFlagsOf(set, of), shortFlagsOf(pflag, in))
}

// shortFlagsOf is flagsOf for the functions of flags that have a shorthand.
func shortFlagsOf(owner string, flags func(path string) Place) []Func {
	return []Func{
		row(owner+".StringP", carries(flags("[$0]"), Ret(0)), carries(Arg(2), Ret(0))),
		row(owner+".StringVarP", carries(flags("[$1]"), Arg(0)), carries(Arg(3), Arg(0))),
		row(owner+".IntP", formats(flags("[$0]"), Ret(0)), carries(Arg(2), Ret(0))),
		row(owner+".IntVarP", formats(flags("[$1]"), Arg(0)), carries(Arg(3), Arg(0))),
		row(owner+".Uint16Var", formats(flags("[$1]"), Arg(0)), carries(Arg(2), Arg(0))),
		row(owner+".Uint16VarP", formats(flags("[$1]"), Arg(0)), carries(Arg(3), Arg(0))),
	}
}
