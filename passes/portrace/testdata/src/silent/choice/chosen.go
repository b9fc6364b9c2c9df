package choice

import (
	"net"
	"net/http"
)

// Which of several functions runs, a key or an argument says: the one that is chosen may be
// the one that dials.
func pick(serve bool) func(string) error {
	if serve {
		return listenAndServe
	}
	return dialOnce
}

var commands = map[string]func(string) error{
	"serve": listenAndServe,
	"probe": dialOnce,
}

func command(name, addr string) error { return commands[name](addr) }

var byNumber = []func(string) error{listenAndServe, dialOnce}

func numbered(i int, addr string) error { return byNumber[i](addr) }

func listenAndServe(addr string) error { return http.ListenAndServe(addr, nil) }

func dialOnce(addr string) error {
	c, err := net.Dial("tcp", addr)
	if err != nil {
		return err
	}
	return c.Close()
}

func chosen() {
	go pick(true)("127.0.0.1:8080")
	pick(false)(refused())
	go command("serve", "127.0.0.1:8080")
	command("probe", refused())
	go numbered(0, "127.0.0.1:8080")
	numbered(1, refused())
}

func refused() string {
	l, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		return ""
	}
	defer l.Close()
	return l.Addr().String()
}

var _ = chosen
