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
	{"branches", "branches of a function that close a socket", branches},
	{"births", "branches of a function that close a socket and bind it anew", births},
	{"sites", "calls of one helper in a function", sites},
	{"users", "functions that call one helper", users},
	{"literals", "function literals in a function that share a port", literals},
	{"variables", "package-level variables that hold ports", variables},
	{"fields", "fields of a struct that hold ports", fields},
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

func chain(p *program, n int) {
	p.add("\nfunc f0() string { return freePort() }\n")
	for i := 1; i < n; i++ {
		p.add("\nfunc f%d() string { return f%d() }\n", i, i-1)
	}
	p.uses(fmt.Sprintf("f%d()", n-1))
}

func calls(p *program, n int) {
	p.add("\nfunc f0() string { return freePort() }\n")
	for i := 1; i < n; i++ {
		p.add("\nfunc f%[1]d() string {\n\tif f%[2]d() > \"x\" {\n\t\treturn f%[2]d()\n\t}\n\treturn f%[2]d() + f%[2]d()\n}\n", i, i-1)
	}
	p.uses(fmt.Sprintf("f%d()", n-1))
}

func results(p *program, n int) {
	p.add("\ntype pair struct{ a, b string }\n\nfunc f0() (pair, string) { return pair{freePort(), freePort()}, freePort() }\n")
	for i := 1; i < n; i++ {
		p.add("\nfunc f%[1]d() (pair, string) {\n\tp, s := f%[2]d()\n\tq, r := f%[2]d()\n\treturn pair{p.a + q.b, q.a + s}, r + p.b\n}\n", i, i-1)
	}
	p.add("\nfunc top() string { p, s := f%d(); return p.a + p.b + s }\n", n-1)
	p.uses("top()")
}

func closures(p *program, n int) {
	p.add("\nfunc f0() func() string { return freePort }\n")
	for i := 1; i < n; i++ {
		p.add("\nfunc f%[1]d() string {\n\tg := func() string { return h%[2]d() + h%[2]d() }\n\treturn g() + g()\n}\n\nfunc h%[1]d() string { return f%[1]d() }\n", i, i-1)
	}
	p.add("\nfunc h0() string { return f0()() + freePort() }\n")
	p.uses(fmt.Sprintf("h%d()", n-1))
}

func interfaces(p *program, n int) {
	p.add("\ntype T0 struct{}\n\nfunc (*T0) Port() string { return freePort() }\n\ntype I0 interface{ Port() string }\n")
	for i := 1; i < n; i++ {
		p.add("\ntype I%[1]d interface{ Port%[1]d() string }\n\ntype T%[1]d struct{ t *T%[2]d }\n\nfunc (t *T%[1]d) Port%[1]d() string {\n\tvar i I%[2]d = t.t\n\treturn i.Port%[3]s() + i.Port%[3]s()\n}\n",
			i, i-1, map[bool]string{true: "", false: fmt.Sprint(i - 1)}[i == 1])
	}
	p.add("\nfunc top() string { var i I%[1]d = new(T%[1]d); return i.Port%[1]d() }\n", n-1)
	p.uses("top()")
}

func comb(p *program, n int) {
	for i := range n {
		p.add("%s", strings.ReplaceAll(freePort, "NAME", fmt.Sprintf("own%d", i)))
	}
	p.add("\nfunc f0() string { return own0() }\n")
	for i := 1; i < n; i++ {
		p.add("\nfunc f%[1]d() string {\n\tif len(own%[1]d()) > 3 {\n\t\treturn f%[2]d()\n\t}\n\treturn own%[1]d()\n}\n", i, i-1)
	}
	p.uses(fmt.Sprintf("f%d()", n-1))
}

func tree(p *program, n int) {
	for i := n; i > 0; i-- {
		if 2*i+1 > n {
			p.add("%s", strings.ReplaceAll(freePort, "NAME", fmt.Sprintf("f%d", i)))
		} else {
			p.add("\nfunc f%d() string {\n\tif len(os.Args) > %d {\n\t\treturn f%d()\n\t}\n\treturn f%d()\n}\n", i, i, 2*i, 2*i+1)
		}
	}
	p.uses("f1()")
}

func ring(p *program, n int) {
	for i := range n {
		p.add("\nfunc f%d(k int) string {\n\tif k == %d {\n\t\treturn freePort()\n\t}\n\treturn f%d(k + 1)\n}\n", i, i, (i+1)%n)
	}
	p.uses("f0(1)")
}

func rings(p *program, n int) {
	for i := range n {
		p.add("\nfunc f%d(k int) string {\n\tif k == %d {\n\t\treturn freePort()\n\t}\n\tif k > %d {\n\t\treturn f%d(k - 1)\n\t}\n\treturn f%d(k + 1)\n}\n", i, i, i, (i+n-1)%n, (i+1)%n)
	}
	p.uses("f0(1)")
}

func branches(p *program, n int) {
	p.add("\nfunc f(k int) {\n\tl, err := net.Listen(\"tcp\", \"127.0.0.1:0\")\n\tif err != nil {\n\t\tpanic(err)\n\t}\n\taddr := l.Addr().String()\n")
	for i := range n {
		p.add("\tif k == %d {\n\t\tl.Close()\n\t}\n", i)
	}
	p.add("\tl.Close()\n\texec.Command(\"server\", addr).Run()\n}\n")
}

func births(p *program, n int) {
	p.add("\nfunc f(k int) {\n\tl, err := net.Listen(\"tcp\", \"127.0.0.1:0\")\n\tif err != nil {\n\t\tpanic(err)\n\t}\n")
	for i := range n {
		p.add("\tif k == %d {\n\t\tl.Close()\n\t\tif l, err = net.Listen(\"tcp\", \"127.0.0.1:0\"); err != nil {\n\t\t\tpanic(err)\n\t\t}\n\t}\n", i)
	}
	p.add("\taddr := l.Addr().String()\n\tl.Close()\n\texec.Command(\"server\", addr).Run()\n}\n")
}

func sites(p *program, n int) {
	p.add("\nfunc f() {\n")
	for range n {
		p.add("\texec.Command(\"server\", freePort()).Run()\n")
	}
	p.add("}\n")
}

func users(p *program, n int) {
	for i := range n {
		p.add("\nfunc f%d() {\n\texec.Command(\"server\", freePort()).Run()\n}\n", i)
	}
}

func literals(p *program, n int) {
	p.add("\nfunc f(run func(func())) {\n\taddr := freePort()\n")
	for range n {
		p.add("\trun(func() { exec.Command(\"server\", addr).Run() })\n")
	}
	p.add("}\n")
}

func variables(p *program, n int) {
	for i := range n {
		p.add("\nvar v%[1]d string\n\nfunc set%[1]d() { v%[1]d = freePort() }\n\nfunc use%[1]d() { exec.Command(\"server\", v%[1]d).Run() }\n", i)
	}
}

func fields(p *program, n int) {
	p.add("\ntype ports struct {\n")
	for i := range n {
		p.add("\tp%d string\n", i)
	}
	p.add("}\n\nfunc (p *ports) fill() {\n")
	for i := range n {
		p.add("\tp.p%d = freePort()\n", i)
	}
	p.add("}\n\nfunc f() {\n\tp := new(ports)\n\tp.fill()\n")
	for i := range n {
		p.add("\texec.Command(\"server\", p.p%d).Run()\n", i)
	}
	p.add("}\n")
}

func directories(p *program, n int) {
	p.add("\nfunc f0() string {\n\td, err := os.MkdirTemp(\"\", \"x\")\n\tif err != nil {\n\t\tpanic(err)\n\t}\n\treturn d\n}\n")
	for i := 1; i < n; i++ {
		p.add("\nfunc f%[1]d() string {\n\tif f%[2]d() > \"x\" {\n\t\treturn f%[2]d()\n\t}\n\treturn f%[2]d()\n}\n", i, i-1)
	}
	p.add("\nfunc use() {\n\tnet.Listen(\"unix\", filepath.Join(f%d(), \"a.sock\"))\n}\n", n-1)
}

func findings(p *program, n int) {
	for i := range n {
		p.add("\nfunc f%d() error {\n\tl, err := net.Listen(\"tcp\", \"127.0.0.1:0\")\n\tif err != nil {\n\t\treturn err\n\t}\n\taddr := l.Addr().String()\n\tl.Close()\n\tl, err = net.Listen(\"tcp\", addr)\n\tif err != nil {\n\t\treturn err\n\t}\n\treturn l.Close()\n}\n", i)
	}
}

func rooms(p *program, n int) {
	p.add("\nfunc f() {\n")
	for range n {
		p.add("\t{\n\t\tl, err := net.Listen(\"tcp\", \"127.0.0.1:0\")\n\t\tif err != nil {\n\t\t\tpanic(err)\n\t\t}\n\t\taddr := l.Addr().String()\n\t\tl.Close()\n\t\tl, err = net.Listen(\"tcp\", addr)\n\t\tif err != nil {\n\t\t\tpanic(err)\n\t\t}\n\t\tl.Close()\n\t}\n")
	}
	p.add("}\n")
}

func crowd(p *program, n int) {
	for i := range n {
		p.add("\nfunc f%d() error {\n\taddr := freePort()\n\tl, err := net.Listen(\"tcp\", addr)\n\tif err != nil {\n\t\treturn err\n\t}\n\treturn l.Close()\n}\n", i)
	}
}

func swaps(p *program, n int) {
	p.add("\ntype server struct{ Listener net.Listener }\n\nfunc f(srv *server) {\n\tvar ln net.Listener\n\tvar err error\n")
	for range n {
		p.add("\tif ln, err = net.Listen(\"tcp\", \"127.0.0.1:0\"); err != nil {\n\t\tpanic(err)\n\t}\n\tsrv.Listener.Close()\n\tsrv.Listener = ln\n")
	}
	p.add("}\n")
}

func captured(p *program, n int) {
	p.add("\nfunc f(run func(func())) {\n\tvar l net.Listener\n\tvar err error\n\trun(func() { exec.Command(\"server\", l.Addr().String()).Run() })\n")
	for range n {
		p.add("\tif l, err = net.Listen(\"tcp\", \"127.0.0.1:0\"); err != nil {\n\t\tpanic(err)\n\t}\n\tl.Close()\n")
	}
	p.add("}\n")
}

func holders(p *program, n int) {
	for i := range n {
		p.add("\ntype t%[1]d struct{ dir string }\n\nfunc (t *t%[1]d) open() error {\n\tvar err error\n\tif t.dir, err = os.MkdirTemp(\"\", \"x\"); err != nil {\n\t\treturn err\n\t}\n\t_, err = net.Listen(\"unix\", filepath.Join(t.dir, \"a.sock\"))\n\treturn err\n}\n\nfunc (t *t%[1]d) close() { os.RemoveAll(t.dir) }\n", i)
	}
}
