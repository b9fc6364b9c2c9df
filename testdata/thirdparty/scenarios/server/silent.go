package server

import (
	"context"
	"fmt"
	"net"
	"net/http"
	"os"
	"time"

	"github.com/alicebob/miniredis/v2"
	"github.com/emersion/go-smtp"
	embeddedpostgres "github.com/fergusstrange/embedded-postgres"
	"github.com/gliderlabs/ssh"
	"github.com/hashicorp/memberlist"
	"github.com/hashicorp/raft"
	"github.com/miekg/dns"
	"github.com/nats-io/nats-server/v2/server"
	"github.com/nats-io/nats.go"
	"github.com/phayes/freeport"
	"github.com/prometheus/exporter-toolkit/web"
	"github.com/quic-go/quic-go"
	"github.com/quic-go/quic-go/http3"
)

// Servers that pick a port and say which.

func natsRandomPort() (string, error) {
	s, err := server.NewServer(&server.Options{Port: server.RANDOM_PORT})
	if err != nil {
		return "", err
	}
	go s.Start()
	return s.Addr().String(), nil
}

func redisRandomPort() (string, error) {
	m := miniredis.NewMiniRedis()
	if err := m.Start(); err != nil {
		return "", err
	}
	defer m.Close()
	return m.Addr(), nil
}

func redisRestarted(m *miniredis.Miniredis) error {
	if err := m.StartAddr("127.0.0.1:6379"); err != nil {
		return err
	}
	m.Close()
	return m.StartAddr(m.Addr())
}

func gossipRandomPort() (uint16, error) {
	cfg := memberlist.DefaultLocalConfig()
	cfg.BindPort = 0
	m, err := memberlist.Create(cfg)
	if err != nil {
		return 0, err
	}
	return m.LocalNode().Port, nil
}

func raftRandomPort() (string, error) {
	transport, err := raft.NewTCPTransport("127.0.0.1:0", nil, 3, time.Second, os.Stderr)
	if err != nil {
		return "", err
	}
	return string(transport.LocalAddr()), nil
}

func quicRandomPort() (string, error) {
	l, err := quic.ListenAddr("127.0.0.1:0", nil, nil)
	if err != nil {
		return "", err
	}
	go l.Accept(context.Background())
	return l.Addr().String(), nil
}

func postgresConstantPort() error {
	db := embeddedpostgres.NewDatabase(embeddedpostgres.DefaultConfig().Port(15432))
	if err := db.Start(); err != nil {
		return err
	}
	return db.Stop()
}

// Servers that get the listener.

func dnsServesPacketConn() error {
	conn, err := net.ListenPacket("udp", "127.0.0.1:0")
	if err != nil {
		return err
	}
	s := &dns.Server{PacketConn: conn, Addr: conn.LocalAddr().String()}
	return s.ActivateAndServe()
}

func dnsServesListener() (string, error) {
	l, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		return "", err
	}
	s := &dns.Server{Listener: l}
	go s.ActivateAndServe()
	defer s.Shutdown()
	answer, _, err := new(dns.Client).Exchange(new(dns.Msg), l.Addr().String())
	if err != nil {
		return "", err
	}
	return answer.String(), nil
}

func quicListens() error {
	conn, err := net.ListenPacket("udp", "127.0.0.1:0")
	if err != nil {
		return err
	}
	defer conn.Close()
	l, err := quic.Listen(conn, nil, nil)
	if err != nil {
		return err
	}
	_, err = quic.DialAddr(context.Background(), conn.LocalAddr().String(), nil, nil)
	if err != nil {
		return err
	}
	return l.Close()
}

func http3Serves(handler http.Handler) error {
	conn, err := net.ListenPacket("udp", "127.0.0.1:0")
	if err != nil {
		return err
	}
	s := http3.Server{Handler: handler, Addr: conn.LocalAddr().String()}
	return s.Serve(conn)
}

func exporterServes(handler http.Handler) error {
	l, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		return err
	}
	addrs := []string{l.Addr().String()}
	return web.Serve(l, &http.Server{Handler: handler}, &web.FlagConfig{WebListenAddresses: &addrs}, nil)
}

func sshServes(handler ssh.Handler) error {
	l, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		return err
	}
	s := &ssh.Server{Addr: l.Addr().String(), Handler: handler}
	return s.Serve(l)
}

func smtpServes(backend smtp.Backend) error {
	l, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		return err
	}
	s := smtp.NewServer(backend)
	s.Addr = l.Addr().String()
	defer s.Close()
	return s.Serve(l)
}

// Nobody is there: the clients have to say so.

func noNATS() error {
	port, err := freeport.GetFreePort()
	if err != nil {
		return err
	}
	conn, err := nats.Connect(fmt.Sprintf("nats://127.0.0.1:%d", port))
	if err != nil {
		return err
	}
	conn.Close()
	return nil
}

func noDNS() error {
	port, err := freeport.GetFreePort()
	if err != nil {
		return err
	}
	_, _, err = new(dns.Client).Exchange(new(dns.Msg), fmt.Sprintf("127.0.0.1:%d", port))
	return err
}

func noQUIC(ctx context.Context) error {
	port, err := freeport.GetFreePort()
	if err != nil {
		return err
	}
	_, err = quic.DialAddr(ctx, fmt.Sprintf("127.0.0.1:%d", port), nil, nil)
	return err
}

func noSMTP() error {
	port, err := freeport.GetFreePort()
	if err != nil {
		return err
	}
	_, err = smtp.Dial(fmt.Sprintf("127.0.0.1:%d", port))
	return err
}
