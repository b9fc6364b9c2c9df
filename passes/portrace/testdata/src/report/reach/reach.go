// Package reach gets at binds that are far away: behind interfaces of other
// packages, their variables, pointers into their structs.
package reach

import (
	"bufio"
	"bytes"
	"encoding/json"
	"fmt"
	"net"
	"net/http"
	"os"
	"os/exec"
	"strconv"
	"strings"
	"sync/atomic"

	"fake/server"
)

func variable() (int, error) {
	l, err := server.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		return 0, err
	}
	defer l.Close()
	return l.Addr().(*net.TCPAddr).Port, nil
}

func useVariable() error {
	port, err := variable() // want "variable returns a port that is no longer held .*, and it is handed to http.ListenAndServe"
	if err != nil {
		return err
	}
	return http.ListenAndServe(fmt.Sprintf(":%d", port), nil)
}

func boundByVariable() error {
	l, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		return err
	}
	l.Close() // want `port of l is handed to server.Listen \(net.Listen\)`
	again, err := server.Listen("tcp", l.Addr().String())
	if err != nil {
		return err
	}
	return http.Serve(again, nil)
}

func interfaceMethod() error {
	l, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		return err
	}
	l.Close() // want `port of l is handed to Server.Serve \(http.ListenAndServe\)`
	return server.New(server.Config{}).Serve(l.Addr().String())
}

func deepConfig() error {
	l, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		return err
	}
	port := l.Addr().(*net.TCPAddr).Port
	l.Close() // want `port of l is handed to Server.Start \(http.ListenAndServe\)`
	c := server.Config{}
	c.Port = port
	s := server.New(c)
	return s.Start()
}

func pointerIntoOption() error {
	l, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		return err
	}
	l.Close() // want `port of l is handed to server.Serve \(http.ListenAndServe\)`
	var o server.Options
	o.HTTP.Get().Addr = l.Addr().String()
	return server.Serve(&o)
}

func socket() error {
	l, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		return err
	}
	l.Close() // want `port of l is handed to Socket.Listen`
	s := server.NewSocket()
	return s.Listen("tcp://" + l.Addr().String())
}

var port atomic.Int64

func draw() error {
	l, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		return err
	}
	defer l.Close() // want `port of l is handed to exec.Command`
	port.Store(int64(l.Addr().(*net.TCPAddr).Port))
	return nil
}

func start() error {
	return exec.Command("server", "--port", strconv.FormatInt(port.Load(), 10)).Run()
}

func encoded(name string) error {
	l, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		return err
	}
	l.Close() // want `port of l is handed to Encoder.Encode`
	f, err := os.Create(name)
	if err != nil {
		return err
	}
	defer f.Close()
	return json.NewEncoder(f).Encode(map[string]string{"listen": l.Addr().String()})
}

func buffered(name string) error {
	l, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		return err
	}
	l.Close() // want `port of l is handed to fmt.Fprintf`
	f, err := os.Create(name)
	if err != nil {
		return err
	}
	defer f.Close()
	w := bufio.NewWriter(f)
	fmt.Fprintf(w, "listen %s\n", l.Addr())
	return w.Flush()
}

func pipe() error {
	l, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		return err
	}
	l.Close() // want `port of l is handed to fmt.Fprintf`
	cmd := exec.Command("redis-server", "-")
	stdin, err := cmd.StdinPipe()
	if err != nil {
		return err
	}
	fmt.Fprintf(stdin, "bind %s\n", l.Addr())
	stdin.Close()
	return cmd.Run()
}

// It is dialled, too, once the process listens.
func encodedPipe() error {
	l, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		return err
	}
	l.Close() // want `port of l is handed to Encoder.Encode`
	cmd := exec.Command("server", "-config=stdin")
	stdin, err := cmd.StdinPipe()
	if err != nil {
		return err
	}
	if err := cmd.Start(); err != nil {
		return err
	}
	if err := json.NewEncoder(bufio.NewWriter(stdin)).Encode(map[string]int{"listen": l.Addr().(*net.TCPAddr).Port}); err != nil {
		return err
	}
	_, err = net.Dial("tcp", l.Addr().String())
	return err
}

func stdin() error {
	l, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		return err
	}
	l.Close() // want `port of l is handed to Cmd.Run`
	cmd := exec.Command("redis-server", "-")
	cmd.Stdin = strings.NewReader("bind " + l.Addr().String())
	return cmd.Run()
}

func throughBuffer(name string) error {
	l, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		return err
	}
	l.Close() // want `port of l is handed to os.WriteFile`
	var b bytes.Buffer
	if err := json.NewEncoder(&b).Encode(map[string]string{"listen": l.Addr().String()}); err != nil {
		return err
	}
	return os.WriteFile(name, b.Bytes(), 0o600)
}
