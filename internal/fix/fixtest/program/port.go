package program

import "fmt"

// A port is what was read of a socket: code for it, or for the whole address.
type port struct {
	code    string
	name    string // the variable in code, if there is one
	kind    kind
	network string
	host    string // where the socket is bound
}

// A kind says what a port's code is.
type kind int

const (
	none   kind = iota
	whole       // the address, a string
	number      // an int
	digits      // a string
)

// read adds code that reads the port of a socket.
func (fn *function) read(s socket) port {
	addr := s.name + "." + s.addr() + "()"
	typ := map[string]string{"tcp": "TCPAddr", "udp": "UDPAddr"}[s.network]
	asserted := addr + ".(*" + fn.q("net") + typ + ")"
	switch fn.pick(10) {
	case 8:
		return port{asserted + ".Port", s.name, number, s.network, s.host}
	case 9:
		return port{addr + ".String()", s.name, whole, s.network, s.host}
	}
	fn.use(s.name)
	switch fn.pick(8) {
	default:
		return fn.keep(port{code: addr + ".String()", kind: whole, network: s.network, host: s.host}, "addr", "address", "strconv")
	case 2, 3:
		return fn.keep(port{code: asserted + ".Port", kind: number, network: s.network, host: s.host}, "port", "p", "fmt")
	case 4, 5:
		return fn.split(addr+".String()", s)
	case 6:
		name := fn.fresh("tcp", "addr")
		fn.assign(asserted, []string{name}, []string{"*net." + typ})
		if fn.maybe() {
			return port{name + ".Port", name, number, s.network, s.host}
		}
		return port{name + ".String()", name, whole, s.network, s.host}
	case 7:
		name := fn.fresh("tcp", "addr")
		fn.assign(asserted, []string{name, "ok"}, []string{"*net." + typ, "bool"})
		fn.add("if !%s {\npanic(\"no address\")\n}", fn.use("ok"))
		return port{name + ".Port", name, number, s.network, s.host}
	}
}

// keep adds a variable that holds p.
func (fn *function) keep(p port, names ...string) port {
	if fn.recv != "" && p.kind == whole && fn.maybe() {
		fn.add("%s.addr = %s", fn.recv, p.code)
		p.code, p.name = fn.recv+".addr", ""
		return p
	}
	p.name = fn.fresh(names...)
	fn.assign(p.code, []string{p.name}, []string{"string"})
	p.code = p.name
	return p
}

// split adds code that takes the port out of an address.
func (fn *function) split(addr string, s socket) port {
	p := port{name: fn.fresh("port", "p", "net"), kind: digits, network: s.network, host: s.host}
	p.code = p.name
	call := fn.call(fn.q("net")+"SplitHostPort", addr)
	err := fn.errName()
	host := "_"
	if fn.rarely() {
		host = fn.fresh("host")
	}
	fn.assign(call, []string{host, p.name, err}, []string{"string", "string", "error"})
	fn.check(err)
	return p
}

// listenAddress returns code for the address to bind, of type string.
func (fn *function) listenAddress(p port) string {
	if p.name != "" {
		fn.use(p.name)
	}
	code := fn.spell(p)
	if fn.pick(4) == 3 {
		name := fn.fresh("addr", "address", "at", "fmt")
		fn.assign(code, []string{name}, []string{"string"})
		if fn.rarely() {
			fn.add("%s", fn.note(name))
		}
		return fn.use(name)
	}
	return code
}

// spell returns code that makes an address of a port.
func (fn *function) spell(p port) string {
	host := fn.one("127.0.0.1", "127.0.0.1", "", "localhost", "::1")
	fn.host = host
	code := p.code
	if fn.rarely() {
		code = fn.need("id") + "(" + code + ")"
	}
	switch p.kind {
	case whole:
		fn.host = p.host
		if fn.rarely() {
			return fn.call(fn.q("fmt")+"Sprintf", `"%s"`, code)
		}
		return code
	case number:
		if fn.maybe() {
			return fn.call(fn.q("fmt")+"Sprintf", fn.one(quote(host+":%d"), `"%s:%d", `+quote(host)), code)
		}
		code = fn.q("strconv") + "Itoa(" + code + ")"
	}
	switch fn.pick(3) {
	case 1:
		return fn.call(fn.q("net")+"JoinHostPort", quote(host), code)
	case 2:
		return fn.call(fn.q("fmt")+"Sprintf", fmt.Sprintf(`"%s:%%s"`, host), code)
	}
	return quote(host+":") + " + " + code
}
