package cells

import (
	"net"
	"os"
	"os/exec"
)

// A server fills its fields anew with each call, while it holds the socket: what an earlier
// call left there, whose socket is closed, is gone by then.
type child struct {
	l    net.Listener
	addr string
}

func (c *child) run() error {
	l, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		return err
	}
	defer l.Close()
	c.addr = l.Addr().String()
	return exec.Command("child", "-listen", c.addr).Run()
}

func (c *child) write(name string) error {
	l, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		return err
	}
	defer l.Close()
	c.addr = l.Addr().String()
	return os.WriteFile(name, []byte("listen "+c.addr), 0o600)
}

func (c *child) captured() (err error) {
	defer func() { c.l.Close() }()
	if c.l, err = net.Listen("tcp", "127.0.0.1:0"); err != nil {
		return err
	}
	c.addr = c.l.Addr().String()
	return exec.Command("child", "-listen", c.addr).Run()
}

var _ = []any{(*child).run, (*child).write, (*child).captured}
