package sockapi

// Addresses such as /ip4/127.0.0.1/tcp/8080. Sources: the packages' pages on
// https://pkg.go.dev and https://github.com/multiformats/multiaddr.
//
// Left out: libp2p, whose hosts bind what an option has made of addresses.
func multiaddrRows() []Func {
	const multiaddr, manet = "github.com/multiformats/go-multiaddr", "github.com/multiformats/go-multiaddr/net"
	return []Func{
		text(multiaddr+".NewMultiaddr", Arg(0)),
		text(multiaddr+".StringCast", Arg(0)),
		text("("+multiaddr+".Multiaddr).String", Recv()),
		text(manet+".FromNetAddr", Arg(0)),
		text(manet+".ToNetAddr", Arg(0)),
		into(manet+".DialArgs", Ret(1), Arg(0)),

		row(manet+".Listen", Effect{Role: Acquires, From: Arg(0), To: Ret(0), Paths: true}),
		row(manet+".Dial", dials(Arg(0))),
		passes(manet+".NetListener", Arg(0)),
		row("("+manet+".Listener).Accept", serves(Recv())),
		row("("+manet+".Listener).Addr", reads(Recv())),
		row("("+manet+".Listener).Multiaddr", reads(Recv())),
		row("("+manet+".Listener).Close", releases(Recv())),
	}
}
