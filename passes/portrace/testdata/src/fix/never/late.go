package never

import (
	"fmt"
	"log"
	"net"
	"net/http"
	"os/exec"
)

func portUsedBefore() int {
	l, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		panic(err)
	}
	defer l.Close() // want "port of l"
	return l.Addr().(*net.TCPAddr).Port
}

func usedBefore() (net.Listener, error) {
	port := portUsedBefore()
	log.Print("will listen on ", port)
	return listenOn(fmt.Sprintf("127.0.0.1:%d", port))
}

func listenOn(addr string) (net.Listener, error) { return net.Listen("tcp", addr) }

func portLogged() int {
	l, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		panic(err)
	}
	defer l.Close() // want "port of l"
	return l.Addr().(*net.TCPAddr).Port
}

func logsBefore() (net.Listener, error) {
	port := portLogged()
	log.Print("will listen on ", port)
	ln, err := net.Listen("tcp", fmt.Sprintf("127.0.0.1:%d", port))
	if err != nil {
		return nil, err
	}
	return ln, nil
}

func portForChild() int {
	l, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		panic(err)
	}
	defer l.Close() // want "port of l"
	return l.Addr().(*net.TCPAddr).Port
}

func forChild() error {
	port := portForChild()
	return exec.Command("server", "-port", fmt.Sprint(port)).Run()
}

func portForServer() int {
	l, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		panic(err)
	}
	defer l.Close() // want "port of l"
	return l.Addr().(*net.TCPAddr).Port
}

// Nobody can ask http.ListenAndServe for its port.
func forServer(h http.Handler) error {
	port := portForServer()
	go http.ListenAndServe(fmt.Sprintf("127.0.0.1:%d", port), h)
	_, err := http.Get(fmt.Sprintf("http://127.0.0.1:%d", port))
	return err
}

func portChanged() int {
	l, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		panic(err)
	}
	defer l.Close() // want "port of l"
	return l.Addr().(*net.TCPAddr).Port
}

func changes(fixed bool) (net.Listener, error) {
	port := portChanged()
	if fixed {
		port = 8080
	}
	ln, err := net.Listen("tcp", fmt.Sprintf("127.0.0.1:%d", port))
	if err != nil {
		return nil, err
	}
	return ln, nil
}

func portCounted() int {
	l, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		panic(err)
	}
	defer l.Close() // want "port of l"
	return l.Addr().(*net.TCPAddr).Port
}

// The port is not that of the helper.
func counts() (net.Listener, error) {
	port := portCounted()
	if _, err := net.Listen("tcp", fmt.Sprintf("127.0.0.1:%d", port)); err != nil {
		port++
	}
	ln, err := net.Listen("tcp", fmt.Sprintf("127.0.0.1:%d", port))
	if err != nil {
		return nil, err
	}
	return ln, nil
}

func portOfHost() int {
	l, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		panic(err)
	}
	defer l.Close() // want "port of l"
	return l.Addr().(*net.TCPAddr).Port
}

// The statement has no place for the port behind it.
func inCondition() int {
	port := portOfHost()
	if ln, err := net.Listen("tcp", fmt.Sprintf("127.0.0.1:%d", port)); err == nil {
		defer ln.Close()
	}
	return port
}

func portStored() int {
	l, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		panic(err)
	}
	defer l.Close() // want "port of l"
	return l.Addr().(*net.TCPAddr).Port
}

type config struct {
	port int
}

func (c *config) stores() (net.Listener, error) {
	c.port = portStored()
	ln, err := net.Listen("tcp", fmt.Sprintf("127.0.0.1:%d", c.port))
	if err != nil {
		return nil, err
	}
	return ln, nil
}

func portForUnknown() int {
	l, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		panic(err)
	}
	defer l.Close() // want "port of l"
	return l.Addr().(*net.TCPAddr).Port
}

func forUnknown(show func(int)) (net.Listener, error) {
	port := portForUnknown()
	show(port)
	ln, err := net.Listen("tcp", fmt.Sprintf("127.0.0.1:%d", port))
	if err != nil {
		return nil, err
	}
	return ln, nil
}

func portInLoop() int {
	l, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		panic(err)
	}
	defer l.Close() // want "port of l"
	return l.Addr().(*net.TCPAddr).Port
}

// One number for two sockets.
func inRange() {
	port := portInLoop()
	for _, host := range []string{"127.0.0.1", "[::1]"} {
		ln, err := net.Listen("tcp", fmt.Sprintf("%s:%d", host, port))
		if err != nil {
			return
		}
		defer ln.Close()
	}
}

// FreePort may have callers that nobody sees here.
func FreePort() int {
	l, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		panic(err)
	}
	defer l.Close() // want "port of l"
	return l.Addr().(*net.TCPAddr).Port
}

func portInGoroutine() int {
	l, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		panic(err)
	}
	defer l.Close() // want "port of l"
	return l.Addr().(*net.TCPAddr).Port
}

// The port is used before the goroutine binds.
func inGoroutine() string {
	port := portInGoroutine()
	go func() {
		ln, err := net.Listen("tcp", fmt.Sprintf("127.0.0.1:%d", port))
		if err != nil {
			return
		}
		ln.Accept()
	}()
	return fmt.Sprintf("127.0.0.1:%d", port)
}

func portOfChanged() int {
	l, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		panic(err)
	}
	defer l.Close() // want "port of l"
	return l.Addr().(*net.TCPAddr).Port
}

// The host is another one by the time when the socket is bound.
func hostChanges() (net.Listener, string, error) {
	port := portOfChanged()
	host := "127.0.0.1"
	addr := fmt.Sprintf("%s:%d", host, port)
	host = "localhost"
	ln, err := net.Listen("tcp", addr)
	if err != nil {
		return nil, "", err
	}
	return ln, host + addr, nil
}

func portWithJump() int {
	l, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		panic(err)
	}
	defer l.Close() // want "port of l"
	return l.Addr().(*net.TCPAddr).Port
}

// All the sockets have one port.
func listensWithJump(n int) {
	port := portWithJump()
next:
	ln, err := net.Listen("tcp", fmt.Sprintf("127.0.0.%d:%d", n, port))
	if err != nil {
		return
	}
	defer ln.Close()
	if n--; n > 0 {
		goto next
	}
}

// A name that the fix needs is taken.
func portAndName() string {
	l, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		panic(err)
	}
	defer l.Close() // want "port of l"
	return l.Addr().String()
}

func nameTaken() string {
	addr := portAndName()
	ln := "the first"
	{
		ln, err := net.Listen("tcp", addr)
		if err != nil {
			return ""
		}
		defer ln.Close()
	}
	return ln + addr
}

func portGoesOn() int {
	l, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		panic(err)
	}
	defer l.Close() // want "port of l"
	return l.Addr().(*net.TCPAddr).Port
}

// Where it could not listen, nobody can ask for the port.
func goesOnWithoutListener() int {
	port := portGoesOn()
	ln, err := net.Listen("tcp", fmt.Sprintf("127.0.0.1:%d", port))
	if err != nil {
		log.Print(err)
	}
	if ln != nil {
		defer ln.Close()
	}
	return port
}

func portCheckedLater() int {
	l, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		panic(err)
	}
	defer l.Close() // want "port of l"
	return l.Addr().(*net.TCPAddr).Port
}

func checkedLater() (int, error) {
	port := portCheckedLater()
	ln, err := net.Listen("tcp", fmt.Sprintf("127.0.0.1:%d", port))
	log.Print("listened")
	if err != nil {
		return 0, err
	}
	defer ln.Close()
	return port, nil
}
