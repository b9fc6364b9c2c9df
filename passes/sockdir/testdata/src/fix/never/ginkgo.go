package never

import (
	"net"
	"os"
	"path/filepath"

	g "github.com/onsi/ginkgo/v2"
	. "github.com/onsi/gomega"
)

// DeferCleanup may not be called where the tree of specs is made.
var _ = g.Describe("a container", func() {
	dir, err := os.MkdirTemp("", "x") // want `never removed`
	Expect(err).NotTo(HaveOccurred())

	g.It("uses it", func() {
		l, err := net.Listen("unix", filepath.Join(dir, "s"))
		Expect(err).NotTo(HaveOccurred())
		defer l.Close()
	})
})

// It may be called from there.
func listens() net.Listener {
	dir, err := os.MkdirTemp("", "x") // want `never removed`
	Expect(err).NotTo(HaveOccurred())
	l, err := net.Listen("unix", filepath.Join(dir, "s"))
	Expect(err).NotTo(HaveOccurred())
	return l
}

var _ = g.Describe("a helper", func() {
	g.It("is called", func() {
		l := listens()
		defer l.Close()
	})
})

// The function may run at any time.
var _ = g.Describe("a goroutine", func() {
	g.It("starts", func() {
		go func() {
			dir, err := os.MkdirTemp("", "x") // want `never removed`
			Expect(err).NotTo(HaveOccurred())
			l, err := net.Listen("unix", filepath.Join(dir, "s"))
			Expect(err).NotTo(HaveOccurred())
			l.Accept()
		}()
	})
})
