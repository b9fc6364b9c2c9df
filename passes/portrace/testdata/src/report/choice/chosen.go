package choice

import (
	"net"
	"net/http"
)

// A key or an argument chooses among functions that all bind the address, or among which the
// others do nothing with it; or a loop runs them all.
func pick(secure bool) func(string) error {
	if secure {
		return func(addr string) error { return http.ListenAndServeTLS(addr, "", "", nil) }
	}
	return func(addr string) error { return http.ListenAndServe(addr, nil) }
}

var commands = map[string]func(string) error{
	"serve": func(addr string) error { return http.ListenAndServe(addr, nil) },
	"help":  func(string) error { return nil },
}

var steps = []func(string) error{
	func(addr string) error { return http.ListenAndServe(addr, nil) },
	func(addr string) error {
		c, err := net.Dial("tcp", addr)
		if err != nil {
			return err
		}
		return c.Close()
	},
}

func chosen(secure bool, name string) error {
	if err := pick(secure)(reservedAddr()); err != nil {
		return err
	}
	return commands[name](reservedAddr())
}

func allSteps() {
	addr := otherAddr()
	for _, step := range steps {
		go step(addr)
	}
}

func reservedAddr() string {
	l, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		return ""
	}
	defer l.Close() // want `is handed to a function value`
	return l.Addr().String()
}

func otherAddr() string {
	l, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		return ""
	}
	defer l.Close() // want `is handed to a function value`
	return l.Addr().String()
}

var _ = []any{chosen, allSteps}
