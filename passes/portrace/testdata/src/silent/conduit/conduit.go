// Package conduit hands ports to functions of another package, and what comes back is not
// theirs, or does no harm.
package conduit

import (
	"bytes"
	"encoding/json"
	"fmt"
	"net"
	"net/http"
	"os"
	"os/exec"

	"fake/conduit"
)

func bind(n int) error { return http.ListenAndServe(conduit.Local(conduit.Dec(n)), nil) }

func freed() int {
	l, _ := net.Listen("tcp", "localhost:0")
	l.Close()
	return l.Addr().(*net.TCPAddr).Port
}

// The socket is open.
func held() error {
	l := conduit.Get(net.Listen("tcp", "localhost:0"))
	defer l.Close()
	return exec.Command("client", conduit.Textf("localhost:%d", l.Addr().(*net.TCPAddr).Port)).Run()
}

// The other argument comes back.
func other() error { return bind(conduit.Pick(80, freed())) }

func otherResult() error {
	_, n := conduit.Get2(freed(), 80, nil)
	return bind(n)
}

// The element is another one.
func otherElement() error { return bind(conduit.List(80, freed())[0]) }

// The box is another one.
func otherBox() error {
	var dead, b conduit.Box[int]
	dead.Set(freed())
	return bind(b.Get())
}

// The variable is another one.
func otherVariable() error {
	var dead, n int
	conduit.Into(&dead, freed())
	return bind(n)
}

// What is bound says how many there are.
func counted() error { return bind(conduit.Count(freed(), freed())) }

func worded() error { return http.ListenAndServe("localhost:http"+conduit.Plural(freed()), nil) }

// The process is told where to connect.
func told() error {
	cmd := exec.Command("client")
	cmd.Env = append(os.Environ(), conduit.Textf("TARGET_URL=http://localhost:%d", freed()))
	return cmd.Run()
}

func toldURL() error {
	return exec.Command("client", conduit.Textf("http://%s:%d", "localhost", freed())).Run()
}

func textf(format string, args ...any) string { return fmt.Sprintf(format, args...) }

func toldByOwn() error { return exec.Command("client", textf("http://localhost:%d", freed())).Run() }

// Nobody answers.
func dialled() error {
	_, err := net.Dial("tcp", conduit.Local(conduit.Dec(conduit.Get(freed(), nil))))
	return err
}

func printed() { fmt.Println(conduit.Textf("%d", freed())) }

// outbound is a message of a configuration that says where to connect.
type outbound struct{ Target, Port int }

func (outbound) Kind() string { return "outbound" }

// The message with the port goes nowhere, and nobody answers.
func typed() error {
	dead := freed()
	messages := []*conduit.Typed{conduit.ToTyped(outbound{Port: dead}), conduit.ToTyped(outbound{Port: 80})}
	text, err := json.Marshal(messages[1])
	if err != nil {
		return err
	}
	cmd := exec.Command("server", "-config=stdin:")
	cmd.Stdin = bytes.NewReader(text)
	if err := cmd.Start(); err != nil {
		return err
	}
	_, err = net.Dial("tcp", fmt.Sprintf("localhost:%d", dead))
	return err
}

// It is the target of a server, which dials it.
func target() error {
	text, err := json.Marshal(conduit.ToTyped(outbound{Target: freed()}))
	if err != nil {
		return err
	}
	cmd := exec.Command("server", "-config=stdin:")
	cmd.Stdin = bytes.NewReader(text)
	return cmd.Run()
}

// It is dialled by those who read the text.
func parsed() error {
	s, err := conduit.Parse([]byte(fmt.Sprintf(`{"First": 80, "Second": %d}`, freed())))
	if err != nil {
		return err
	}
	_, err = net.Dial("tcp", fmt.Sprintf("localhost:%d", s.Second))
	return err
}

func decoded() error {
	text, err := json.Marshal(conduit.Settings{First: freed()})
	if err != nil {
		return err
	}
	var s conduit.Settings
	if err := conduit.Decode(text, &s); err != nil {
		return err
	}
	_, err = net.Dial("tcp", fmt.Sprintf("localhost:%d", s.First))
	return err
}
