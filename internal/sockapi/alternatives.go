package sockapi

import "slices"

// An Alternative is what a package, not of the standard library, has to offer to
// those who let it bind an address. One of Listener, Packet and Zero is set, or
// none if it has nothing to offer.
type Alternative struct {
	Package string   // its import path
	Name    string   // what it is called
	Funcs   []string // the last names of the functions that it is for; nil for all

	Listener string // how it takes a listener
	Packet   string // how it takes a net.PacketConn
	Zero     string // how it lets the kernel choose the port, and tells
}

// alternatives has the packages whose way is not to be seen from their types: not
// a function beside the one that binds which takes a net.Listener, nor a method
// Addr that returns a net.Addr. Sources: the files named, and the packages' pages
// on https://pkg.go.dev.
var alternatives = []Alternative{
	// Taking a listener.
	{Package: "github.com/labstack/echo/v4", Name: "echo", Funcs: []string{"Start", "StartH2CServer"},
		Listener: "set Echo.Listener before Start"}, // echo.go
	{Package: "github.com/labstack/echo/v4", Name: "echo", Funcs: []string{"StartTLS", "StartAutoTLS"},
		Listener: "set Echo.TLSListener before it starts"}, // echo.go
	{Package: "github.com/labstack/echo/v4", Name: "echo", Funcs: []string{"StartServer"},
		Listener: "set Echo.Listener, or TLSListener, before StartServer"}, // echo.go
	{Package: "github.com/labstack/echo/v5", Name: "echo", Listener: "StartConfig{Listener: l}.Start"},                             // server.go
	{Package: "github.com/cloudwego/hertz/pkg/app/server", Name: "hertz", Listener: "server.WithListener"},                         // option.go
	{Package: "github.com/go-kratos/kratos/v2/transport/http", Name: "kratos", Listener: "the option http.Listener"},               // server.go
	{Package: "github.com/go-kratos/kratos/v2/transport/grpc", Name: "kratos", Listener: "the option grpc.Listener"},               // server.go
	{Package: "github.com/kataras/iris/v12", Name: "iris", Listener: "Application.Run(iris.Listener(l))"},                          // iris.go
	{Package: "github.com/miekg/dns", Name: "dns.Server", Packet: "set Listener or PacketConn, and call ActivateAndServe"},         // server.go
	{Package: "github.com/quic-go/quic-go", Name: "quic-go", Funcs: []string{"ListenAddr"}, Packet: "quic.Listen"},                 // server.go
	{Package: "github.com/quic-go/quic-go", Name: "quic-go", Funcs: []string{"ListenAddrEarly"}, Packet: "quic.ListenEarly"},       // server.go
	{Package: "github.com/quic-go/quic-go/http3", Name: "http3", Funcs: []string{"ListenAndServe"}, Packet: "Server.Serve"},        // server.go
	{Package: "github.com/mochi-mqtt/server/v2/listeners", Name: "mochi", Funcs: []string{"NewTCP"}, Listener: "listeners.NewNet"}, // listeners/net.go
	{Package: "github.com/dolthub/go-mysql-server/server", Name: "go-mysql-server", Listener: "set Config.Listener"},               // server.go

	// Binding port 0.
	{Package: "github.com/alicebob/miniredis", Name: "miniredis", Zero: "Start, then Addr"},
	{Package: "github.com/alicebob/miniredis/v2", Name: "miniredis", Zero: "Start, then Addr"},
	{Package: "github.com/nats-io/nats-server/v2/server", Name: "nats-server", Zero: "port server.RANDOM_PORT, then Addr or ClusterAddr"}, // const.go
	{Package: "github.com/nats-io/nats-server/v2/test", Name: "nats-server", Zero: "port server.RANDOM_PORT, then Addr or ClusterAddr"},
	{Package: "github.com/hashicorp/memberlist", Name: "memberlist", Zero: "BindPort: 0, then LocalNode().Port"},             // memberlist.go: GetAutoBindPort
	{Package: "github.com/hashicorp/serf/serf", Name: "serf", Zero: "MemberlistConfig.BindPort: 0, then LocalMember().Port"}, // by memberlist
	{Package: "github.com/hashicorp/raft", Name: "raft", Funcs: []string{"NewTCPTransport", "NewTCPTransportWithLogger", "NewTCPTransportWithConfig"},
		Zero: "NewTCPTransport at port 0, then LocalAddr"}, // tcp_transport.go
	{Package: "go.etcd.io/etcd/server/v3/embed", Name: "etcd", Zero: "URLs with port 0, then Etcd.Clients[0].Addr"}, // etcd.go
	{Package: "k8s.io/client-go/tools/portforward", Name: "portforward", Zero: "local port 0, then GetPorts"},       // portforward.go
	// Metrics, probes and profiles are the same: manager.Options.
	{Package: "sigs.k8s.io/controller-runtime/pkg/manager", Name: "the manager", Funcs: []string{"New"}, Zero: `":0", or "0" to serve none`},
	{Package: "sigs.k8s.io/controller-runtime", Name: "the manager", Funcs: []string{"NewManager"}, Zero: `":0", or "0" to serve none`},

	// Neither: a port that is given to postgres, and one for which 0 means 9443.
	{Package: "github.com/fergusstrange/embedded-postgres", Name: "embedded-postgres"}, // embedded_postgres.go
	{Package: "sigs.k8s.io/controller-runtime/pkg/webhook", Name: "webhook"},           // server.go
}

// LookupAlternative returns what the package at path has to offer instead of its
// function of that name, which binds an address; nil if that is not known.
func LookupAlternative(path, name string) *Alternative {
	for i, a := range alternatives {
		if a.Package == path && (a.Funcs == nil || slices.Contains(a.Funcs, name)) {
			return &alternatives[i]
		}
	}
	return nil
}
