package sockapi

// testing, log, and the packages that run functions or keep values for later.
// Sources: https://pkg.go.dev/testing and $GOROOT/src of each package.
func testingRows() []Func {
	return []Func{
		// T, B and F embed common; TB is an interface of its own (testing.go).
		row("(*testing.common).Cleanup", defers(Arg(0))),
		row("(testing.TB).Cleanup", defers(Arg(0))),
		row("(*testing.common).Setenv", sets(Arg(1))),
		row("(*testing.T).Setenv", sets(Arg(1))),
		row("(testing.TB).Setenv", sets(Arg(1))),
		row("(*testing.common).Chdir", enters(Arg(0))),
		row("(*testing.T).Chdir", enters(Arg(0))),
		row("(testing.TB).Chdir", enters(Arg(0))),
		row("(*testing.T).Run", calls(Arg(1))),
		row("(*testing.B).Run", calls(Arg(1))),
		row("(*testing.B).RunParallel", calls(Arg(0))), // returns when all its goroutines have
		row("(*testing.F).Fuzz", calls(Arg(0))),
		row("testing/synctest.Test", calls(Arg(1))),
		exits("(*testing.common).FailNow"),
		exits("(*testing.common).Fatal"),
		exits("(*testing.common).Fatalf"),
		exits("(*testing.common).Skip"),
		exits("(*testing.common).SkipNow"),
		exits("(*testing.common).Skipf"),
		exits("(testing.TB).FailNow"),
		exits("(testing.TB).Fatal"),
		exits("(testing.TB).Fatalf"),
		exits("(testing.TB).Skip"),
		exits("(testing.TB).SkipNow"),
		exits("(testing.TB).Skipf"),

		exits("runtime.Goexit"),
		quits("log.Fatal"), // calls os.Exit (log/log.go)
		quits("log.Fatalf"),
		quits("log.Fatalln"),
		exits("log.Panic"), // panics: what is deferred runs
		exits("log.Panicf"),
		exits("log.Panicln"),
		quits("(*log.Logger).Fatal"),
		quits("(*log.Logger).Fatalf"),
		quits("(*log.Logger).Fatalln"),
		exits("(*log.Logger).Panic"),
		exits("(*log.Logger).Panicf"),
		exits("(*log.Logger).Panicln"),

		row("(*sync.Once).Do", calls(Arg(0))),
		passes("sync.OnceFunc", Arg(0)), // calling the result calls f
		passes("sync.OnceValue", Arg(0)),
		passes("sync.OnceValues", Arg(0)),
		row("(*sync.WaitGroup).Go", spawns(Arg(0))),
		row("time.AfterFunc", spawns(Arg(1))),
		row("context.AfterFunc", spawns(Arg(1))),

		// What they run when a value is garbage, which may be never (runtime/mcleanup.go).
		row("runtime.AddCleanup", carries(Arg(2), Arg(1, "(0)")), spawns(Arg(1))),
		row("runtime.SetFinalizer", carries(Arg(0), Arg(1, "(0)")), spawns(Arg(1)))}
}
