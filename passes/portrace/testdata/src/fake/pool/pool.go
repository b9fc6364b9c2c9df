// Package pool keeps the ports of some of the sockets that it binds.
package pool

import "net"

type Options struct {
	Name  string
	Fresh bool
}

type Pool struct{ Ports map[string]int }

// Listen binds a socket, whose port Again binds once more unless it is a fresh one.
func (p *Pool) Listen(o Options) (net.Listener, error) {
	if o.Fresh {
		return net.Listen("tcp", "127.0.0.1:0")
	}
	l, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		return nil, err
	}
	p.Ports[o.Name] = l.Addr().(*net.TCPAddr).Port
	return l, nil
}

func (p *Pool) Again(name string) (net.Listener, error) {
	return net.ListenTCP("tcp", &net.TCPAddr{Port: p.Ports[name]})
}
