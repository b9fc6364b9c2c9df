package main

import (
	"fmt"
	"strings"
)

// A shape is a kind of program that can be of any size.
type shape struct {
	name string
	doc  string // what a program of size n has n of
	body func(p *program, n int)
}

var shapes = []shape{
	{"chain", "functions, each calls the one before", chain},
	{"calls", "the same, each calls it four times", calls},
	{"results", "the same by structs and several results", results},
	{"closures", "the same by function literals", closures},
	{"interfaces", "the same by methods of interfaces", interfaces},
	{"comb", "functions, each frees a port and calls the one before", comb},
	{"tree", "functions, each calls two, those at the end free a port", tree},
	{"ring", "functions, each calls the next, the last the first", ring},
	{"rings", "functions, each calls the next and the one before", rings},
	{"types", "types that implement an interface, each is handed to one function", implementations},
	{"dispatches", "types that implement two interfaces, and calls of their methods", dispatches},
	{"branches", "branches of a function that close a socket", branches},
	{"births", "branches of a function that close a socket and bind it anew", births},
	{"sockets", "sockets in a function", sockets},
	{"sites", "calls of one helper in a function", sites},
	{"users", "functions that call one helper", users},
	{"literals", "function literals in a function that share a port", literals},
	{"variables", "package-level variables that hold ports", variables},
	{"fields", "fields of a struct that hold ports", fields},
	{"fills", "fields of a struct that a function fills from a slice", fills},
	{"elements", "elements of a literal that are ports", elements},
	{"tables", "elements of a literal with functions and maps", tables},
	{"constants", "elements of a literal that are none", constants},
	{"directories", "functions, each calls the one before twice for a directory", directories},
	{"findings", "findings with fixes in one file", findings},
	{"rooms", "findings with fixes in one function", rooms},
	{"crowd", "functions that call one helper, with fixes", crowd},
	{"swaps", "sockets in turn in one field of a struct, each closed before the next", swaps},
	{"captured", "sockets in turn in one captured variable", captured},
	{"holders", "fields of as many structs that hold a directory, each removed by a method", holders},
}

// A program is the text of one.
type program struct{ strings.Builder }

func (p *program) add(format string, args ...any) { fmt.Fprintf(&p.Builder, format, args...) }

// program returns the program of size n.
func (s *shape) program(n int) string {
	p := new(program)
	p.add("package scale\n\nimport (\n\t\"net\"\n\t\"os\"\n\t\"os/exec\"\n\t\"path/filepath\"\n)\n\n")
	p.add("var _, _, _ = os.Remove, exec.Command, filepath.Join\n\n")
	p.add("%s", strings.ReplaceAll(freePort, "NAME", "freePort"))
	s.body(p, n)
	return p.String()
}

const freePort = `
func NAME() string {
	l, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		panic(err)
	}
	defer l.Close()
	return l.Addr().String()
}
`

func (p *program) uses(call string) {
	p.add("\nfunc use() {\n\texec.Command(\"server\", %s).Run()\n}\n", call)
}
