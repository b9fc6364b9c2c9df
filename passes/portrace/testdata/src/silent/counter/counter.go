// Package counter keeps the last port that it found in a file, so that other processes
// which do the same go on from there.
package counter

import (
	"fmt"
	"net"
	"net/http"
	"os"
	"path/filepath"
	"strconv"
	"strings"
)

const lastFile = "/var/tmp/last-port"

func isFree(port int) bool {
	l, err := net.Listen("tcp", fmt.Sprintf("127.0.0.1:%d", port))
	if err != nil {
		return false
	}
	return l.Close() == nil
}

// Next reads the file and writes it.
func Next() int {
	file := filepath.Join(os.TempDir(), "last")
	text, err := os.ReadFile(file)
	if err != nil {
		text = []byte("10000")
	}
	last, err := strconv.Atoi(string(text))
	if err != nil {
		panic(err)
	}
	for last++; last < 65535; last++ {
		l, err := net.Listen("tcp", fmt.Sprintf("127.0.0.1:%d", last))
		if err != nil {
			continue
		}
		l.Close()
		if err := os.WriteFile(file, []byte(strconv.Itoa(last)), 0o600); err != nil {
			panic(err)
		}
		return last
	}
	panic("no free port")
}

func ServeNext() error { return http.ListenAndServe(fmt.Sprintf("127.0.0.1:%d", Next()), nil) }

func load(name string) int {
	text, err := os.ReadFile(name)
	if err != nil {
		return 20000
	}
	n, err := strconv.Atoi(strings.TrimSpace(string(text)))
	if err != nil {
		return 20000
	}
	return n
}

func save(name string, port int) error {
	return os.WriteFile(name, fmt.Appendln(nil, port), 0o644)
}

// Named has functions of its own for that.
func Named() (int, error) {
	for port := load(lastFile) + 1; port < 30000; port++ {
		if !isFree(port) {
			continue
		}
		return port, save(lastFile, port)
	}
	return 0, os.ErrNotExist
}

func ServeNamed() error {
	port, err := Named()
	if err != nil {
		return err
	}
	return http.ListenAndServe(fmt.Sprintf("127.0.0.1:%d", port), nil)
}

// Held has the name in a variable that a deferred function uses.
func Held() int {
	file := filepath.Join(os.TempDir(), "held")
	defer func() { println("kept in", file) }()
	port := load(file)
	for {
		port++
		if isFree(port) {
			if err := save(file, port); err != nil {
				panic(err)
			}
			return port
		}
	}
}

func ServeHeld() error { return http.ListenAndServe(fmt.Sprintf("127.0.0.1:%d", Held()), nil) }
