package sockapi

// crypto/tls. Sources: https://pkg.go.dev/crypto/tls and $GOROOT/src/crypto/tls/tls.go.
//
// The listener that Listen and NewListener return has no exported type: its
// methods are those of net.Listener.
func tlsRows() []Func {
	return []Func{
		row("crypto/tls.Listen", acquires(Arg(1), Arg(0))),
		row("crypto/tls.NewListener", carries(Arg(0), Ret(0))), // wraps it; closing either closes both
		row("crypto/tls.Dial", dials(Arg(1))),
		row("crypto/tls.DialWithDialer", dials(Arg(2))),
		row("(*crypto/tls.Dialer).Dial", dials(Arg(1))),
		row("(*crypto/tls.Dialer).DialContext", dials(Arg(2)))}
}
