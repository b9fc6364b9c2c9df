package etcd

import (
	"fmt"
	"net"
	"net/url"
	"time"

	"github.com/phayes/freeport"
	clientv3 "go.etcd.io/etcd/client/v3"
	"go.etcd.io/etcd/server/v3/embed"
)

// The kernel picks the ports; the server knows which.
func anyPort(dir string) (string, error) {
	any := url.URL{Scheme: "http", Host: "127.0.0.1:0"}
	cfg := embed.NewConfig()
	cfg.Dir = dir
	cfg.ListenClientUrls, cfg.ListenPeerUrls = []url.URL{any}, []url.URL{any}
	e, err := embed.StartEtcd(cfg)
	if err != nil {
		return "", err
	}
	return e.Clients[0].Addr().String(), nil
}

// Nobody is there: the client has to say so.
func noServer() error {
	l, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		return err
	}
	addr := l.Addr().String()
	l.Close()
	c, err := clientv3.New(clientv3.Config{Endpoints: []string{addr}, DialTimeout: time.Second})
	if err != nil {
		return err
	}
	return c.Close()
}

func noServerAtFreePort() (*clientv3.Client, error) {
	port, err := freeport.GetFreePort()
	if err != nil {
		return nil, err
	}
	return clientv3.New(clientv3.Config{Endpoints: []string{fmt.Sprintf("127.0.0.1:%d", port)}})
}
