// Package program writes Go files that find a free port and bind it, in the ways
// that people do: each shape of socket, error check and server with any other.
package program

// Imports are the packages that programs may import.
var Imports = []string{"context", "fmt", "log", "net", "net/http", "os", "strconv", "sync", "testing"}

// New returns the name and the text of a file. It compiles, and the same data
// gives the same file; without data it is the plainest of all.
func New(data []byte) (name string, text []byte) {
	f := newFile(data)
	for i := range 1 + f.pick(3) {
		f.unit(i)
	}
	return f.render()
}

// unit adds one function that binds a port which is free, and what it needs.
func (f *file) unit(i int) {
	fn := f.function(i)
	fn.noise(port{})
	fn.around()
	p := fn.port(i)
	fn.noise(p)
	if f.rarely() {
		fn.noise(fn.port(i))
	}
	fn.sink(p)
	if f.rarely() && !fn.over {
		fn.sink(p)
	}
	fn.end()
}

// port adds code that gets a free port.
func (fn *function) port(i int) port {
	if fn.pick(3) == 2 {
		return fn.callHelper(fn.helper(i))
	}
	s := fn.listen()
	p := fn.read(s)
	fn.noise(p)
	fn.release(s)
	return p
}

// around opens a block for the rest of the function, or does nothing.
func (fn *function) around() {
	switch fn.pick(24) {
	case 16:
		fn.open("if "+fn.need("flag")+" {", "}")
	case 17:
		fn.open("for range 2 {", "}")
	case 18:
		fn.open("switch {\ncase "+fn.need("flag")+":", "}")
	case 19:
		fn.open("{", "}")
	case 20:
		fn.open("select {\ndefault:", "}")
	case 21, 22:
		if fn.test != "" {
			fn.results = nil
			fn.open(fn.test+`.Run("x", func(`+fn.test+" *"+fn.q("testing")+"T) {", "})")
		}
	case 23:
		if len(fn.results) == 0 {
			fn.open("func() {", "}()")
		}
	}
}
