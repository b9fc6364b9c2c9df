// Package ginkgo has directories that specs of Ginkgo make.
package ginkgo

import (
	"net"
	"os"
	"path/filepath"

	g "github.com/onsi/ginkgo/v2"
	. "github.com/onsi/gomega"
)

var _ = g.Describe("a socket", func() {
	var shared string

	g.BeforeEach(func() {
		var err error
		shared, err = os.MkdirTemp("", "x") // want `never removed`
		Expect(err).NotTo(HaveOccurred())
	})

	g.It("is in the directory of all", func() {
		l, err := net.Listen("unix", filepath.Join(shared, "s"))
		Expect(err).NotTo(HaveOccurred())
		defer l.Close()
	})

	g.It("is in a directory of its own", func() {
		dir, err := os.MkdirTemp("", "x") // want `never removed`
		Expect(err).NotTo(HaveOccurred())
		l, err := net.Listen("unix", filepath.Join(dir, "s"))
		Expect(err).NotTo(HaveOccurred())
		defer l.Close()
	})

	g.FIt("is what matters now", func() {
		dir, err := os.MkdirTemp("", "x") // want `never removed`
		Expect(err).NotTo(HaveOccurred())
		l, err := net.Listen("unix", filepath.Join(dir, "s"))
		Expect(err).NotTo(HaveOccurred())
		defer l.Close()
	})

	g.DescribeTable("is one of many", func(name string) {
		dir, err := os.MkdirTemp("", "x") // want `never removed`
		Expect(err).NotTo(HaveOccurred())
		l, err := net.Listen("unix", filepath.Join(dir, name))
		Expect(err).NotTo(HaveOccurred())
		defer l.Close()
	})
})
