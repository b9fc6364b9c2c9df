package dir

import (
	"os"
	"path/filepath"

	"github.com/onsi/ginkgo/v2"
	"github.com/sirupsen/logrus"
)

var _ = ginkgo.It("listens", func() {
	dir, err := os.MkdirTemp("", "x")
	if err != nil {
		ginkgo.Fail(err.Error())
	}
	ginkgo.DeferCleanup(os.RemoveAll, dir)
	serve(filepath.Join(dir, "s"))
})

var _ = ginkgo.It("listens again", func() {
	dir, err := os.MkdirTemp("", "x")
	if err != nil {
		ginkgo.Fail(err.Error())
	}
	ginkgo.DeferCleanup(func() { os.RemoveAll(dir) })
	serve(filepath.Join(dir, "s"))
})

var _ = ginkgo.Describe("a server", func() {
	var dir string
	ginkgo.BeforeEach(func() {
		dir, _ = os.MkdirTemp("", "x")
	})
	ginkgo.AfterEach(func() {
		os.RemoveAll(dir)
	})
	ginkgo.It("listens", func() {
		serve(filepath.Join(dir, "s"))
	})
})

var _ = ginkgo.Describe("a server", func() {
	ginkgo.It("asks the framework", func() {
		dir, _ := os.MkdirTemp("", "x")
		ginkgo.GinkgoT().Cleanup(func() { os.RemoveAll(dir) })
		serve(filepath.Join(dir, "s"))
	})
})

// A failure only.
func failing() error {
	dir, err := os.MkdirTemp("", "x")
	if err != nil {
		logrus.Fatal(err)
	}
	defer os.RemoveAll(dir)
	if err := serve(filepath.Join(dir, "s")); err != nil {
		logrus.Fatal(err)
	}
	return nil
}
