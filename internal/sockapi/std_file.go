package sockapi

// Files, directories and their paths: what becomes of a directory that is made
// for Unix sockets. Sources: https://pkg.go.dev/os, https://pkg.go.dev/path/filepath
// and $GOROOT/src of each package.
//
// Left out: testing.T.TempDir, whose directory is removed when the test ends
// (testing/testing.go); os.CreateTemp, which makes a file; os.Rename, after which a
// directory has another name.
func fileRows() []Func {
	return []Func{
		row("os.MkdirTemp", makes(Arg(0)), formats(Arg(0), Ret(0))),
		row("io/ioutil.TempDir", makes(Arg(0)), formats(Arg(0), Ret(0))), // is os.MkdirTemp
		row("os.MkdirAll", makesNamed(Arg(0))),
		row("os.Chdir", enters(Arg(0))),
		row("os.RemoveAll", removes(Arg(0))),
		row("os.Remove", unlinks(Arg(0))),

		// A root does not leave its directory: what it removes has a name that is relative to
		// that (os/root.go).
		passes("os.OpenRoot", Arg(0)),
		passes("(*os.Root).Name", Recv()),
		row("(*os.Root).RemoveAll", removes(Arg(0))),
		row("(*os.Root).Remove", unlinks(Arg(0))),

		row("path.Base", bases(Arg(0))),
		row("path/filepath.Base", bases(Arg(0))),
		row("path/filepath.Rel", bases(Arg(1))),
		parent("path.Dir", Arg(0)),
		parent("path/filepath.Dir", Arg(0)),
		row("path/filepath.Split", Effect{Role: Parents, From: Arg(0), To: Ret(0)}, formats(Arg(0), Ret(1))),
		passes("path/filepath.Clean", Arg(0)),
		passes("path/filepath.Abs", Arg(0)),
		passes("path/filepath.EvalSymlinks", Arg(0)),
		passes("path/filepath.FromSlash", Arg(0)),
		passes("path/filepath.ToSlash", Arg(0)),
		passes("path.Clean", Arg(0))}
}
