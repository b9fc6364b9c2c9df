// Package greet runs greetd and talks to it.
package greet

import (
	"bufio"
	"fmt"
	"net"
	"os"
	"os/exec"
	"strconv"
	"time"

	"github.com/phayes/freeport"
)

// A Daemon is a running greetd.
type Daemon struct {
	Addr string
	cmd  *exec.Cmd
}

// StartOnPort starts the program bin on a free port. It is wrong: until greetd
// binds the port, anybody can.
func StartOnPort(bin string) (*Daemon, error) {
	port, err := freeport.GetFreePort()
	if err != nil {
		return nil, fmt.Errorf("finding a port: %w", err)
	}
	d := &Daemon{
		Addr: net.JoinHostPort("localhost", strconv.Itoa(port)),
		cmd:  exec.Command(bin, "-port", strconv.Itoa(port)),
	}
	d.cmd.Stderr = os.Stderr
	if err := d.cmd.Start(); err != nil {
		return nil, err
	}
	return d, nil
}

// StartWithListener starts the program bin with a listener that is never closed
// until greetd has it. It is right.
func StartWithListener(bin string) (*Daemon, error) {
	l, err := net.ListenTCP("tcp", &net.TCPAddr{IP: net.IPv4(127, 0, 0, 1)})
	if err != nil {
		return nil, err
	}
	defer l.Close()
	f, err := l.File()
	if err != nil {
		return nil, err
	}
	defer f.Close()
	d := &Daemon{
		Addr: l.Addr().String(),
		cmd:  exec.Command(bin, "-fd", "3"), // the first of ExtraFiles
	}
	d.cmd.ExtraFiles = []*os.File{f}
	d.cmd.Stderr = os.Stderr
	if err := d.cmd.Start(); err != nil {
		return nil, err
	}
	return d, nil
}

// Stop ends the daemon.
func (d *Daemon) Stop() {
	d.cmd.Process.Kill()
	d.cmd.Wait()
}

// Pid returns the process that should answer.
func (d *Daemon) Pid() int { return d.cmd.Process.Pid }

// Ask connects to addr, for ten seconds if need be, and returns the process that
// answers.
func Ask(addr string) (pid int, err error) {
	var conn net.Conn
	for deadline := time.Now().Add(10 * time.Second); ; time.Sleep(10 * time.Millisecond) {
		conn, err = net.Dial("tcp", addr)
		if err == nil {
			break
		}
		if time.Now().After(deadline) {
			return 0, err
		}
	}
	defer conn.Close()
	line, err := bufio.NewReader(conn).ReadString('\n')
	if err != nil {
		return 0, err
	}
	_, err = fmt.Sscanf(line, "hello from process %d", &pid)
	return pid, err
}
