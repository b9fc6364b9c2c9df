package main

// Shapes of data.

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

func holders(p *program, n int) {
	for i := range n {
		p.add("\ntype t%[1]d struct{ dir string }\n\nfunc (t *t%[1]d) open() error {\n\tvar err error\n\tif t.dir, err = os.MkdirTemp(\"\", \"x\"); err != nil {\n\t\treturn err\n\t}\n\t_, err = net.Listen(\"unix\", filepath.Join(t.dir, \"a.sock\"))\n\treturn err\n}\n\nfunc (t *t%[1]d) close() { os.RemoveAll(t.dir) }\n", i)
	}
}

func fills(p *program, n int) {
	p.add("\ntype ports struct {\n")
	for i := range n {
		p.add("\tp%d string\n", i)
	}
	p.add("}\n\nfunc Fill(p *ports, all []string) {\n")
	for i := range n {
		p.add("\tp.p%[1]d = all[%[1]d]\n", i)
	}
	p.add("}\n\nfunc f() {\n\tp := new(ports)\n\tFill(p, []string{freePort()})\n\texec.Command(\"server\", p.p0).Run()\n}\n")
}

func elements(p *program, n int) {
	p.add("\nfunc f() {\n\taddrs := []string{\n")
	for range n {
		p.add("\t\tfreePort(),\n")
	}
	p.add("\t}\n\tfor _, addr := range addrs {\n\t\texec.Command(\"server\", addr).Run()\n\t}\n}\n")
}

func tables(p *program, n int) {
	p.add("\ntype row struct {\n\tname string\n\tlisten func(addr string) (net.Listener, error)\n\taddrs map[string]string\n}\n\nvar table = []row{\n")
	for i := range n {
		p.add("\t{\"row %[1]d\", func(addr string) (net.Listener, error) { return net.Listen(\"tcp\", addr) }, map[string]string{\"a\": \"127.0.0.1:0\", \"b\": \"127.0.0.1:%[1]d\"}},\n", i)
	}
	p.add("}\n\nfunc f() {\n\tfor _, r := range table {\n\t\tif l, err := r.listen(r.addrs[\"a\"]); err == nil {\n\t\t\taddr := l.Addr().String()\n\t\t\tl.Close()\n\t\t\texec.Command(\"server\", addr).Run()\n\t\t}\n\t}\n}\n")
}

func constants(p *program, n int) {
	p.add("\nvar names = map[string][]byte{\n")
	for i := range n {
		p.add("\t\"name %[1]d\": {%[1]d & 255, 1, 2, 3},\n", i)
	}
	p.add("}\n")
	p.uses("string(names[\"x\"]) + freePort()")
}
