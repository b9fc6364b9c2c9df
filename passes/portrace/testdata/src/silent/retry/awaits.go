package retry

import (
	"fmt"
	"net"
	"os/exec"
	"strconv"
	"time"
)

// A process does not say that it can't bind: who waits for it finds out.
func awaited() *exec.Cmd {
	port := awaitedPort()
	for {
		cmd := exec.Command("server", "--port", strconv.Itoa(port))
		if cmd.Start() == nil && wait(dials(port)) {
			return cmd
		}
		port = awaitedPort()
	}
}

func awaitedPort() int {
	l, err := net.Listen("tcp", "localhost:0")
	if err != nil {
		panic(err)
	}
	defer l.Close()
	return l.Addr().(*net.TCPAddr).Port
}

func wait(up func() error) bool {
	for range 10 {
		if up() == nil {
			return true
		}
		time.Sleep(time.Second)
	}
	return false
}

func dials(port int) func() error {
	return func() error {
		conn, err := net.Dial("tcp", fmt.Sprintf("localhost:%d", port))
		if err != nil {
			return err
		}
		return conn.Close()
	}
}

// Another port of the helper is for nobody.
func awaitedFirst() error {
	port := awaitedFirstPort()
	for {
		cmd := exec.Command("server", "--port", strconv.Itoa(port))
		if cmd.Start() == nil && wait(dials(port)) {
			break
		}
		port = awaitedFirstPort()
	}
	_, err := net.Dial("tcp", fmt.Sprintf("localhost:%d", awaitedFirstPort()))
	return err
}

func awaitedFirstPort() int {
	l, err := net.Listen("tcp", "localhost:0")
	if err != nil {
		panic(err)
	}
	defer l.Close()
	return l.Addr().(*net.TCPAddr).Port
}

// A command asks.
func awaitedLater() (*exec.Cmd, error) {
	for range 3 {
		port := awaitedLaterPort()
		cmd := exec.Command("server", "--port", strconv.Itoa(port))
		if err := cmd.Start(); err != nil {
			return nil, err
		}
		if err := exec.Command("healthcheck", "--port", strconv.Itoa(port)).Run(); err == nil {
			return cmd, nil
		}
		cmd.Process.Kill()
	}
	return nil, fmt.Errorf("no server comes up")
}

func awaitedLaterPort() int {
	l, err := net.Listen("tcp", "localhost:0")
	if err != nil {
		panic(err)
	}
	defer l.Close()
	return l.Addr().(*net.TCPAddr).Port
}
