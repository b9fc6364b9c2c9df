// Package miniredis has the part of miniredis's API that binds.
package miniredis

import "net"

type Miniredis struct{ l net.Listener }

func (m *Miniredis) StartAddr(addr string) error {
	l, err := net.Listen("tcp", addr)
	if err != nil {
		return err
	}
	m.l = l
	go l.Accept()
	return nil
}

func (m *Miniredis) Addr() string { return m.l.Addr().String() }

func (m *Miniredis) Port() string {
	_, port, _ := net.SplitHostPort(m.Addr())
	return port
}
