// Package reach uses the same library as that of the same name which has faults.
package reach

import (
	"bufio"
	"encoding/json"
	"fmt"
	"net"
	"net/http"
	"os"

	"fake/server"
)

func held() error {
	l, err := server.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		return err
	}
	defer l.Close()
	fmt.Println(l.Addr())
	return http.Serve(l, nil)
}

func setByOthers() {
	server.Chosen = func(network, address string) (net.Listener, error) { return nil, nil }
	l, _ := server.Chosen("tcp", "127.0.0.1:0")
	l.Close()
	http.ListenAndServe(l.Addr().String(), nil)
}

func dead() string {
	l, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		panic(err)
	}
	defer l.Close()
	return l.Addr().String()
}

func client() error { return server.NewClient().Connect(dead()) }

func dials() error { return server.NewSocket().Dial("tcp://" + dead()) }

func otherOption() error {
	var o server.Options
	o.GRPC.Get().Addr = dead()
	o.HTTP.Get().Addr = ":8080"
	return server.Serve(&o)
}

func otherField() error {
	return server.New(server.Config{Name: dead()}).Start()
}

func recorded() {
	server.Record(dead())
	fmt.Println(server.Named(dead()))
}

func reports() error {
	w := bufio.NewWriter(os.Stdout)
	fmt.Fprintf(w, "%s refuses\n", dead())
	if err := w.Flush(); err != nil {
		return err
	}
	return json.NewEncoder(os.Stderr).Encode(dead())
}
