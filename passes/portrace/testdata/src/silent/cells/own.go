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

// The same, where another method sets the fields, and another one reads them.
type parent struct {
	l    net.Listener
	addr string
}

func (p *parent) listen() error {
	var err error
	p.l, err = net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		return err
	}
	p.addr = p.l.Addr().String()
	return nil
}

func (p *parent) stop() { p.l.Close() }

func (p *parent) launch() error { return exec.Command("child", "-listen", p.addr).Run() }

func (p *parent) begin() error { return p.launch() }

func (p *parent) Run() error {
	defer p.stop()
	if err := p.listen(); err != nil {
		return err
	}
	return p.launch()
}

func (p *parent) Captured() (err error) {
	defer func() {
		p.stop()
		if err == nil {
			err = os.Remove("child.pid")
		}
	}()
	if err = p.listen(); err != nil {
		return err
	}
	return p.begin()
}

func local() error {
	p := &parent{}
	if err := p.listen(); err != nil {
		return err
	}
	defer p.stop()
	return p.begin()
}

var _ = local
