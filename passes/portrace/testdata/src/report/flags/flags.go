// Package flags hands ports over by flags of the same process.
package flags

import (
	"flag"
	"fmt"
	"net"
	"net/http"
	"strconv"

	"fake/conf"
)

func addr() string {
	l, _ := net.Listen("tcp", "localhost:0")
	l.Close() // want `handed to http.ListenAndServe`
	return l.Addr().String()
}

func port() int {
	l, _ := net.Listen("tcp", "localhost:0")
	l.Close() // want `handed to serve`
	return l.Addr().(*net.TCPAddr).Port
}

func serve(port int) error { return http.ListenAndServe(fmt.Sprintf("localhost:%d", port), nil) }

func parsed() {
	fs := flag.NewFlagSet("server", flag.ExitOnError)
	listen := fs.String("listen", ":8080", "")
	fs.Parse([]string{"-v", "--listen", addr()})
	http.ListenAndServe(*listen, nil)
}

func parsedWhole() {
	fs := flag.NewFlagSet("server", flag.ExitOnError)
	listen := fs.String("listen", ":8080", "")
	fs.Parse([]string{"-listen=" + addr()})
	http.ListenAndServe(*listen, nil)
}

func parsedNumber() {
	fs := flag.NewFlagSet("server", flag.ExitOnError)
	n := fs.Int("port", 8080, "")
	fs.Parse([]string{fmt.Sprintf("-port=%d", port())})
	serve(*n)
}

func set() {
	var n uint
	fs := flag.NewFlagSet("server", flag.ExitOnError)
	fs.UintVar(&n, "port", 8080, "")
	fs.Set("port", strconv.Itoa(port()))
	serve(int(n))
}

func looked() {
	fs := flag.NewFlagSet("server", flag.ExitOnError)
	fs.String("listen", ":8080", "")
	fs.Set("listen", addr())
	http.ListenAndServe(fs.Lookup("listen").Value.String(), nil)
}

func got() {
	fs := flag.NewFlagSet("server", flag.ExitOnError)
	fs.Int("port", 8080, "")
	fs.Set("port", strconv.Itoa(port()))
	serve(fs.Lookup("port").Value.(flag.Getter).Get().(int))
}

type config struct {
	addr string
}

func (c *config) register(fs *flag.FlagSet) { fs.StringVar(&c.addr, "listen", ":8080", "") }

func registered() {
	var c config
	fs := flag.NewFlagSet("server", flag.ExitOnError)
	c.register(fs)
	fs.Parse([]string{"-listen", addr()})
	http.ListenAndServe(c.addr, nil)
}

func run(args []string) error {
	fs := flag.NewFlagSet("server", flag.ContinueOnError)
	listen := fs.String("listen", ":8080", "")
	if err := fs.Parse(args); err != nil {
		return err
	}
	return http.ListenAndServe(*listen, nil)
}

func args() { run([]string{"-listen", addr()}) }

func behindCommand() { runCommand([]string{"server", "-listen", addr()}) }

func runCommand(args []string) { run(args[1:]) }

func appended() {
	fs := flag.NewFlagSet("server", flag.ExitOnError)
	listen := fs.String("listen", ":8080", "")
	fs.Parse(append([]string{"-v"}, "-listen", addr()))
	http.ListenAndServe(*listen, nil)
}

func configured() error {
	c, err := conf.Parse([]string{"-v", "-listen", addr()})
	if err != nil {
		return err
	}
	return http.ListenAndServe(c.Addr, nil)
}

func defined() {
	fs := flag.NewFlagSet("server", flag.ExitOnError)
	listen := conf.ListenAddr(fs)
	fs.Parse([]string{"-listen", addr()})
	http.ListenAndServe(*listen, nil)
}

func parse(args []string) (*conf.Config, error) { return conf.Parse(args[1:]) }

func parsedByTwo() {
	l, _ := net.Listen("tcp", "localhost:0")
	l.Close() // want `handed to http.ListenAndServe`
	c, _ := parse([]string{"server", "-listen", l.Addr().String()})
	http.ListenAndServe(c.Addr, nil)
}

func defaulted() {
	l, _ := net.Listen("tcp", "localhost:0")
	l.Close() // want `handed to http.ListenAndServe after l.Close`
	fs := flag.NewFlagSet("server", flag.ExitOnError)
	listen := fs.String("listen", l.Addr().String(), "")
	http.ListenAndServe(*listen, nil)
}

func defaultedNumber() {
	l, _ := net.Listen("tcp", "localhost:0")
	l.Close() // want `handed to serve`
	var n int
	flag.IntVar(&n, "port", l.Addr().(*net.TCPAddr).Port, "")
	flag.Parse()
	serve(n)
}
