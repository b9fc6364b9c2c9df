// Package retry draws a fresh port when the bind fails: that mends the fault.
// One retry excuses a helper, so each function here has a helper of its own.
package retry

import (
	"errors"
	"fmt"
	"net"
	"net/http"
	"os/exec"
	"strconv"
	"syscall"
)

func helper() (net.Listener, error) {
	var err error
	for range 5 {
		var l net.Listener
		if l, err = net.Listen("tcp", fmt.Sprintf(":%d", helperPort())); err == nil {
			return l, nil
		}
	}
	return nil, err
}

func helperPort() int {
	l, err := net.Listen("tcp", "localhost:0")
	if err != nil {
		panic(err)
	}
	defer l.Close()
	return l.Addr().(*net.TCPAddr).Port
}

func onlyWhenInUse() error {
	for {
		err := http.ListenAndServe(fmt.Sprintf(":%d", onlyWhenInUsePort()), nil)
		if !errors.Is(err, syscall.EADDRINUSE) {
			return err
		}
	}
}

func onlyWhenInUsePort() int {
	l, err := net.Listen("tcp", "localhost:0")
	if err != nil {
		panic(err)
	}
	defer l.Close()
	return l.Addr().(*net.TCPAddr).Port
}

func process() (*exec.Cmd, error) {
	for attempt := 0; ; attempt++ {
		cmd := exec.Command("server", "--port", strconv.Itoa(processPort()))
		err := cmd.Start()
		if err == nil {
			return cmd, nil
		}
		if attempt == 3 {
			return nil, err
		}
	}
}

func processPort() int {
	l, err := net.Listen("tcp", "localhost:0")
	if err != nil {
		panic(err)
	}
	defer l.Close()
	return l.Addr().(*net.TCPAddr).Port
}

func inline() (net.Listener, error) {
	for i := 0; i < 10; i++ {
		l, err := net.Listen("tcp", "localhost:0")
		if err != nil {
			return nil, err
		}
		addr := l.Addr().String()
		l.Close()
		if again, err := net.Listen("tcp", addr); err == nil {
			return again, nil
		}
	}
	return nil, errors.New("no port")
}

// UDP and TCP on the same number: no API asks for both at once. Whoever loses
// the race tries the next number.
func both() (net.Listener, net.PacketConn, error) {
	for range 10 {
		l, err := net.Listen("tcp", "localhost:0")
		if err != nil {
			return nil, nil, err
		}
		c, err := net.ListenPacket("udp", l.Addr().String())
		if err == nil {
			return l, c, nil
		}
		l.Close()
	}
	return nil, nil, errors.New("no port")
}
