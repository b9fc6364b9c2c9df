// Package commandline hands ports over by flags of the command line.
package commandline

import (
	"flag"
	"net"
	"net/http"
	"os"
)

var (
	listen = flag.String("listen", ":8080", "")
	debug  = flag.String("debug", ":8081", "")
	admin  = flag.String("admin", ":8082", "")

	metrics string
	own     = flag.NewFlagSet("own", flag.ExitOnError)
	ours    = own.String("ours", "", "")
)

func init() { flag.StringVar(&metrics, "metrics", "", "") }

func main() {
	flag.Parse()
	go http.ListenAndServe(*debug, nil)
	go http.ListenAndServe(*admin, nil)
	go http.ListenAndServe(metrics, nil)
	go http.ListenAndServe(flag.Lookup("looked").Value.String(), nil)
	go http.ListenAndServe(*ours, nil)
	http.ListenAndServe(*listen, nil)
}

func set() {
	l, _ := net.Listen("tcp", "localhost:0")
	l.Close() // want `handed to http.ListenAndServe`
	flag.Set("listen", l.Addr().String())
	main()
}

func parsed() {
	l, _ := net.Listen("tcp", "localhost:0")
	l.Close() // want `handed to http.ListenAndServe`
	flag.CommandLine.Parse([]string{"-debug", l.Addr().String()})
}

func arguments() {
	l, _ := net.Listen("tcp", "localhost:0")
	l.Close() // want `handed to http.ListenAndServe`
	os.Args = []string{"server", "-admin=" + l.Addr().String()}
	main()
}

func variable() {
	l, _ := net.Listen("tcp", "localhost:0")
	l.Close() // want `handed to http.ListenAndServe`
	flag.Set("metrics", l.Addr().String())
}

func looked() {
	l, _ := net.Listen("tcp", "localhost:0")
	l.Close() // want `handed to http.ListenAndServe`
	flag.Set("looked", l.Addr().String())
}

func ownSet() {
	l, _ := net.Listen("tcp", "localhost:0")
	l.Close() // want `handed to http.ListenAndServe`
	own.Parse([]string{"-ours", l.Addr().String()})
}
