package sockapi

// What keeps or copies values of any type. Sources: https://pkg.go.dev/sync,
// https://pkg.go.dev/sync/atomic, https://pkg.go.dev/slices and their kin.
//
// An iterator is a function that calls the function which it is given, argument 0, with
// what it yields (https://pkg.go.dev/iter).
//
// Left out: slices.Sort and its like, which move elements of a slice within it; maps.Keys,
// since keys are not followed; atomic Add, whose sum is another number.
func valueRows() []Func {
	return []Func{
		passes("slices.Clone", Arg(0)),
		passes("slices.Clip", Arg(0)),
		passes("slices.Grow", Arg(0)),
		passes("slices.Compact", Arg(0)),
		passes("slices.CompactFunc", Arg(0)),
		passes("slices.Delete", Arg(0)),
		passes("slices.DeleteFunc", Arg(0)),
		passes("slices.Repeat", Arg(0)),
		passes("slices.Concat", Arg(0, "[]")), // of slices: an element of the variadic one is a slice
		passes("slices.Insert", Arg(0), Arg(2)),
		passes("slices.Replace", Arg(0), Arg(3)),
		passes("slices.Max", Arg(0, "[]")),
		passes("slices.Min", Arg(0, "[]")),
		passes("slices.MaxFunc", Arg(0, "[]")),
		passes("slices.MinFunc", Arg(0, "[]")),
		passes("maps.Clone", Arg(0)),
		row("maps.Copy", carries(Arg(1), Arg(0))),
		passes("cmp.Or", Arg(0, "[]")),

		row("slices.All", carries(Arg(0, "[]"), Ret(0, "*0.(1)"))),
		row("slices.Backward", carries(Arg(0, "[]"), Ret(0, "*0.(1)"))),
		row("slices.Values", carries(Arg(0, "[]"), Ret(0, "*0.(0)"))),
		row("slices.Chunk", carries(Arg(0, "[]"), Ret(0, "*0.(0).[]"))),
		row("slices.Collect", carries(Arg(0, "*0.(0)"), Ret(0, "[]"))),
		row("slices.Sorted", carries(Arg(0, "*0.(0)"), Ret(0, "[]"))),
		row("slices.SortedFunc", carries(Arg(0, "*0.(0)"), Ret(0, "[]"))),
		row("slices.SortedStableFunc", carries(Arg(0, "*0.(0)"), Ret(0, "[]"))),
		row("slices.AppendSeq", carries(Arg(0), Ret(0)), carries(Arg(1, "*0.(0)"), Ret(0, "[]"))),
		row("maps.All", carries(Arg(0, "[]"), Ret(0, "*0.(1)"))),
		row("maps.Values", carries(Arg(0, "[]"), Ret(0, "*0.(0)"))),
		row("maps.Collect", carries(Arg(0, "*0.(1)"), Ret(0, "[]"))),
		row("maps.Insert", carries(Arg(1, "*0.(1)"), Arg(0, "[]"))),
		row("slices.ContainsFunc", carries(Arg(0, "[]"), Arg(1, "(0)")), calls(Arg(1))),
		row("slices.IndexFunc", carries(Arg(0, "[]"), Arg(1, "(0)")), calls(Arg(1)), finds(Arg(1))),

		row("slices.Contains", checks(Arg(1), Arg(0))),
		row("slices.Index", checks(Arg(1), Arg(0))),

		row("(*sync.Map).Store", carries(Arg(1), Recv("[@1]")), registers(Arg(0), Recv())),
		row("(*sync.Map).Swap", carries(Arg(1), Recv("[@1]")), carries(Recv("[@1]"), Ret(0)), checks(Arg(0), Recv())),
		row("(*sync.Map).CompareAndSwap", carries(Arg(2), Recv("[@1]"))),
		row("(*sync.Map).LoadOrStore", carries(Arg(1), Recv("[@1]")), carries(Arg(1), Ret(0)), carries(Recv("[@1]"), Ret(0)), checks(Arg(0), Recv())),
		row("(*sync.Map).Load", carries(Recv("[@1]"), Ret(0)), checks(Arg(0), Recv())),
		passes("(*sync.Map).LoadAndDelete", Recv("[@1]")),
		row("(*sync.Map).Range", carries(Recv("[]"), Arg(0, "(1)")), calls(Arg(0))),

		row("(*sync/atomic.Int32).Store", carries(Arg(0), Recv())),
		row("(*sync/atomic.Int64).Store", carries(Arg(0), Recv())),
		row("(*sync/atomic.Uint32).Store", carries(Arg(0), Recv())),
		row("(*sync/atomic.Uint64).Store", carries(Arg(0), Recv())),
		row("(*sync/atomic.Value).Store", carries(Arg(0), Recv())),
		row("(*sync/atomic.Pointer[T]).Store", carries(Arg(0), Recv())),
		row("(*sync/atomic.Int32).CompareAndSwap", carries(Arg(1), Recv())),
		row("(*sync/atomic.Int64).CompareAndSwap", carries(Arg(1), Recv())),
		row("(*sync/atomic.Pointer[T]).CompareAndSwap", carries(Arg(1), Recv())),
		row("(*sync/atomic.Int32).Swap", carries(Arg(0), Recv()), carries(Recv(), Ret(0))),
		row("(*sync/atomic.Int64).Swap", carries(Arg(0), Recv()), carries(Recv(), Ret(0))),
		row("(*sync/atomic.Pointer[T]).Swap", carries(Arg(0), Recv()), carries(Recv(), Ret(0))),
		passes("(*sync/atomic.Int32).Load", Recv()),
		passes("(*sync/atomic.Int64).Load", Recv()),
		passes("(*sync/atomic.Uint32).Load", Recv()),
		passes("(*sync/atomic.Uint64).Load", Recv()),
		passes("(*sync/atomic.Value).Load", Recv()),
		passes("(*sync/atomic.Pointer[T]).Load", Recv()),
		row("sync/atomic.StoreInt32", carries(Arg(1), Arg(0))),
		row("sync/atomic.StoreInt64", carries(Arg(1), Arg(0))),
		row("sync/atomic.StoreUint32", carries(Arg(1), Arg(0))),
		row("sync/atomic.StoreUint64", carries(Arg(1), Arg(0))),
		passes("sync/atomic.LoadInt32", Arg(0)),
		passes("sync/atomic.LoadInt64", Arg(0)),
		passes("sync/atomic.LoadUint32", Arg(0)),
		passes("sync/atomic.LoadUint64", Arg(0)),

		// The values of a context are its elements. Those it adds hold for every
		// context derived from it (context.go: Value walks up the parents).
		row("context.WithValue", carries(Arg(2), Ret(0, "[@1]")), carries(Arg(0), Ret(0))),
		passes("context.WithCancel", Arg(0)),
		passes("context.WithCancelCause", Arg(0)),
		passes("context.WithDeadline", Arg(0)),
		passes("context.WithTimeout", Arg(0)),
		passes("context.WithoutCancel", Arg(0)),
		passes("(context.Context).Value", Recv("[@1]"))}
}
