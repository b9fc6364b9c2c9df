// Package etcd starts etcd in this process.
package etcd

import (
	"fmt"
	"net/url"
	"strconv"

	"github.com/phayes/freeport"
	"go.etcd.io/etcd/server/v3/embed"
)

func etcd() {
	port, _ := freeport.GetFreePort() // want `handed to embed.StartEtcd`
	u, _ := url.Parse(fmt.Sprintf("http://127.0.0.1:%d", port))
	cfg := embed.NewConfig()
	cfg.ListenClientUrls = []url.URL{*u}
	embed.StartEtcd(cfg)
}

func etcdPeers() {
	port, _ := freeport.GetFreePort() // want `handed to embed.StartEtcd`
	u := url.URL{Scheme: "http", Host: "127.0.0.1:" + strconv.Itoa(port)}
	cfg := embed.NewConfig()
	cfg.ListenPeerUrls, cfg.AdvertisePeerUrls = []url.URL{u}, []url.URL{u}
	embed.StartEtcd(cfg)
}
