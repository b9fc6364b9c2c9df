package spelling

import (
	sockets "net"
	web "net/http"
)

// A variable shadows the usual name of the package.
func renamedImport() {
	l, _ := sockets.Listen("tcp", ":0")
	net := l.Addr().String()
	l.Close() // want "port of l is handed to"
	web.ListenAndServe(net, nil)
}

type wrapped struct {
	sockets.Listener
	closed bool
}

func (w *wrapped) Close() error {
	w.closed = true
	return w.Listener.Close()
}

// Close is the type's own, which closes the socket inside.
func embedded() {
	inner, _ := sockets.Listen("tcp", ":0")
	w := &wrapped{Listener: inner}
	w.Close() // want "port of inner is handed to"
	web.ListenAndServe(w.Addr().String(), nil)
}
