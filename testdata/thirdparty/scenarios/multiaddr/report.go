// Package multiaddr binds addresses such as /ip4/127.0.0.1/tcp/8080.
package multiaddr

import (
	"fmt"
	"net/http"
	"strconv"

	"github.com/multiformats/go-multiaddr"
	manet "github.com/multiformats/go-multiaddr/net"
	"github.com/phayes/freeport"
)

func listen() (manet.Listener, error) {
	port, _ := freeport.GetFreePort() // want `handed to manet.Listen`
	addr, err := multiaddr.NewMultiaddr(fmt.Sprintf("/ip4/127.0.0.1/tcp/%d", port))
	if err != nil {
		return nil, err
	}
	return manet.Listen(addr)
}

func cast() (manet.Listener, error) {
	port, _ := freeport.GetFreePort() // want `handed to manet.Listen`
	return manet.Listen(multiaddr.StringCast("/ip4/127.0.0.1/tcp/" + strconv.Itoa(port)))
}

func closed() error {
	l, err := manet.Listen(multiaddr.StringCast("/ip4/127.0.0.1/tcp/0"))
	if err != nil {
		return err
	}
	addr := l.Addr().String()
	l.Close() // want `handed to http.ListenAndServe after l.Close`
	return http.ListenAndServe(addr, nil)
}

func closedAgain() (manet.Listener, error) {
	l, err := manet.Listen(multiaddr.StringCast("/ip4/127.0.0.1/tcp/0"))
	if err != nil {
		return nil, err
	}
	l.Close() // want `handed to manet.Listen after l.Close`
	return manet.Listen(l.Multiaddr())
}
