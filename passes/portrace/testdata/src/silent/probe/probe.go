// Package probe binds ports of the program's own choice, harmlessly.
package probe

import (
	"errors"
	"fmt"
	"log"
	"net"
	"net/http"
	"slices"
	"strconv"
	"testing"
	"time"
)

// kept is what a search for a free port should look like.
func kept() (net.Listener, error) {
	for port := 8000; port < 9000; port++ {
		if l, err := net.Listen("tcp", fmt.Sprintf("127.0.0.1:%d", port)); err == nil {
			return l, nil
		}
	}
	return nil, errors.New("no port")
}

// fixed asks first about a port that is settled: the bind would tell the same.
func fixed(port int) error {
	if !free(port) {
		return fmt.Errorf("port %d is taken", port)
	}
	return http.ListenAndServe(fmt.Sprintf(":%d", port), nil)
}

func free(port int) bool {
	l, err := net.Listen("tcp", ":"+strconv.Itoa(port))
	if err != nil {
		return false
	}
	l.Close()
	return true
}

func useFixed() {
	if err := fixed(8080); err != nil {
		log.Fatal(err)
	}
}

// waits until the port is free again, to start a server over.
func waits(addr string) error {
	for {
		l, err := net.Listen("tcp", addr)
		if err == nil {
			l.Close()
			break
		}
		time.Sleep(time.Second)
	}
	return http.ListenAndServe(addr, nil)
}

func waitsFor(port int) error {
	for !free(port) {
		time.Sleep(time.Second)
	}
	return http.ListenAndServe(fmt.Sprintf(":%d", port), nil)
}

// scans only tells which ports are free.
func scans() []string {
	var out []string
	for port := 1; port < 1024; port++ {
		l, err := net.Listen("tcp", fmt.Sprintf(":%d", port))
		if err != nil {
			out = append(out, err.Error())
			continue
		}
		l.Close()
		log.Printf("%d is free", port)
	}
	return out
}

// dialled proves that nobody answers.
func dialled() error {
	for port := 8000; port < 9000; port++ {
		addr := fmt.Sprintf("127.0.0.1:%d", port)
		l, err := net.Listen("tcp", addr)
		if err != nil {
			continue
		}
		l.Close()
		_, err = net.Dial("tcp", addr)
		return err
	}
	return nil
}

// busy uses the port that is not free.
func busy() error {
	for port := 8000; port < 9000; port++ {
		if busyFree(port) {
			continue
		}
		_, err := http.Get(fmt.Sprintf("http://127.0.0.1:%d", port))
		return err
	}
	return nil
}

func busyFree(port int) bool {
	l, err := net.Listen("tcp", ":"+strconv.Itoa(port))
	if err != nil {
		return false
	}
	l.Close()
	return true
}

// conflict asks for ports that are not free, and binds those.
func conflict() error {
	port := 3000
	for conflictFree(port) {
		port++
	}
	_, err := net.Listen("tcp", fmt.Sprintf(":%d", port)) // must fail
	return err
}

func conflictFree(port int) bool {
	l, err := net.Listen("tcp", ":"+strconv.Itoa(port))
	if err != nil {
		return false
	}
	l.Close()
	return true
}

// again tries the next port if somebody was faster.
func again() (net.Listener, error) {
	for port := 8000; port < 9000; port++ {
		if !againFree(port) {
			continue
		}
		if l, err := net.Listen("tcp", fmt.Sprintf(":%d", port)); err == nil {
			return l, nil
		}
	}
	return nil, errors.New("no port")
}

func againFree(port int) bool {
	l, err := net.Listen("tcp", ":"+strconv.Itoa(port))
	if err != nil {
		return false
	}
	l.Close()
	return true
}

// each binds every one of a number of ports twice, to show that it can.
func TestEach(t *testing.T) {
	for port := 8000; port < 8010; port++ {
		l, err := net.Listen("tcp", fmt.Sprintf("127.0.0.1:%d", port))
		if err != nil {
			t.Fatal(err)
		}
		l.Close()
		l, err = net.Listen("tcp", fmt.Sprintf("127.0.0.1:%d", port))
		if err != nil {
			t.Fatal(err)
		}
		l.Close()
	}
}

var settled = 8080

// variable waits for a port that does not change.
func variable() error {
	for {
		l, err := net.Listen("tcp", fmt.Sprintf(":%d", settled))
		if err == nil {
			l.Close()
			break
		}
		time.Sleep(time.Second)
	}
	return http.ListenAndServe(fmt.Sprintf(":%d", settled), nil)
}

// unixPath looks for a free path.
func unixPath() error {
	for n := 0; ; n++ {
		path := fmt.Sprintf("/tmp/s%d", n)
		l, err := net.Listen("unix", path)
		if err != nil {
			continue
		}
		l.Close()
		_, err = net.Listen("unix", path)
		return err
	}
}

func isFreeAddr(addr string) bool {
	l, err := net.Listen("tcp", addr)
	if err != nil {
		return false
	}
	l.Close()
	return true
}

// all of a list are needed: the first that is taken ends it.
func all(addrs []string) error {
	for _, a := range addrs {
		if !isFreeAddr(a) {
			return errors.New(a + " is taken")
		}
	}
	for _, a := range addrs {
		go http.ListenAndServe(a, nil)
	}
	return nil
}

// each of a list is settled, and only told if it is taken.
func each(addrs []string) {
	for _, a := range addrs {
		if !isFreeAddr(a) {
			log.Print(a + " is taken")
			continue
		}
		go http.ListenAndServe(a, nil)
	}
}

// eachWaits until each address of a list is free.
func eachWaits(addrs []string) {
	for _, a := range addrs {
		for !isFreeAddr(a) {
			time.Sleep(time.Second)
		}
		go http.ListenAndServe(a, nil)
	}
}

// dialsOne port until nobody answers any more, to start a server over.
func dialsOne(addr string) error {
	for {
		c, err := net.Dial("tcp", addr)
		if err != nil {
			break
		}
		c.Close()
	}
	return http.ListenAndServe(addr, nil)
}

func inUse(port int) bool {
	c, err := net.DialTimeout("tcp", fmt.Sprintf("127.0.0.1:%d", port), time.Second)
	if err != nil {
		return false
	}
	c.Close()
	return true
}

// startsAll that do not run yet.
func startsAll() {
	for i := range 3 {
		if inUse(8000 + i) {
			continue
		}
		go http.ListenAndServe(fmt.Sprintf(":%d", 8000+i), nil)
	}
}

// firstToAnswer looks for a server, not for a port.
func firstToAnswer() net.Conn {
	for port := 8000; port < 9000; port++ {
		c, err := net.Dial("tcp", fmt.Sprintf("127.0.0.1:%d", port))
		if err == nil {
			return c
		}
	}
	return nil
}

// runsAlready asks whether somebody is there.
func runsAlready() error {
	if c, err := net.Dial("tcp", "127.0.0.1:8080"); err == nil {
		c.Close()
		return nil
	}
	return http.ListenAndServe("127.0.0.1:8080", nil)
}

// startsFirst of a list that does not run.
func startsFirst(addrs []string) error {
	for _, a := range addrs {
		c, err := net.Dial("tcp", a)
		if err != nil {
			return http.ListenAndServe(a, nil)
		}
		c.Close()
	}
	return nil
}

// waitsForAll servers, one after the other.
func waitsForAll() {
	for port := 8000; port < 8003; port++ {
		go http.ListenAndServe(fmt.Sprintf(":%d", port), nil)
		for !inUse(port) {
			time.Sleep(time.Second)
		}
	}
}

// retries to reach a server, and starts it in the end.
func retries() error {
	for i := range 5 {
		c, err := net.Dial("tcp", "127.0.0.1:8080")
		if err != nil {
			time.Sleep(time.Duration(i) * time.Second)
			continue
		}
		return c.Close()
	}
	return http.ListenAndServe("127.0.0.1:8080", nil)
}

// anyTaken tells that one of a list is taken, and which.
func anyTaken(addrs []string) error {
	if i := slices.IndexFunc(addrs, func(a string) bool { return !isFreeAddr(a) }); i >= 0 {
		return errors.New(addrs[i] + " is taken")
	}
	go http.ListenAndServe(addrs[0], nil)
	return nil
}

// named has the index in another list.
func named(addrs []string, names []int) int {
	return names[slices.IndexFunc(addrs, isFreeAddr)]
}

// otherIndex serves another element than the one that is free.
func otherIndex(addrs []string) error {
	for i := 1; i < len(addrs); i++ {
		if isFreeAddr(addrs[i]) {
			return http.ListenAndServe(addrs[0], nil)
		}
	}
	return nil
}
