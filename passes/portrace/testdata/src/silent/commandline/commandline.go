// Package commandline hands ports over by flags of the command line, and nobody binds them.
package commandline

import (
	"flag"
	"net"
	"net/http"
	"os"
)

var (
	listen = flag.String("listen", ":8080", "")
	target = flag.String("target", "", "")
	own    = flag.NewFlagSet("own", flag.ExitOnError)
	ours   = own.String("listen", "", "")
)

func main() {
	flag.Parse()
	if _, err := net.Dial("tcp", *target); err != nil {
		return
	}
	go http.ListenAndServe(*ours, nil)
	http.ListenAndServe(*listen, nil)
}

func freed() string {
	l, _ := net.Listen("tcp", "localhost:0")
	l.Close()
	return l.Addr().String()
}

func set() { flag.Set("target", freed()) }

func parsed() { flag.CommandLine.Parse([]string{"-listen", ":8081", "-target", freed()}) }

func arguments() { os.Args = []string{"client", "-target", freed()} }

func undefined() { flag.Set("address", freed()) }

func unknown(name string) { flag.Set(name, freed()) }

// The set is another one.
func other() { flag.NewFlagSet("other", flag.ExitOnError).Set("listen", freed()) }

func held() {
	l, _ := net.Listen("tcp", "localhost:0")
	defer l.Close()
	flag.Set("target", l.Addr().String())
	main()
}
