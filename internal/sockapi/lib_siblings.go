package sockapi

// libSiblings are the siblings of functions of other modules, topic by topic. The tests
// in testdata/thirdparty check them against the modules.
//
// Left out, since the call would do something else: gin's RunTLS and fiber v2's
// ListenTLS have no sibling; ListenAndServeTLS of go-smtp and go-imap is Serve
// with a listener that speaks TLS, and of http3 it uses another TLSConfig.
var libSiblings = [][]Sibling{webSiblings, fasthttpSiblings, sshSiblings, mailSiblings, packetSiblings}

// Web frameworks.
var webSiblings = []Sibling{
	{
		// gin.go. Without an argument the address is from the environment. Before
		// v1.12, RunListener takes `\:` in a route for what it is, not for a colon.
		Name:     "(*github.com/gin-gonic/gin.Engine).Run",
		Address:  Arg(0),
		Calls:    []string{"$recv.RunListener($l)"},
		Listener: "net.Listener",
	},
	{
		// listen.go. The network is that of Config, "tcp4" if it has none. Listener
		// warns and goes on in one process if Config.Prefork is set, where Listen
		// starts several.
		Name:     "(*github.com/gofiber/fiber/v2.App).Listen",
		Address:  Arg(0),
		Calls:    []string{"$recv.Listener($l)"},
		Listener: "net.Listener",
	},
	{
		// listen.go. The network is that of the configuration, "tcp4" if it has none.
		// Listener leaves TLS, ListenerAddrFunc and more processes to the caller.
		Name:     "(*github.com/gofiber/fiber/v3.App).Listen",
		Address:  Arg(0),
		Calls:    []string{"$recv.Listener($l, $1*)"},
		Listener: "net.Listener",
		Ignores: []Place{
			Arg(1, "[].TLSConfig"), Arg(1, "[].TLSConfigFunc"), Arg(1, "[].AutoCertManager"),
			Arg(1, "[].CertFile"), Arg(1, "[].CertKeyFile"), Arg(1, "[].CertClientFile"),
			Arg(1, "[].ListenerAddrFunc"), Arg(1, "[].EnablePrefork"),
		},
	},
	{
		// iris.go and core/host/supervisor.go. The virtual host is the address of the
		// listener, also where the configuration has another one, and Context.Domain
		// then returns it, with its port, in each application of the process: where
		// Listen is given a configuration without a virtual host, it does not.
		// KeepAlive and SocketSharding have no effect.
		Name:     "(*github.com/kataras/iris/v12.Application).Listen",
		Address:  Arg(0),
		Calls:    []string{"$recv.Run($pkgListener($l), $1*)"},
		Listener: "net.Listener",
	},
	{
		// web/tls_config.go. The flags have a list of addresses, and Serve takes one
		// listener: it suits where the list has one element.
		Name:     "github.com/prometheus/exporter-toolkit/web.ListenAndServe",
		Address:  Arg(1, "WebListenAddresses.[]"),
		Calls:    []string{"$pkgServe($l, $0, $1, $2)"},
		Listener: "net.Listener",
		Ignores:  []Place{Arg(1, "WebSystemdSocket")},
	},
}

// fasthttp. Source: server.go. All bind on "tcp4". Serve closes the listener only
// when the server is shut down, and so does ListenAndServe.
var fasthttpSiblings = []Sibling{
	{
		Name:     "github.com/valyala/fasthttp.ListenAndServe",
		Address:  Arg(0),
		Calls:    []string{"$pkgServe($l, $1)"},
		Listener: "net.Listener",
	},
	{
		Name:     "github.com/valyala/fasthttp.ListenAndServeTLS",
		Address:  Arg(0),
		Calls:    []string{"$pkgServeTLS($l, $1, $2, $3)"},
		Listener: "net.Listener",
	},
	{
		Name:     "github.com/valyala/fasthttp.ListenAndServeTLSEmbed",
		Address:  Arg(0),
		Calls:    []string{"$pkgServeTLSEmbed($l, $1, $2, $3)"},
		Listener: "net.Listener",
	},
	{
		Name:     "(*github.com/valyala/fasthttp.Server).ListenAndServe",
		Address:  Arg(0),
		Calls:    []string{"$recv.Serve($l)"},
		Listener: "net.Listener",
	},
	{
		Name:     "(*github.com/valyala/fasthttp.Server).ListenAndServeTLS",
		Address:  Arg(0),
		Calls:    []string{"$recv.ServeTLS($l, $1, $2)"},
		Listener: "net.Listener",
	},
	{
		Name:     "(*github.com/valyala/fasthttp.Server).ListenAndServeTLSEmbed",
		Address:  Arg(0),
		Calls:    []string{"$recv.ServeTLSEmbed($l, $1, $2)"},
		Listener: "net.Listener",
	},
}

// SSH. Sources: ssh.go and server.go of both. Serve closes the listener when it
// returns, but the function Serve leaves it open if an option fails.
var sshSiblings = []Sibling{
	{
		Name:     "github.com/gliderlabs/ssh.ListenAndServe",
		Address:  Arg(0),
		Calls:    []string{"$pkgServe($l, $1, $2*)"},
		Listener: "net.Listener",
	},
	{
		Name:     "(*github.com/gliderlabs/ssh.Server).ListenAndServe",
		Address:  Recv("Addr"),
		Calls:    []string{"$recv.Serve($l)"},
		Listener: "net.Listener",
	},
	{
		Name:     "github.com/charmbracelet/ssh.ListenAndServe",
		Address:  Arg(0),
		Calls:    []string{"$pkgServe($l, $1, $2*)"},
		Listener: "net.Listener",
	},
	{
		Name:     "(*github.com/charmbracelet/ssh.Server).ListenAndServe",
		Address:  Recv("Addr"),
		Calls:    []string{"$recv.Serve($l)"},
		Listener: "net.Listener",
	},
}

// SMTP and IMAP. Sources: server.go of each. go-smtp binds on Server.Network,
// which is "tcp" if it is empty, or "unix" for LMTP; go-imap on "tcp".
var mailSiblings = []Sibling{
	{
		Name:     "(*github.com/emersion/go-smtp.Server).ListenAndServe",
		Address:  Recv("Addr"),
		Calls:    []string{"$recv.Serve($l)"},
		Listener: "net.Listener",
	},
	{
		Name:     "(*github.com/emersion/go-imap/server.Server).ListenAndServe",
		Address:  Recv("Addr"),
		Calls:    []string{"$recv.Serve($l)"},
		Listener: "net.Listener",
	},
	{
		Name:     "(*github.com/emersion/go-imap/v2/imapserver.Server).ListenAndServe",
		Address:  Arg(0),
		Calls:    []string{"$recv.Serve($l)"},
		Listener: "net.Listener",
	},
}

// Servers of packets. Sources: server.go, transport.go and http3/server.go of
// quic-go, server-packet.go of radius. A server closes only the socket that it bound.
var packetSiblings = []Sibling{
	{
		Name:     "github.com/quic-go/quic-go.ListenAddr",
		Address:  Arg(0),
		Calls:    []string{"$pkgListen($l, $1, $2)"},
		Listener: "net.PacketConn",
		Leaves:   true,
	},
	{
		Name:     "github.com/quic-go/quic-go.ListenAddrEarly",
		Address:  Arg(0),
		Calls:    []string{"$pkgListenEarly($l, $1, $2)"},
		Listener: "net.PacketConn",
		Leaves:   true,
	},
	{
		Name:     "(*github.com/quic-go/quic-go/http3.Server).ListenAndServe",
		Address:  Recv("Addr"),
		Calls:    []string{"$recv.Serve($l)"},
		Listener: "net.PacketConn",
		Leaves:   true,
	},
	{
		Name:     "(*layeh.com/radius.PacketServer).ListenAndServe", // on Network, "udp" if it is empty
		Address:  Recv("Addr"),
		Calls:    []string{"$recv.Serve($l)"},
		Listener: "net.PacketConn",
		Leaves:   true,
	},
}
