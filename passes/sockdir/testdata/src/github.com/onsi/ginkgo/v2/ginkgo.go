// Package ginkgo has some of the functions of the module of this name.
package ginkgo

func Describe(text string, args ...any) bool      { return true }
func DescribeTable(text string, args ...any) bool { return true }
func It(text string, args ...any) bool            { return true }
func FIt(text string, args ...any) bool           { return true }
func BeforeEach(args ...any) bool                 { return true }
func AfterEach(args ...any) bool                  { return true }
func By(text string, callback ...func())          {}
func DeferCleanup(args ...any)                    {}
