package sockapi

// Web and RPC frameworks, and clients. Sources: the packages' pages on
// https://pkg.go.dev and the files named below.
//
// Most need no row: gin, echo, fiber, fasthttp and grpc call net.Listen, and
// sockvet sees them do so.
func rpcRows() []Func {
	return []Func{
		// Options of a server: whoever makes one with this address binds it
		// (pkg/network/standard/transport.go), on the network of another option.
		row("github.com/cloudwego/hertz/pkg/app/server.WithHostPorts", Effect{Role: Binds, From: Arg(0), Paths: true}),

		// A server socket is bound through the interface TServerTransport (server_socket.go: Listen).
		row("github.com/apache/thrift/lib/go/thrift.NewTServerSocket", binds(Arg(0))),
		row("github.com/apache/thrift/lib/go/thrift.NewTServerSocketTimeout", binds(Arg(0))),
		row("github.com/apache/thrift/lib/go/thrift.NewTServerSocketFromAddrTimeout", binds(Arg(0))),
		row("github.com/apache/thrift/lib/go/thrift.NewTSSLServerSocket", binds(Arg(0))),
		row("github.com/apache/thrift/lib/go/thrift.NewTSSLServerSocketTimeout", binds(Arg(0))),

		// A client that keeps addresses behind an interface.
		row("github.com/redis/go-redis/v9.NewUniversalClient", dials(Arg(0, "Addrs")))}
}
