// Package server starts servers in this process, on ports of its choice.
package server

import (
	"fmt"
	"net/http"
	"time"

	"github.com/alicebob/miniredis/v2"
	"github.com/cockroachdb/cockroach-go/v2/testserver"
	"github.com/emersion/go-smtp"
	embeddedpostgres "github.com/fergusstrange/embedded-postgres"
	"github.com/gliderlabs/ssh"
	"github.com/hashicorp/memberlist"
	"github.com/hashicorp/raft"
	"github.com/hashicorp/serf/serf"
	"github.com/miekg/dns"
	"github.com/nats-io/nats-server/v2/server"
	natstest "github.com/nats-io/nats-server/v2/test"
	"github.com/phayes/freeport"
	"github.com/prometheus/exporter-toolkit/web"
	"github.com/quic-go/quic-go"
	"github.com/quic-go/quic-go/http3"
)

func natsServer() {
	port, _ := freeport.GetFreePort() // want `handed to Server.Start`
	s, err := server.NewServer(&server.Options{Host: "127.0.0.1", Port: port})
	if err != nil {
		return
	}
	s.Start()
}

func natsTestServer() {
	opts := natstest.DefaultTestOptions
	opts.Port, _ = freeport.GetFreePort() // want `handed to test.RunServer`
	natstest.RunServer(&opts)
}

func natsCluster() {
	port, _ := freeport.GetFreePort() // want `handed to Server.Start`
	opts := &server.Options{Port: server.RANDOM_PORT}
	opts.Cluster.Port = port
	s, err := server.NewServer(opts)
	if err != nil {
		return
	}
	go s.Start()
}

func redis() {
	port, _ := freeport.GetFreePort() // want `handed to Miniredis.StartAddr`
	miniredis.NewMiniRedis().StartAddr(fmt.Sprintf("127.0.0.1:%d", port))
}

func postgres() {
	port, _ := freeport.GetFreePort() // want `handed to EmbeddedPostgres.Start`
	db := embeddedpostgres.NewDatabase(embeddedpostgres.DefaultConfig().Port(uint32(port)).Database("test"))
	db.Start()
}

func cockroach() {
	port, _ := freeport.GetFreePort() // want `handed to testserver.NewTestServer`
	testserver.NewTestServer(testserver.AddListenAddrPortOpt(port))
}

func gossip() {
	port, _ := freeport.GetFreePort() // want `handed to memberlist.Create`
	cfg := memberlist.DefaultLocalConfig()
	cfg.BindPort = port
	cfg.AdvertisePort = port
	memberlist.Create(cfg)
}

func serfAgent() {
	port, _ := freeport.GetFreePort() // want `handed to serf.Create`
	cfg := serf.DefaultConfig()
	cfg.MemberlistConfig.BindPort = port
	serf.Create(cfg)
}

func raftTransport() {
	port, _ := freeport.GetFreePort() // want `handed to raft.NewTCPTransport`
	raft.NewTCPTransport(fmt.Sprintf("127.0.0.1:%d", port), nil, 3, time.Second, nil)
}

func raftTransportWithLogger() {
	port, _ := freeport.GetFreePort() // want `handed to raft.NewTCPTransportWithLogger`
	raft.NewTCPTransportWithLogger(fmt.Sprintf("127.0.0.1:%d", port), nil, 3, time.Second, nil)
}

func dnsServer() {
	port, _ := freeport.GetFreePort() // want `handed to Server.ListenAndServe`
	s := &dns.Server{Addr: fmt.Sprintf("127.0.0.1:%d", port), Net: "udp"}
	s.ListenAndServe()
}

func dnsFunction() {
	port, _ := freeport.GetFreePort() // want `handed to dns.ListenAndServe`
	dns.ListenAndServe(fmt.Sprintf("127.0.0.1:%d", port), "udp", nil)
}

func quicListener() {
	port, _ := freeport.GetFreePort() // want `handed to quic.ListenAddr`
	quic.ListenAddr(fmt.Sprintf("127.0.0.1:%d", port), nil, nil)
}

func http3Server() {
	port, _ := freeport.GetFreePort() // want `handed to Server.ListenAndServe`
	s := http3.Server{Addr: fmt.Sprintf("127.0.0.1:%d", port)}
	s.ListenAndServe()
}

func exporter() {
	port, _ := freeport.GetFreePort() // want `handed to web.ListenAndServe`
	addrs := []string{fmt.Sprintf("127.0.0.1:%d", port)}
	web.ListenAndServe(&http.Server{}, &web.FlagConfig{WebListenAddresses: &addrs}, nil)
}

func sshServer() {
	port, _ := freeport.GetFreePort() // want `handed to ssh.ListenAndServe`
	ssh.ListenAndServe(fmt.Sprintf("127.0.0.1:%d", port), nil)
}

func sshServerStruct() {
	port, _ := freeport.GetFreePort() // want `handed to Server.ListenAndServe`
	s := &ssh.Server{Addr: fmt.Sprintf("127.0.0.1:%d", port)}
	go s.ListenAndServe()
}

func smtpServer(backend smtp.Backend) {
	port, _ := freeport.GetFreePort() // want `handed to Server.ListenAndServe`
	s := smtp.NewServer(backend)
	s.Addr = fmt.Sprintf("127.0.0.1:%d", port)
	s.ListenAndServe()
}
