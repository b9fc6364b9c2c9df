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
	functions map[string][]string // import path to the names of its trigger functions
	methods   map[string][]string // import path to the names of its trigger methods
	anywhere  []string            // names that count whatever the package imports
}

// triggers returns the words of the table, computed once.
var triggers = sync.OnceValue(func() triggerWords {
	words := triggerWords{functions: map[string][]string{}, methods: map[string][]string{}}
	for _, fn := range sockapi.Funcs() {
		if !slices.ContainsFunc(fn.Effects, isTrigger) {
			continue
		}
		path, method, name := fn.Split()
		switch {
		case strings.HasPrefix(fn.Name, "(*net.Dialer).Dial") && fn.Effects[0].From.Path == "LocalAddr":
			continue // most dialers have none: see setsLocalAddr
		case strings.HasPrefix(fn.Name, "(*os.Root)."):
			// Names that much else has. Whoever has a Root names it, or opens it.
			words.functions[path] = append(words.functions[path], "Root", "OpenRoot")
			continue
		case !method:
			words.functions[path] = append(words.functions[path], name)
			continue
		}
		words.methods[path] = append(words.methods[path], name)
		if strings.Contains(name, "Listen") {
			// A server or a listener config may be a field of another
			// package's type: its methods are called without the import.
			words.anywhere = append(words.anywhere, name)
		}
	}
	return words
})

func isTrigger(e sockapi.Effect) bool { return slices.Contains(triggerRoles, e.Role) }
