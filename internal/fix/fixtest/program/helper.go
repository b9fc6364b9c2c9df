package program

import (
	"fmt"
	"strings"
)

// A helper is a function that returns a free port.
type helper struct {
	*function
	kind    kind
	network string
	host    string
}

// helper returns such a function, which it may add to the file for that.
func (f *file) helper(i int) helper {
	if len(f.finders) > 0 && f.maybe() {
		return f.finders[f.pick(len(f.finders))]
	}
	i += len(f.finders)
	fn := f.newFunction(fmt.Sprintf("freePort%d", i))
	h := helper{function: fn}
	fn.fails = f.one(panics, returns, logs, tests, musts, blanks, nests, quits)
	if fn.rarely() {
		fn.name = fmt.Sprintf("FreePort%d", i)
	}
	if fn.fails == tests {
		fn.test = "t"
		fn.params = []string{"t " + fn.q("testing") + "TB"}
		fn.vars["t"] = "testing.TB"
	}
	switch f.pick(12) {
	case 10:
		f.need("service")
		fn.recv = "s"
		fn.vars["s"] = "*service"
	case 11:
		fn.generic = "[T any]"
	}
	h.yield()
	fn.end()
	f.finders = append(f.finders, h)
	return h
}

// yield adds the body of the helper.
func (h *helper) yield() {
	fn := h.function
	typ := fn.one("int", "string")
	fn.results = []string{typ}
	if fn.fails == returns {
		fn.results = append(fn.results, "error")
	}
	s := fn.listen()
	deferred := fn.maybe()
	if deferred {
		fn.add("defer %s.Close()", fn.use(s.name))
	}
	p := fn.read(s)
	fn.noise(p)
	if !deferred {
		fn.release(s)
	}
	h.kind, h.network, h.host = p.kind, p.network, p.host
	fn.useOf(p)
	code := p.code
	switch {
	case typ == "int" && p.kind == whole:
		code, h.kind = "len("+code+")", number
	case typ == "int" && p.kind == digits:
		fn.assign(fn.q("strconv")+"Atoi("+code+")", []string{"n", "_"}, []string{"int"})
		code, h.kind = fn.use("n"), number
	case typ == "string" && p.kind == number:
		code, h.kind = fn.q("strconv")+"Itoa("+code+")", digits
	}
	result := strings.Replace(fn.zeros("nil"), fn.zeros("nil"), code, 1)
	if len(fn.results) > 1 {
		result += ", nil"
	}
	fn.last("return " + result)
}

// callHelper adds code that gets a port of a helper.
func (fn *function) callHelper(h helper) port {
	p := port{name: fn.fresh("port", "p", "addr", "net"), kind: h.kind, network: h.network, host: h.host}
	p.code = p.name
	var args []string
	if h.test != "" {
		args = []string{fn.test}
		if fn.test == "" {
			args[0] = "nil"
		}
	}
	name := h.name
	if h.recv != "" {
		name = "new(service)." + name
	}
	if h.generic != "" {
		name += "[bool]"
	}
	call := fn.call(name, args...)
	if len(h.results) == 1 {
		if fn.rarely() {
			p.name, p.code = "", call
			return p
		}
		fn.assign(call, []string{p.name}, []string{h.results[0]})
		return p
	}
	err := fn.errName()
	fn.assign(call, []string{p.name, err}, []string{h.results[0], "error"})
	fn.check(err)
	return p
}
