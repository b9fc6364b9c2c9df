package listenandserve

import (
	sockets "net"
	web "net/http"
)

func renamed(h web.Handler) error {
	l, err := sockets.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		return err
	}
	addr := l.Addr().String()
	l.Close() // want "port of l"
	return web.ListenAndServe(addr, h)
}
