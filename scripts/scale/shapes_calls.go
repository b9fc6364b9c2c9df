package main

import (
	"fmt"
	"strings"
)

// Shapes of functions that call each other.

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

// Functions that call each other at random are not among the shapes: go/types, which works
// out the order of initialization, takes time there that grows as the square of their number.
func rings(p *program, n int) {
	for i := range n {
		p.add("\nfunc f%d(k int) string {\n\tif k == %d {\n\t\treturn freePort()\n\t}\n\tif k > %d {\n\t\treturn f%d(k - 1)\n\t}\n\treturn f%d(k + 1)\n}\n", i, i, i, (i+n-1)%n, (i+1)%n)
	}
	p.uses("f0(1)")
}

func directories(p *program, n int) {
	p.add("\nfunc f0() string {\n\td, err := os.MkdirTemp(\"\", \"x\")\n\tif err != nil {\n\t\tpanic(err)\n\t}\n\treturn d\n}\n")
	for i := 1; i < n; i++ {
		p.add("\nfunc f%[1]d() string {\n\tif f%[2]d() > \"x\" {\n\t\treturn f%[2]d()\n\t}\n\treturn f%[2]d()\n}\n", i, i-1)
	}
	p.add("\nfunc use() {\n\tnet.Listen(\"unix\", filepath.Join(f%d(), \"a.sock\"))\n}\n", n-1)
}

func implementations(p *program, n int) {
	p.add("\ntype server interface{ Port() string }\n\nfunc start(s server) { exec.Command(\"server\", s.Port()).Run() }\n")
	for i := range n {
		p.add("\ntype t%[1]d struct{}\n\nfunc (t%[1]d) Port() string { return freePort() }\n\nfunc use%[1]d() { start(t%[1]d{}) }\n", i)
	}
}

func dispatches(p *program, n int) {
	p.add("\ntype server interface{ Port() string }\n\ntype starter interface{ Start(addr string) }\n")
	for i := range n {
		p.add("\ntype t%[1]d struct{ s server }\n\nfunc (t t%[1]d) Port() string { return t.s.Port() + freePort() }\n\nfunc (t t%[1]d) Start(addr string) { net.Listen(\"tcp\", addr) }\n\nfunc use%[1]d(s server, t starter) { t.Start(s.Port()) }\n", i)
	}
}
