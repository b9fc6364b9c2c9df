package sockapi

// net. Sources: https://pkg.go.dev/net and $GOROOT/src/net.
//
// Left out: ListenIP and its Dial and Resolve kin, which know no ports and no
// paths; SyscallConn, whose descriptor is lent and not
// closed; RemoteAddr and the address a packet came from, which are the peer's.
func netRows() []Func {
	return []Func{
		// Binding. A nil *TCPAddr or *UDPAddr is port 0 (tcpsock.go, udpsock.go).
		row("net.Listen", acquires(Arg(1), Arg(0))),
		row("net.ListenPacket", acquires(Arg(1), Arg(0))),
		row("net.ListenTCP", acquires(Arg(1), Arg(0))),
		row("net.ListenUDP", acquires(Arg(1), Arg(0))),
		row("net.ListenMulticastUDP", acquires(Arg(2), Arg(0))),
		row("net.ListenUnix", acquires(Arg(1), Arg(0))),
		row("net.ListenUnixgram", acquires(Arg(1), Arg(0))),
		row("(*net.ListenConfig).Listen", acquires(Arg(2), Arg(1))),
		row("(*net.ListenConfig).ListenPacket", acquires(Arg(2), Arg(1))),

		// Reading the address back.
		row("(net.Listener).Addr", reads(Recv())),
		row("(*net.TCPListener).Addr", reads(Recv())),
		row("(*net.UnixListener).Addr", reads(Recv())),
		row("(net.PacketConn).LocalAddr", reads(Recv())),
		row("(net.Conn).LocalAddr", reads(Recv())),
		row("(*net.conn).LocalAddr", reads(Recv())), // TCPConn, UDPConn, UnixConn and IPConn embed conn (net.go)

		// Closing.
		row("(net.Listener).Close", releases(Recv())),
		row("(*net.TCPListener).Close", releases(Recv())),
		row("(*net.UnixListener).Close", releases(Recv())),
		row("(net.PacketConn).Close", releases(Recv())),
		row("(net.Conn).Close", releases(Recv())),
		row("(*net.conn).Close", releases(Recv())),
		row("(io.Closer).Close", releases(Recv())), // io.ReadCloser and its like embed io.Closer

		// Duplicating. File and FileListener both call dup: whatever is closed, the
		// other descriptor still holds the port (fd_unix.go, file_unix.go).
		row("(*net.TCPListener).File", duplicates(Recv()), carries(Recv(), Ret(0))),
		row("(*net.UnixListener).File", duplicates(Recv()), carries(Recv(), Ret(0))),
		row("(*net.conn).File", duplicates(Recv()), carries(Recv(), Ret(0))),
		row("net.FileListener", duplicates(Arg(0)), carries(Arg(0), Ret(0))),
		row("net.FilePacketConn", duplicates(Arg(0)), carries(Arg(0), Ret(0))),
		row("net.FileConn", duplicates(Arg(0)), carries(Arg(0), Ret(0))),

		// Serving.
		row("(net.Listener).Accept", serves(Recv())),
		row("(*net.TCPListener).Accept", serves(Recv())),
		row("(*net.TCPListener).AcceptTCP", serves(Recv())),
		row("(*net.UnixListener).Accept", serves(Recv())),
		row("(*net.UnixListener).AcceptUnix", serves(Recv())),
		row("(net.Conn).Read", serves(Recv())),
		row("(net.Conn).Write", serves(Recv())),
		row("(*net.conn).Read", serves(Recv())),
		row("(*net.conn).Write", serves(Recv())),
		row("(net.PacketConn).ReadFrom", serves(Recv())),
		row("(net.PacketConn).WriteTo", serves(Recv()), dials(Arg(1))),
		row("(*net.UDPConn).ReadFrom", serves(Recv())),
		row("(*net.UDPConn).ReadFromUDP", serves(Recv())),
		row("(*net.UDPConn).ReadFromUDPAddrPort", serves(Recv())),
		row("(*net.UDPConn).ReadMsgUDP", serves(Recv())),
		row("(*net.UDPConn).ReadMsgUDPAddrPort", serves(Recv())),
		row("(*net.UDPConn).WriteTo", serves(Recv()), dials(Arg(1))),
		row("(*net.UDPConn).WriteToUDP", serves(Recv()), dials(Arg(1))),
		row("(*net.UDPConn).WriteToUDPAddrPort", serves(Recv()), dials(Arg(1))),
		row("(*net.UDPConn).WriteMsgUDP", serves(Recv()), dials(Arg(2))),
		row("(*net.UDPConn).WriteMsgUDPAddrPort", serves(Recv()), dials(Arg(2))),

		// Dialling. A local address is bound before connect (sock_posix.go: dial).
		// These rows bind and do not acquire: a dialled connection is asked for its
		// LocalAddr to learn an IP address, not a port to hand on.
		row("net.Dial", dials(Arg(1)), asks(Arg(1))),
		row("net.DialTimeout", dials(Arg(1)), asks(Arg(1))),
		row("net.DialTCP", bindsOn(Arg(1), Arg(0)), dials(Arg(2))),
		row("net.DialUDP", bindsOn(Arg(1), Arg(0)), dials(Arg(2))),
		row("(*net.Dialer).Dial", bindsOn(Recv("LocalAddr"), Arg(0)), dials(Arg(1))),
		row("(*net.Dialer).DialContext", bindsOn(Recv("LocalAddr"), Arg(1)), dials(Arg(2))),
		row("(*net.Dialer).DialTCP", bindsOn(Arg(2), Arg(1)), dials(Arg(3))),
		row("(*net.Dialer).DialUDP", bindsOn(Arg(2), Arg(1)), dials(Arg(3))),
		row("net/textproto.Dial", dials(Arg(1))),
		row("net/smtp.Dial", dials(Arg(0))),
		row("net/smtp.SendMail", dials(Arg(0))),
		row("log/syslog.Dial", dials(Arg(1))),
		row("database/sql.Open", dials(Arg(1))), // the address is in the data source name

		// Addresses and their text.
		text("(net.Addr).String", Recv()),
		text("(*net.TCPAddr).String", Recv()),
		text("(*net.TCPAddr).AddrPort", Recv()),
		text("(*net.UDPAddr).String", Recv()),
		text("(*net.UDPAddr).AddrPort", Recv()),
		text("net.TCPAddrFromAddrPort", Arg(0)),
		text("net.UDPAddrFromAddrPort", Arg(0)),
		text("net.ResolveTCPAddr", Arg(1)),
		text("net.ResolveUDPAddr", Arg(1)),
		passes("net.ResolveUnixAddr", Arg(1)), // a path is an address as it is
		passes("(*net.UnixAddr).String", Recv()),
		text("net.JoinHostPort", Arg(1)),          // the host is no port
		into("net.SplitHostPort", Ret(1), Arg(0)), // nor is the host it returns
		text("net.LookupPort", Arg(1)),            // a decimal service is its own port (port.go)
		text("(*net.Resolver).LookupPort", Arg(2))}
}

var typeRows = []Field{
	{Type: "net.TCPAddr", Address: []string{"Port"}},
	{Type: "net.UDPAddr", Address: []string{"Port"}},
	{Type: "net.UnixAddr", Address: []string{"Name"}},
	{Type: "syscall.SockaddrInet4", Address: []string{"Port"}},
	{Type: "syscall.SockaddrInet6", Address: []string{"Port"}},
	{Type: "golang.org/x/sys/unix.SockaddrInet4", Address: []string{"Port"}},
	{Type: "golang.org/x/sys/unix.SockaddrInet6", Address: []string{"Port"}},
	{Type: "syscall.SockaddrUnix", Address: []string{"Name"}},
	{Type: "golang.org/x/sys/unix.SockaddrUnix", Address: []string{"Name"}},
	{Type: "net/url.URL", Address: []string{"Host"}}, // "host" or "host:port"
	{Type: "net/http/httptest.Server", Reads: []string{"URL"}, Socket: []string{"Listener"}},
}
