package sockapi

// What ends the process, or does something in the end. Sources: the packages' pages
// on https://pkg.go.dev.
//
// A Fatal that a program can make return, by an exit function or a hook of its own,
// does so in tests of the program only.
func endingRows() []Func {
	return []Func{
		// Calls os.Exit with what the tests return.
		quits("github.com/rogpeppe/go-internal/testscript.Main"),

		quits("github.com/sirupsen/logrus.Fatal"),
		quits("github.com/sirupsen/logrus.Fatalf"),
		quits("github.com/sirupsen/logrus.Fatalln"),
		quits("(*github.com/sirupsen/logrus.Logger).Fatal"),
		quits("(*github.com/sirupsen/logrus.Logger).Fatalf"),
		quits("(*github.com/sirupsen/logrus.Logger).Fatalln"),
		quits("(*github.com/sirupsen/logrus.Entry).Fatal"),
		quits("(*github.com/sirupsen/logrus.Entry).Fatalf"),
		quits("(*github.com/sirupsen/logrus.Entry).Fatalln"),
		quits("(*go.uber.org/zap.Logger).Fatal"),
		quits("(*go.uber.org/zap.SugaredLogger).Fatal"),
		quits("(*go.uber.org/zap.SugaredLogger).Fatalf"),
		quits("(*go.uber.org/zap.SugaredLogger).Fatalln"),
		quits("(*go.uber.org/zap.SugaredLogger).Fatalw"),
		quits("k8s.io/klog/v2.Fatal"),
		quits("k8s.io/klog/v2.Fatalf"),
		quits("k8s.io/klog/v2.Fatalln"),
		quits("k8s.io/klog/v2.Exit"),
		quits("k8s.io/klog/v2.Exitf"),
		quits("k8s.io/klog/v2.Exitln"),

		// The first argument is a function, and those behind it are what it is called
		// with: DeferCleanup(os.RemoveAll, dir).
		row("github.com/onsi/ginkgo/v2.DeferCleanup", defers(Arg(0, "[]")), removes(Arg(0, "[]")))}
}
