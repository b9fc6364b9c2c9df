// Package gomega has some of the functions of the module of this name.
package gomega

type Assertion interface {
	NotTo(matcher any, args ...any) bool
}

func Expect(actual any, extra ...any) Assertion { return nil }
func HaveOccurred() any                         { return nil }
