package program

import "slices"

// sink adds code that binds a port, and what comes after it.
func (fn *function) sink(p port) {
	if p.network == "udp" || fn.pick(5) > 2 {
		fn.listenAgain(p)
		return
	}
	call := fn.server(p)
	switch fn.pick(14) {
	default:
		fn.finish(call)
	case 1, 2:
		if i := slices.Index(fn.results, "error"); i >= 0 {
			fn.last("return " + fn.zeros(call))
		} else {
			fn.finish(call)
		}
	case 3:
		fn.add("%s(%s)", fn.need("must"), call)
	case 4:
		fn.add("if err := %s; err != nil {\n%s\n}", call, fn.fail("err"))
	case 5:
		fn.add("go %s", call)
	case 6:
		fn.add("go func() {\n%sPrint(%s)\n}()", fn.q("log"), call)
	case 7:
		wg := fn.fresh("wg", "group")
		fn.vars[wg] = "sync.WaitGroup"
		fn.add("var %s %sWaitGroup\n%s.Go(func() { %s })\n%s.Wait()", wg, fn.q("sync"), wg, call, wg)
	case 8:
		fn.add("if %s {\n%s\n}", fn.need("flag"), call)
	case 9:
		fn.add("for range 3 {\n%s\n}", call)
	case 10:
		fn.add("func() {\n%s\n%s\n}()", call, fn.note())
	case 11:
		fn.add("defer %s", call)
	case 12:
		err := fn.errName()
		fn.assign(call, []string{err}, []string{"error"})
		fn.check(err)
	case 13:
		fn.add("switch {\ncase %s:\n%s\ndefault:\n%s\n}", fn.need("flag"), fn.note(), call)
	}
	fn.after(p)
}

// after adds code behind the sink.
func (fn *function) after(p port) {
	if !fn.over {
		fn.noise(p)
	}
}

// finish adds the call of a server as a statement.
func (fn *function) finish(call string) {
	if fn.maybe() {
		call = fn.q("log") + "Fatal(" + call + ")"
	}
	fn.add("%s%s", call, fn.trailing())
}

// server returns the call that binds a port and serves HTTP.
func (fn *function) server(p port) string {
	addr := fn.listenAddress(p)
	http := fn.q("net/http")
	handler := fn.one("nil", http+"NewServeMux()", http+"NotFoundHandler()")
	switch fn.pick(6) {
	default:
		return fn.call(http+"ListenAndServe", addr, handler)
	case 2:
		return fn.call(http+"ListenAndServeTLS", addr, `"cert"`, `"key"`, handler)
	case 3, 4:
		name := fn.fresh("srv", "server", "s")
		fn.assign(fn.one("&", "")+http+fn.one("Server{Addr: "+addr+"}", "Server{\nAddr: "+addr+",\nHandler: "+handler+",\n}"), []string{name}, []string{"*http.Server"})
		return fn.start(name)
	case 5:
		name := fn.fresh("srv", "server", "s")
		fn.add("var %s %sServer", name, http)
		fn.vars[name] = "http.Server"
		fn.noise(port{})
		fn.add("%s.Addr = %s", name, addr)
		return fn.start(name)
	}
}

func (fn *function) start(server string) string {
	fn.use(server)
	if fn.maybe() {
		fn.noise(port{})
	}
	return fn.one(server+".ListenAndServe()", server+".ListenAndServe()", server+`.ListenAndServeTLS("cert", "key")`)
}

// listenAgain adds code that binds a port and uses the socket.
func (fn *function) listenAgain(p port) {
	call, typ := fn.rebind(p)
	if typ == "net.Listener" && slices.Equal(fn.results, []string{typ, "error"}) && fn.maybe() {
		fn.last("return " + call)
		return
	}
	names := []string{"ln", "second", "l", "net"}
	name := fn.fresh(names...)
	for _, old := range names {
		if fn.vars[old] == typ && fn.maybe() {
			name = old
		}
	}
	err := fn.errName()
	body := func() {
		fn.assign(call, []string{name, err}, []string{typ, "error"})
		if fn.pick(6) < 5 {
			fn.check(err)
		}
		fn.useSocket(name, typ)
	}
	switch fn.pick(10) {
	default:
		body()
	case 6:
		fn.add("if %s {", fn.need("flag"))
		fn.scope(body)
		fn.add("}")
	case 7:
		fn.inLiteral(body)
	case 8:
		fn.add("for range 2 {")
		fn.scope(body)
		fn.add("}")
	}
	fn.after(p)
}

// inLiteral adds a function literal that runs body, in a goroutine or not.
func (fn *function) inLiteral(body func()) {
	fn.add("%sfunc() {", fn.one("", "go "))
	results := fn.results
	fn.results = nil
	if fn.fails == returns {
		fn.fails = panics
	}
	fn.scope(body)
	fn.results = results
	fn.add("}()")
}

// useSocket adds code that uses the socket which was bound last.
func (fn *function) useSocket(name, typ string) {
	if fn.maybe() {
		fn.add("defer %s.Close()", fn.use(name))
	}
	if typ == "net.Listener" && fn.rarely() {
		fn.add("%s", fn.note(fn.use(name)+".Addr()"))
	}
	if fn.maybe() {
		fn.add("%s", fn.note(fn.use(name)))
	}
	if typ == "net.Listener" && slices.Equal(fn.results, []string{typ, "error"}) && fn.maybe() && len(fn.blocks) == 0 {
		fn.last("return " + fn.use(name) + ", nil")
	}
}

// rebind returns the call that binds a port, and the type of the socket.
func (fn *function) rebind(p port) (call, typ string) {
	addr := fn.listenAddress(p)
	net := fn.q("net")
	if p.kind == number && fn.rarely() {
		if p.network == "udp" {
			return fn.call(net+"ListenUDP", `"udp"`, "&"+net+"UDPAddr{Port: "+p.code+"}"), "*net.UDPConn"
		}
		return fn.call(net+"ListenTCP", `"tcp"`, "&"+net+"TCPAddr{Port: "+p.code+"}"), "*net.TCPListener"
	}
	if p.network == "udp" {
		return fn.call(net+"ListenPacket", `"udp"`, addr), "net.PacketConn"
	}
	if fn.rarely() {
		config := fn.fresh("lc", "config")
		fn.add("%s := %sListenConfig{}", config, net)
		fn.vars[config] = "net.ListenConfig"
		return fn.call(config+".Listen", fn.q("context")+"Background()", `"tcp"`, addr), "net.Listener"
	}
	network := `"tcp"`
	if fn.rarely() && (fn.host == "" || fn.host == "localhost") {
		network = `"tcp4"` // not the same: these hosts have addresses of both families
	}
	return fn.call(net+"Listen", network, addr), "net.Listener"
}
