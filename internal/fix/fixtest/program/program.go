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
	var p port
	if f.pick(3) == 2 {
		p = fn.callHelper(f.helper(i))
	} else {
		s := fn.listen()
		p = fn.read(s)
		fn.noise(p)
		fn.release(s)
	}
	fn.noise(p)
	if f.rarely() {
		q := fn.read(fn.listen())
		fn.noise(q)
	}
	fn.sink(p)
	fn.end()
}
