package main

// Shapes of one function, and of many that are alike.

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

func sockets(p *program, n int) {
	p.add("\nfunc f() {\n\tvar addrs []string\n")
	for i := range n {
		p.add("\tl%[1]d, err := net.Listen(\"tcp\", \"127.0.0.1:0\")\n\tif err != nil {\n\t\tpanic(err)\n\t}\n\taddrs = append(addrs, l%[1]d.Addr().String())\n\tl%[1]d.Close()\n", i)
	}
	p.add("\texec.Command(\"server\", addrs...).Run()\n}\n")
}
