// Package ginkgo is what tests need of github.com/onsi/ginkgo: functions that
// keep the functions they are given and run them later, one after the other.
package ginkgo

var nodes []func()

func Describe(text string, body func()) bool { body(); return true }
func BeforeEach(body func())                 { nodes = append(nodes, body) }
func AfterEach(body func())                  { nodes = append(nodes, body) }
func It(text string, body func())            { nodes = append(nodes, body) }
