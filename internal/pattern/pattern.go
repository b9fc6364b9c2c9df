// Package pattern has regular expressions that are compiled when they are first asked for.
//
// go vet starts a process for each package, most of which end before they need any.
package pattern

import (
	"regexp"
	"sync"
)

// New returns a function that compiles expr once, and panics if it is wrong: it is for
// variables of packages, and takes the place of [regexp.MustCompile].
func New(expr string) func() *regexp.Regexp {
	return sync.OnceValue(func() *regexp.Regexp { return regexp.MustCompile(expr) })
}
