// Package first puts ports before a colon, as in "8080:80", and cuts them out again.
package first

import (
	"fmt"
	"net"
	"strconv"
	"strings"
)

func port() int {
	l, _ := net.Listen("tcp", "localhost:0")
	l.Close() // want `handed to bind .net.Listen. after l.Close`
	return l.Addr().(*net.TCPAddr).Port
}

func bind(port string) { net.Listen("tcp", "localhost:"+port) }

func split() { bind(strings.Split(fmt.Sprintf("%d:80", port()), ":")[0]) }

func splitN() { bind(strings.SplitN(strconv.Itoa(port())+":80", ":", 2)[0]) }

func cut() {
	local, _, _ := strings.Cut(fmt.Sprint(port(), ":", 80), ":")
	bind(local)
}

func sliced() {
	pair := strings.Join([]string{strconv.Itoa(port()), "80"}, ":")
	bind(pair[:strings.Index(pair, ":")])
}

func parsed() {
	local, _ := strconv.Atoi(strings.Split(fmt.Sprintf("%d:80", port()), ":")[0])
	bind(strconv.Itoa(local))
}

func local(pair string) string { return strings.Split(pair, ":")[0] }

func pair(local, remote int) string { return fmt.Sprintf("%d:%d", local, remote) }

func helpers() { bind(local(pair(port(), 80))) }

func forward(pairs []string) { bind(strings.Split(pairs[0], ":")[0]) }

func listed() { forward([]string{fmt.Sprintf("%d:80", port())}) }

func text() string {
	l, _ := net.Listen("tcp", "localhost:0")
	l.Close() // want `handed to bind .net.Listen. after l.Close`
	return strconv.Itoa(l.Addr().(*net.TCPAddr).Port) + ":80"
}

func ofText() { bind(strings.Split(text(), ":")[0]) }

// One that stands in the middle, and one that stands last.
func middle() { bind(strings.Split(fmt.Sprintf("127.0.0.1:%d:80", port()), ":")[1]) }

func last() {
	_, p, _ := strings.Cut(fmt.Sprintf("localhost:%d", port()), ":")
	bind(p)
}
