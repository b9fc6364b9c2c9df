package sockapi

// net. Sources: https://pkg.go.dev/net and $GOROOT/src/net. The methods of the
// concrete connections are declared on the unexported type conn.
var netRows = []Func{
	{Name: "net.Listen", Effects: []Effect{acquires(Arg(1), Arg(0))}},
	{Name: "net.ListenPacket", Effects: []Effect{acquires(Arg(1), Arg(0))}},
	{Name: "net.ListenTCP", Effects: []Effect{acquires(Arg(1), Arg(0))}},
	{Name: "net.ListenUDP", Effects: []Effect{acquires(Arg(1), Arg(0))}},
	{Name: "(*net.ListenConfig).Listen", Effects: []Effect{acquires(Arg(2), Arg(1))}},
	{Name: "(*net.ListenConfig).ListenPacket", Effects: []Effect{acquires(Arg(2), Arg(1))}},

	{Name: "(net.Listener).Addr", Effects: []Effect{reads()}},
	{Name: "(net.Listener).Close", Effects: []Effect{releases()}},
	{Name: "(net.Listener).Accept", Effects: []Effect{serves(Recv())}},
	{Name: "(io.Closer).Close", Effects: []Effect{releases()}},

	{Name: "net.JoinHostPort", Effects: []Effect{formats(Arg(1), Ret(0))}},
	{Name: "net.SplitHostPort", Effects: []Effect{formats(Arg(0), Ret(1))}},
}

// acquires is the effect of a function that binds address on network and
// returns the socket first.
func acquires(address, network Place) Effect {
	return Effect{Role: Acquires, From: address, To: Ret(0), Network: network}
}

// reads is the effect of a method that returns the local address of its receiver.
func reads() Effect { return Effect{Role: Reads, From: Recv(), To: Ret(0)} }

// releases is the effect of a method that closes its receiver.
func releases() Effect { return Effect{Role: Releases, From: Recv()} }

func serves(socket Place) Effect    { return Effect{Role: Serves, From: socket} }
func binds(address Place) Effect    { return Effect{Role: Binds, From: address} }
func dials(address Place) Effect    { return Effect{Role: Dials, From: address} }
func carries(from, to Place) Effect { return Effect{Role: Carries, From: from, To: to} }
func formats(from, to Place) Effect { return Effect{Role: Formats, From: from, To: to} }
