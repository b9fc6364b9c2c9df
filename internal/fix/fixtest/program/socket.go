package program

import "strings"

// A socket is a variable with one.
type socket struct {
	name, typ string
	network   string // tcp or udp
	host      string // where it is bound
}

// addr returns the name of the method that returns the address.
func (s socket) addr() string {
	if s.network == "udp" {
		return "LocalAddr"
	}
	return "Addr"
}

// listen adds code that binds port 0.
func (fn *function) listen() socket {
	name := fn.fresh("l", "ln", "listener", "l", "net", "http")
	var s socket
	var call string
	net := fn.q("net")
	host := fn.one("127.0.0.1:0", "127.0.0.1:0", ":0", "localhost:0", "[::1]:0", "127.0.0.1:", ":")
	switch fn.pick(8) {
	default:
		s, call = socket{name: name, typ: "net.Listener", network: "tcp"}, fn.call(net+"Listen", `"tcp"`, quote(host))
	case 3:
		s, call = socket{name: name, typ: "*net.TCPListener", network: "tcp"}, fn.call(net+"ListenTCP", `"tcp"`, fn.one("nil", "&"+net+"TCPAddr{}", "&"+net+"TCPAddr{IP: "+net+"IPv4(127, 0, 0, 1)}"))
	case 4:
		s, call = socket{name: name, typ: "net.PacketConn", network: "udp"}, fn.call(net+"ListenPacket", `"udp"`, quote(host))
	case 5:
		s, call = socket{name: name, typ: "*net.UDPConn", network: "udp"}, fn.call(net+"ListenUDP", `"udp"`, fn.one("nil", "&"+net+"UDPAddr{}"))
	case 6:
		s, call = socket{name: name, typ: "net.Listener", network: "tcp"}, fn.call("(&"+net+"ListenConfig{}).Listen", fn.q("context")+"Background()", `"tcp"`, quote(host))
	case 7:
		config := fn.fresh("lc", "config")
		fn.add("var %s %sListenConfig", config, net)
		fn.vars[config] = "net.ListenConfig"
		s, call = socket{name: name, typ: "net.PacketConn", network: "udp"}, fn.call(config+".ListenPacket", fn.q("context")+"Background()", `"udp"`, quote(host))
	}
	s.host = host[:strings.LastIndexByte(host, ':')]
	err := fn.errName()
	if err != "_" && fn.vars[err] == "" && fn.pick(16) == 15 {
		fn.open(fn.resolve("if "+name+", "+err+" := "+call+"; "+err+" == nil {"), "}")
		fn.declare(name, s.typ)
		fn.vars[err] = "error"
		return s
	}
	if fn.rarely() {
		fn.add("var %s %s", name, strings.ReplaceAll(s.typ, "net.", net))
		fn.declare(name, s.typ)
	}
	fn.assign(call, []string{name, err}, []string{s.typ, "error"})
	fn.check(err)
	return s
}

func quote(s string) string { return `"` + s + `"` }

// call returns a call, most often in one line.
func (fn *function) call(fun string, args ...string) string {
	if len(args) > 0 && fn.rarely() {
		return fun + "(\n" + strings.Join(args, ",\n") + ",\n)"
	}
	return fun + "(" + strings.Join(args, ", ") + ")"
}

// release adds code that closes a socket.
func (fn *function) release(s socket) {
	call := fn.use(s.name) + ".Close()"
	switch fn.pick(12) {
	default:
		fn.add("%s%s", call, fn.trailing())
	case 2:
		fn.add("_ = %s%s", call, fn.trailing())
	case 3, 4:
		fn.add("if err := %s; err != nil {\n%s\n}", call, fn.fail("err"))
	case 5, 6:
		if err := fn.errName(); err == "_" {
			fn.add("_ = %s", call)
		} else {
			fn.assign(call, []string{err}, []string{"error"})
			fn.check(err)
		}
	case 7:
		fn.add("%s(%s)", fn.need("must"), call)
	case 8:
		fn.add("defer %s\n%s", call, call)
	case 9:
		fn.add("func() { %s }()", call)
	case 10:
		fn.add("if %s != nil {\n%s\n}", s.name, call)
	case 11:
		fn.add("// Note %d: close it.\n%s", fn.number(), call)
	}
}

func (f *file) number() int {
	f.notes++
	return f.notes
}
