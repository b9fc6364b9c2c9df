// Package noregistry has what looks like a registry of ports and is none.
package noregistry

import (
	"fmt"
	"net"
	"net/http"
	"os"
	"os/exec"
	"sync"
)

func addrOf(port int) string { return fmt.Sprintf("127.0.0.1:%d", port) }

// Distinct keeps apart the ports of one call only.
func Distinct(n int) ([]int, error) {
	seen := map[int]bool{}
	var ports []int
	for len(ports) < n {
		l, err := net.Listen("tcp", "127.0.0.1:0")
		if err != nil {
			return nil, err
		}
		port := l.Addr().(*net.TCPAddr).Port
		l.Close() // want `port of l is returned by Distinct`
		if !seen[port] {
			seen[port] = true
			ports = append(ports, port)
		}
	}
	return ports, nil
}

var servers sync.Map

// Started keeps the servers by their ports.
func Started() error {
	l, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		return err
	}
	port := l.Addr().(*net.TCPAddr).Port
	l.Close() // want `port of l is handed to .*http.Server.\.ListenAndServe|port of l is handed to Server.ListenAndServe`
	srv := &http.Server{Addr: addrOf(port)}
	servers.Store(port, srv)
	return srv.ListenAndServe()
}

// Logged names a log file after the port.
func Logged() error {
	l, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		return err
	}
	port := l.Addr().(*net.TCPAddr).Port
	l.Close() // want `port of l is handed to exec.Command`
	f, err := os.OpenFile(fmt.Sprintf("server-%d.log", port), os.O_CREATE|os.O_WRONLY, 0o600)
	if err != nil {
		return err
	}
	defer f.Close()
	cmd := exec.Command("server", "--port", fmt.Sprint(port))
	cmd.Stdout = f
	return cmd.Run()
}

// High draws again until the port is high, which says nothing of others.
func High() int {
	for {
		l, err := net.Listen("tcp", "127.0.0.1:0")
		if err != nil {
			return 0
		}
		port := l.Addr().(*net.TCPAddr).Port
		l.Close() // want `port of l is returned by High`
		if port > 40000 {
			return port
		}
	}
}

// written hands ports out until nobody wants more, which says nothing of what became of
// them.
func written(yield func(int) bool) {
	for {
		l, err := net.Listen("tcp", "127.0.0.1:0")
		if err != nil {
			return
		}
		port := l.Addr().(*net.TCPAddr).Port
		l.Close() // want `port of l is handed to os.WriteFile`
		os.WriteFile("port", fmt.Append(nil, port), 0o600)
		if !yield(port) {
			return
		}
	}
}

func Print() {
	for port := range written {
		fmt.Println(port)
	}
}
