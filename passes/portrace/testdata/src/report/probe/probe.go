// Package probe looks for a free port by binding one after the other.
package probe

import (
	"crypto/rand"
	"errors"
	"fmt"
	"math/big"
	mrand "math/rand"
	"net"
	"net/http"
	"os/exec"
	"slices"
	"strconv"
	"sync/atomic"
	"testing"
	"time"
)

// Inline searches upwards.
func Inline() error {
	for port := 8000; port < 9000; port++ {
		addr := fmt.Sprintf("127.0.0.1:%d", port)
		l, err := net.Listen("tcp", addr)
		if err != nil {
			continue
		}
		l.Close() // want `port of l is handed to http.ListenAndServe after l.Close`
		return http.ListenAndServe(addr, nil)
	}
	return errors.New("no port")
}

// Helper returns what it found.
func Helper(start int) (int, error) {
	for port := start; port < 65536; port++ {
		l, err := net.Listen("tcp", ":"+strconv.Itoa(port))
		if err == nil {
			l.Close() // want `port of l is returned by Helper after l.Close`
			return port, nil
		}
	}
	return 0, errors.New("no port")
}

func isFree(port int) bool {
	l, err := net.Listen("tcp", net.JoinHostPort("127.0.0.1", strconv.Itoa(port)))
	if err != nil {
		return false
	}
	defer l.Close() // want `port of l is returned by Find after l.Close`
	return true
}

// Find asks isFree.
func Find() int {
	for range 10 {
		n, err := rand.Int(rand.Reader, big.NewInt(1000))
		if err != nil {
			break
		}
		port := int(n.Int64()) + 10_000
		if isFree(port) {
			return port
		}
	}
	for port := 10_000; port < 20_000; port++ {
		if isFree(port) {
			return port
		}
	}
	return 0
}

// IsAvailable tries TCP and UDP.
func IsAvailable(port int) bool {
	addr, err := net.ResolveTCPAddr("tcp", fmt.Sprintf("127.0.0.1:%d", port))
	if err != nil {
		return false
	}
	l, err := net.ListenTCP("tcp", addr)
	if err != nil {
		return false
	}
	if err := l.Close(); err != nil { // want `port of l is handed to child \(exec.Command\)`
		fmt.Println(err)
	}
	udp, err := net.ListenUDP("udp", &net.UDPAddr{Port: port})
	if err != nil {
		return false
	}
	if err := udp.Close(); err != nil {
		fmt.Println(err)
	}
	return true
}

func start() error {
	port := 3000
	for !IsAvailable(port) {
		port++
	}
	return child(port)
}

func child(port int) error { return exec.Command("server", "--port", strconv.Itoa(port)).Run() }

func inUse(port int) bool {
	l, err := net.Listen("tcp", fmt.Sprintf(":%d", port))
	if err != nil {
		return true
	}
	l.Close() // want `port of l is handed to http.ListenAndServe`
	return false
}

func serve() error {
	port := 3000
	for inUse(port) {
		port++
	}
	return http.ListenAndServe(fmt.Sprintf(":%d", port), nil)
}

func check(port int) error {
	l, err := net.Listen("tcp", fmt.Sprintf(":%d", port))
	if err != nil {
		return err
	}
	return l.Close() // want `port of l is handed to http.ListenAndServe`
}

func serveChecked() error {
	for {
		port := 1024 + mrand.Intn(50_000)
		if err := check(port); err == nil {
			return http.ListenAndServe(fmt.Sprintf(":%d", port), nil)
		}
	}
}

var current atomic.Int32

// Next counts up.
func Next() (int, error) {
	for range 100 {
		port := int(current.Add(1))
		l, err := net.Listen("tcp", fmt.Sprintf(":%d", port))
		if err == nil {
			l.Close() // want `port of l is returned by Next after l.Close`
			return port, nil
		}
	}
	return 0, errors.New("no port")
}

var counter = 2000

// Counted counts in a variable of the package.
func Counted() int {
	for {
		counter++
		l, err := net.Listen("tcp", fmt.Sprintf(":%d", counter))
		if err == nil {
			l.Close() // want `port of l is returned by Counted after l.Close`
			return counter
		}
	}
}

// Computed starts somewhere in a range and goes round.
func Computed(low, n, offset int) int {
	for i := range n {
		port := low + (offset+i)%n
		l, err := net.Listen("tcp", fmt.Sprintf(":%d", port))
		if err == nil {
			l.Close() // want `port of l is returned by Computed after l.Close`
			return port
		}
	}
	return 0
}

func expr(port int) bool {
	l, err := net.Listen("tcp", fmt.Sprintf(":%d", port))
	if err == nil {
		l.Close() // want `port of l is handed to net.Listen`
	}
	return err == nil
}

func TestExpr(t *testing.T) {
	port := 5000
	for ; !expr(port); port++ {
	}
	l, err := net.Listen("tcp", fmt.Sprintf(":%d", port))
	if err != nil {
		t.Fatal(err)
	}
	http.Serve(l, nil)
}

func free(port int) bool {
	l, err := net.Listen("tcp", ":"+strconv.Itoa(port))
	if err != nil {
		return false
	}
	l.Close() // want `port of l is handed to http.ListenAndServe after l.Close`
	return true
}

func nextFree() int {
	for port := 8000; port < 9000; port++ {
		if free(port) {
			return port
		}
	}
	return -1
}

func usesNextFree() { http.ListenAndServe(fmt.Sprintf(":%d", nextFree()), nil) }

// listed tries the addresses of a list.
func listed(candidates []string) error {
	for _, c := range candidates {
		l, err := net.Listen("tcp", c)
		if err != nil {
			continue
		}
		l.Close() // want `port of l is handed to http.ListenAndServe`
		return http.ListenAndServe(c, nil)
	}
	return nil
}

func isFreeAddr(addr string) bool {
	l, err := net.Listen("tcp", addr)
	if err != nil {
		return false
	}
	l.Close() // want `port of l is handed to http.ListenAndServe`
	return true
}

type candidate struct{ name, addr string }

func listedInStructs(candidates []candidate) error {
	found := ""
	for _, c := range candidates {
		if isFreeAddr(c.addr) {
			found = c.addr
			break
		}
	}
	return http.ListenAndServe(found, nil)
}

// dialled takes the first port where nobody answers.
func dialled() error {
	for port := 8000; port < 9000; port++ {
		addr := fmt.Sprintf("127.0.0.1:%d", port)
		c, err := net.Dial("tcp", addr) // want `a port where nobody answered is handed to http.ListenAndServe: another process can bind it first`
		if err != nil {
			return http.ListenAndServe(addr, nil)
		}
		c.Close()
	}
	return nil
}

func answers(port int) bool {
	c, err := net.DialTimeout("tcp", fmt.Sprintf("127.0.0.1:%d", port), time.Second)
	if err != nil {
		return false
	}
	c.Close()
	return true
}

func quiet() int {
	port := 8000
	for answers(port) { // want `a port where nobody answered is handed to http.ListenAndServe`
		port++
	}
	return port
}

func serveQuiet() error { return http.ListenAndServe(fmt.Sprintf(":%d", quiet()), nil) }

func refuses(port string) bool {
	c, err := net.DialTimeout("tcp", ":"+port, time.Second)
	if c != nil {
		c.Close()
	}
	return err != nil
}

func serveRefusing() error {
	for i := 0; ; i++ {
		p := fmt.Sprint(9000 + i)
		if refuses(p) { // want `a port where nobody answered is handed to http.ListenAndServe`
			return http.ListenAndServe(":"+p, nil)
		}
	}
}

func isFreeForServer(addr string) bool {
	l, err := net.Listen("tcp", addr)
	if err != nil {
		return false
	}
	l.Close() // want `port of l is handed to http.ListenAndServe after l.Close`
	return true
}

// found has the list looked through.
func found(candidates []string) error {
	i := slices.IndexFunc(candidates, isFreeForServer)
	if i < 0 {
		return errors.New("no port")
	}
	return http.ListenAndServe(candidates[i], nil)
}

// foundByLiteral returns the port.
func foundByLiteral(candidates []int) int {
	i := slices.IndexFunc(candidates, func(port int) bool {
		l, err := net.Listen("tcp", ":"+strconv.Itoa(port))
		if err == nil {
			l.Close() // want `port of l is handed to http.ListenAndServe after l.Close`
		}
		return err == nil
	})
	return candidates[i]
}

func serveFound() error {
	return http.ListenAndServe(fmt.Sprintf(":%d", foundByLiteral([]int{8080, 8081})), nil)
}

var known = []string{":8080", ":8081"}

func listedByIndex() (string, error) {
	for i := 0; i < len(known); i++ {
		l, err := net.Listen("tcp", known[i])
		if err != nil {
			continue
		}
		l.Close() // want `port of l is handed to http.ListenAndServe`
		return known[i], nil
	}
	return "", errors.New("no port")
}

func serveByIndex() error {
	addr, err := listedByIndex()
	if err != nil {
		return err
	}
	return http.ListenAndServe(addr, nil)
}

func listedAtRandom() error {
	for _, i := range mrand.Perm(len(known)) {
		l, err := net.Listen("tcp", known[i])
		if err != nil {
			continue
		}
		l.Close() // want `port of l is handed to http.ListenAndServe`
		return http.ListenAndServe(known[i], nil)
	}
	return nil
}
