package late

import (
	"log"
	"net"
)

// freeAddress returns an address, and its callers bind all of it.
func freeAddress() (string, error) {
	l, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		return "", err
	}
	defer l.Close()
	return l.Addr().String(), nil
}

func address() net.Listener {
	addr, err := freeAddress() // want "freeAddress returns a port"
	if err != nil {
		log.Fatal(err)
	}
	ln, err := net.Listen("tcp", addr)
	if err != nil {
		log.Fatal(err)
	}
	log.Print("listening on ", addr)
	return ln
}
