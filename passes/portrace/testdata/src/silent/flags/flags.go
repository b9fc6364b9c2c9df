// Package flags hands ports over by flags, to others than those that bind.
package flags

import (
	"flag"
	"fmt"
	"net"
	"net/http"
	"os"
	"strconv"

	"fake/conf"
)

func addr() string {
	l, _ := net.Listen("tcp", "localhost:0")
	l.Close()
	return l.Addr().String()
}

// Another flag has it.
func other() {
	fs := flag.NewFlagSet("server", flag.ExitOnError)
	listen := fs.String("listen", ":8080", "")
	target := fs.String("target", "", "")
	fs.Parse([]string{"-target", addr(), "-listen", ":8081"})
	net.Dial("tcp", *target)
	http.ListenAndServe(*listen, nil)
}

func otherSet() {
	var listen string
	fs := flag.NewFlagSet("server", flag.ExitOnError)
	fs.StringVar(&listen, "listen", ":8080", "")
	fs.Set("target", addr())
	http.ListenAndServe(listen, nil)
}

func otherWhole() {
	fs := flag.NewFlagSet("server", flag.ExitOnError)
	listen := fs.String("listen", ":8080", "")
	fs.Parse([]string{"-listen=:8081", "-target=" + addr()})
	http.ListenAndServe(*listen, nil)
}

// The set is another one.
func otherFlags() {
	dead := flag.NewFlagSet("client", flag.ExitOnError)
	fs := flag.NewFlagSet("server", flag.ExitOnError)
	listen := fs.String("listen", ":8080", "")
	dead.Parse([]string{"-listen", addr()})
	http.ListenAndServe(*listen, nil)
}

// Which flag it is, nobody knows.
func unknown(name string) {
	fs := flag.NewFlagSet("server", flag.ExitOnError)
	listen := fs.String("listen", ":8080", "")
	fs.Set(name, addr())
	fs.Parse([]string{"-" + name, addr()})
	http.ListenAndServe(*listen, nil)
}

// It is no flag, but what comes behind them.
func argument() {
	fs := flag.NewFlagSet("server", flag.ExitOnError)
	listen := fs.String("listen", ":8080", "")
	fs.Parse([]string{"-listen", ":8081", addr()})
	http.ListenAndServe(*listen, nil)
}

// The default is not what was set.
func defaulted() {
	fs := flag.NewFlagSet("server", flag.ExitOnError)
	fs.String("listen", ":8080", "")
	fs.Set("listen", addr())
	http.ListenAndServe(fs.Lookup("listen").DefValue, nil)
}

// The socket is open.
func held() {
	l, _ := net.Listen("tcp", "localhost:0")
	defer l.Close()
	fs := flag.NewFlagSet("server", flag.ExitOnError)
	n := fs.Int("port", 8080, "")
	fs.Set("port", strconv.Itoa(l.Addr().(*net.TCPAddr).Port))
	fmt.Println(*n)
	os.WriteFile("port", []byte(strconv.Itoa(*n)), 0o600)
}

// Nobody answers there.
func dialled() {
	fs := flag.NewFlagSet("client", flag.ExitOnError)
	server := fs.String("server", "", "")
	fs.Parse([]string{"-server", addr()})
	net.Dial("tcp", *server)
}

func run(args []string) error {
	fs := flag.NewFlagSet("client", flag.ContinueOnError)
	listen := fs.String("listen", ":8080", "")
	server := fs.String("server", "", "")
	if err := fs.Parse(args); err != nil {
		return err
	}
	if _, err := http.Get("http://" + *server); err == nil {
		return http.ListenAndServe(*listen, nil)
	}
	return nil
}

func args() { run([]string{"-server", addr(), "-listen", ":8081"}) }

func configured() error {
	c, err := conf.Parse([]string{"-target", addr(), "-listen", ":8081"})
	if err != nil {
		return err
	}
	if _, err := net.Dial("tcp", c.Target); err != nil {
		return err
	}
	return http.ListenAndServe(c.Addr, nil)
}

func defined() {
	fs := flag.NewFlagSet("server", flag.ExitOnError)
	listen := conf.ListenAddr(fs)
	fs.Parse([]string{"-target", addr()})
	http.ListenAndServe(*listen, nil)
}

// The default is where the client connects.
func defaultedTarget() {
	fs := flag.NewFlagSet("client", flag.ExitOnError)
	target := fs.String("target", addr(), "")
	net.Dial("tcp", *target)
}
