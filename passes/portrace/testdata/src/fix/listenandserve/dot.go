package listenandserve

import (
	"net"
	. "net/http"
)

func dotted(h Handler) error {
	l, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		return err
	}
	addr := l.Addr().String()
	l.Close() // want "port of l"
	return ListenAndServe(addr, h)
}
