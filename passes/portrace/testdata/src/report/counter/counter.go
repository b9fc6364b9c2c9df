// Package counter tells others in a file which port it found, and no more than that.
package counter

import (
	"fmt"
	"net"
	"net/http"
	"os"
	"strconv"
)

// Told reads one file and writes another.
func Told() int {
	text, err := os.ReadFile("first-port")
	if err != nil {
		panic(err)
	}
	port, err := strconv.Atoi(string(text))
	if err != nil {
		panic(err)
	}
	for ; port < 65535; port++ {
		l, err := net.Listen("tcp", fmt.Sprintf("127.0.0.1:%d", port))
		if err != nil {
			continue
		}
		l.Close() // want `port of l is handed to http.ListenAndServe`
		if err := os.WriteFile("found-port", []byte(strconv.Itoa(port)), 0o600); err != nil {
			panic(err)
		}
		return port
	}
	panic("no free port")
}

func Serve() error { return http.ListenAndServe(fmt.Sprintf("127.0.0.1:%d", Told()), nil) }

// Replaced writes the port into a file that it read, and that said nothing of ports.
func Replaced() int {
	text, err := os.ReadFile("config")
	if err != nil {
		panic(err)
	}
	for port := 10000; port < 65535; port++ {
		l, err := net.Listen("tcp", fmt.Sprintf("127.0.0.1:%d", port))
		if err != nil {
			continue
		}
		l.Close() // want `port of l is handed to os.WriteFile`
		if err := os.WriteFile("config", fmt.Appendf(text, "port = %d\n", port), 0o600); err != nil {
			panic(err)
		}
		return port
	}
	panic("no free port")
}

// Unread only reads where to begin.
func Unread() int {
	text, err := os.ReadFile("first-port")
	if err != nil {
		panic(err)
	}
	port, err := strconv.Atoi(string(text))
	if err != nil {
		panic(err)
	}
	for ; port < 65535; port++ {
		l, err := net.Listen("tcp", fmt.Sprintf("127.0.0.1:%d", port))
		if err == nil {
			l.Close() // want `port of l is handed to http.ListenAndServe`
			return port
		}
	}
	panic("no free port")
}

func ServeUnread() error { return http.ListenAndServe(fmt.Sprintf("127.0.0.1:%d", Unread()), nil) }
