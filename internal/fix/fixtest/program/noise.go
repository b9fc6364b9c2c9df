package program

// noise adds code that has nothing to do with what is between it, and may use p.
func (fn *function) noise(p port) {
	for range fn.pick(3) {
		fn.something(p)
	}
}

func (fn *function) something(p port) {
	switch fn.pick(16) {
	default:
		fn.add("%s%s", fn.note(), fn.trailing())
	case 1, 2:
		fn.add("// Note %d: as it is.", fn.number())
	case 3:
		fn.add("\n")
	case 4:
		fn.add("\n// Note %d: as it is.\n", fn.number())
	case 5, 6:
		if p.kind != none {
			fn.useOf(p)
			fn.add("%s", fn.note(p.code))
		}
	case 7:
		name := fn.fresh("x", "net", "strconv", "err2")
		fn.assign("1", []string{name}, []string{"int"})
		if fn.maybe() {
			fn.add("%s", fn.note(fn.use(name)))
		}
	case 8:
		fn.add("{\nnet := 1\n%s\n}", fn.note("net"))
	case 9:
		fn.add("if %s {\n%s\n}", fn.need("flag"), fn.note())
	case 10:
		fn.add("if %s {\n%s\nreturn %s\n}", fn.need("flag"), fn.note(), fn.zeros("nil"))
	case 11:
		if p.kind != none {
			fn.dial(p)
		}
	case 12:
		if p.kind != none {
			fn.useOf(p)
			fn.add("%sPrint(%s)", fn.q("log"), p.code)
		}
	case 13:
		label := fn.fresh("loop")
		fn.vars[label] = "label"
		fn.add("%s:\nfor {\n%s\nbreak %s\n}", label, fn.note(), label)
	case 14:
		fn.add("defer func() { %s }()", fn.note())
	case 15:
		if p.kind != none {
			fn.useOf(p)
			fn.keep(p, "other", "backup")
		}
	}
}

func (fn *function) useOf(p port) {
	if p.name != "" {
		fn.use(p.name)
	}
}

// dial adds code that connects to a port.
func (fn *function) dial(p port) {
	name := fn.fresh("c", "conn")
	code := fn.listenAddress(p)
	call := fn.call(fn.q("net")+"Dial", quote(p.network), code)
	fn.assign(call, []string{name, "_"}, []string{"net.Conn"})
	fn.add("%s", fn.note(fn.use(name)))
}
