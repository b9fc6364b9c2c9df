package gate

import (
	"slices"
	"strings"
	"sync"

	"github.com/sockvet/sockvet/internal/sockapi"
)

// triggerRoles are the roles of functions that make a port or a path worth following:
// it comes to be in them, goes to somebody who may bind it, or is locked away or
// removed. What a function does in any other role matters only along with one of
// these.
var triggerRoles = []sockapi.Role{
	sockapi.Acquires, sockapi.Binds, sockapi.Starts, sockapi.Sets, sockapi.Writes, sockapi.Locks,
	sockapi.Gets, sockapi.Makes, sockapi.Removes, sockapi.Unlinks,
}

type triggerWords struct {
	byImport map[string][]string // import path to the last names of its trigger functions
	anywhere []string            // names that count whatever the package imports
}

// triggers returns the words of the table, computed once.
var triggers = sync.OnceValue(func() triggerWords {
	words := triggerWords{byImport: map[string][]string{}}
	for _, fn := range sockapi.Funcs() {
		if !slices.ContainsFunc(fn.Effects, isTrigger) {
			continue
		}
		path, method, name := fn.Split()
		words.byImport[path] = append(words.byImport[path], name)
		if method && strings.Contains(name, "Listen") {
			// A server or a listener config may be a field of another
			// package's type: its methods are called without the import.
			words.anywhere = append(words.anywhere, name)
		}
	}
	return words
})

func isTrigger(e sockapi.Effect) bool { return slices.Contains(triggerRoles, e.Role) }
