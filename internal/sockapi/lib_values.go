package sockapi

import "slices"

// What keeps or copies values of any type. Sources: the packages' pages on
// https://pkg.go.dev. Their own source is no help: nothing in it speaks of
// addresses, so sockvet does not read it, or it uses reflection.
//
// Left out: lo.Map and its like, whose results are those of a function that
// they call with each element.
func libValueRows() []Func {
	return slices.Concat(
		pointers("github.com/aws/aws-sdk-go-v2/aws", "String", "Int", "Int32", "Int64"),
		atomics("go.uber.org/atomic", "Int32", "Int64", "Uint32", "Uint64", "String"),
		[]Func{
			// Pointers.
			passes("k8s.io/utils/ptr.To", Arg(0)),
			passes("k8s.io/utils/ptr.Deref", Arg(0), Arg(1)),
			passes("google.golang.org/protobuf/proto.String", Arg(0)),
			passes("google.golang.org/protobuf/proto.Int32", Arg(0)),
			passes("google.golang.org/protobuf/proto.Int64", Arg(0)),
			passes("google.golang.org/protobuf/proto.Uint32", Arg(0)),
			passes("google.golang.org/protobuf/proto.Uint64", Arg(0)),

			passes("github.com/samber/lo.Must", Arg(0)),
			passes("github.com/samber/lo.Must1", Arg(0)),
			row("github.com/samber/lo.Must2", carries(Arg(0), Ret(0)), carries(Arg(1), Ret(1))),
			row("github.com/samber/lo.Must3", carries(Arg(0), Ret(0)), carries(Arg(1), Ret(1)), carries(Arg(2), Ret(2))),
			passes("github.com/samber/lo.ToPtr", Arg(0)),
			passes("github.com/samber/lo.FromPtr", Arg(0)),
			passes("github.com/samber/lo.FromPtrOr", Arg(0), Arg(1)),
			passes("github.com/samber/lo.Ternary", Arg(1), Arg(2)),
			passes("github.com/samber/lo.CoalesceOrEmpty", Arg(0, "[]")),
			passes("github.com/samber/lo.Uniq", Arg(0)),
			passes("github.com/samber/lo.Flatten", Arg(0, "[]")),

			// Copies by reflection.
			row("dario.cat/mergo.Merge", carries(Arg(1), Arg(0))),
			row("dario.cat/mergo.MergeWithOverwrite", carries(Arg(1), Arg(0))),
			into("dario.cat/mergo.Map", Arg(0), Arg(1)), // between structs and maps
			into("github.com/go-viper/mapstructure/v2.Decode", Arg(1), Arg(0)),
			into("github.com/mitchellh/mapstructure.Decode", Arg(1), Arg(0)),
			row("github.com/jinzhu/copier.Copy", carries(Arg(1), Arg(0))),
			row("github.com/jinzhu/copier.CopyWithOption", carries(Arg(1), Arg(0))),
			passes("github.com/mitchellh/copystructure.Copy", Arg(0)),
			passes("github.com/mitchellh/copystructure.Must", Arg(0)),
		})
}

// pointers returns the rows of a package with the functions Int and ToInt, and
// the same for other types.
func pointers(path string, types ...string) []Func {
	var rows []Func
	for _, name := range types {
		rows = append(rows, passes(path+"."+name, Arg(0)), passes(path+".To"+name, Arg(0)))
	}
	return rows
}

// atomics returns the rows of a package with types like those of sync/atomic.
func atomics(path string, types ...string) []Func {
	var rows []Func
	for _, name := range types {
		method := "(*" + path + "." + name + ")."
		rows = append(rows,
			passes(path+".New"+name, Arg(0)),
			row(method+"Store", carries(Arg(0), Recv())),
			row(method+"Swap", carries(Arg(0), Recv()), carries(Recv(), Ret(0))),
			row(method+"CompareAndSwap", carries(Arg(1), Recv())),
			passes(method+"Load", Recv()))
	}
	return rows
}
