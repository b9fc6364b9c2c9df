package multiaddr

import (
	"fmt"
	"net"
	"net/http"
	"os"

	"github.com/multiformats/go-multiaddr"
	manet "github.com/multiformats/go-multiaddr/net"
	"github.com/phayes/freeport"
)

// The server is there.
func held(name string) error {
	l, err := manet.Listen(multiaddr.StringCast("/ip4/127.0.0.1/tcp/0"))
	if err != nil {
		return err
	}
	defer l.Close()
	if err := os.WriteFile(name, []byte(l.Multiaddr().String()), 0o600); err != nil {
		return err
	}
	return http.Serve(manet.NetListener(l), nil)
}

// The port is fixed.
func fixed(name string) error {
	l, err := manet.Listen(multiaddr.StringCast("/ip4/127.0.0.1/tcp/8080"))
	if err != nil {
		return err
	}
	addr := l.Addr().String()
	l.Close()
	return http.ListenAndServe(addr, nil)
}

// Nobody answers.
func dialled() error {
	port, err := freeport.GetFreePort()
	if err != nil {
		return err
	}
	addr, err := multiaddr.NewMultiaddr(fmt.Sprintf("/ip4/127.0.0.1/tcp/%d", port))
	if err != nil {
		return err
	}
	_, err = manet.Dial(addr)
	return err
}

func dialledByArgs() error {
	port, err := freeport.GetFreePort()
	if err != nil {
		return err
	}
	network, addr, err := manet.DialArgs(multiaddr.StringCast(fmt.Sprintf("/ip4/127.0.0.1/tcp/%d", port)))
	if err != nil {
		return err
	}
	_, err = net.Dial(network, addr)
	return err
}
