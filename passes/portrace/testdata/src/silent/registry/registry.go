// Package registry draws ports until one is free in a registry that others know
// too: a map, a lock file. Those who know it do not get the same port twice.
package registry

import (
	"errors"
	"fmt"
	"net"
	"net/http"
	"os"
	"slices"
	"strings"
	"sync"
	"syscall"
)

func addrOf(port int) string { return fmt.Sprintf("127.0.0.1:%d", port) }

var (
	mu    sync.Mutex
	given []int
)

// Slice remembers the ports in a slice.
func Slice() (int, error) {
	mu.Lock()
	defer mu.Unlock()
	port, err := slicePort()
	if err != nil {
		return 0, err
	}
	for isGiven(port) {
		if port, err = slicePort(); err != nil {
			return 0, err
		}
	}
	given = append(given, port)
	return port, nil
}

func isGiven(port int) bool { return slices.Contains(given, port) }

func slicePort() (int, error) {
	l, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		return 0, err
	}
	defer l.Close()
	return l.Addr().(*net.TCPAddr).Port, nil
}

func useSlice() error {
	port, err := Slice()
	if err != nil {
		return err
	}
	return http.ListenAndServe(addrOf(port), nil)
}

var taken sync.Map

// LoadOrStore remembers the ports in a sync.Map.
func LoadOrStore() (int, error) {
	for range 10 {
		l, err := net.Listen("tcp", "127.0.0.1:0")
		if err != nil {
			return 0, err
		}
		port := l.Addr().(*net.TCPAddr).Port
		l.Close()
		if _, ok := taken.LoadOrStore(port, struct{}{}); ok {
			continue
		}
		return port, nil
	}
	return 0, errors.New("no port")
}

var reserved = map[int]bool{}

// Set enters the ports into a set, which those who bind ask.
func Set() (int, error) {
	l, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		return 0, err
	}
	defer l.Close()
	port := l.Addr().(*net.TCPAddr).Port
	reserved[port] = true
	return port, nil
}

// A Pool remembers the ports in a field.
type Pool struct {
	mu   sync.Mutex
	used map[int]struct{}
}

func (p *Pool) Get() (int, error) {
	p.mu.Lock()
	defer p.mu.Unlock()
	for {
		port, err := poolPort()
		if err != nil {
			return 0, err
		}
		if _, ok := p.used[port]; !ok {
			p.used[port] = struct{}{}
			return port, nil
		}
	}
}

func poolPort() (int, error) {
	l, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		return 0, err
	}
	defer l.Close()
	return l.Addr().(*net.TCPAddr).Port, nil
}

func (p *Pool) serve() error {
	port, err := p.Get()
	if err != nil {
		return err
	}
	return http.ListenAndServe(addrOf(port), nil)
}

// Exclusive makes a file that nobody else can make.
func Exclusive() (int, error) {
	for {
		port, err := exclusivePort()
		if err != nil {
			return 0, err
		}
		f, err := os.OpenFile(fmt.Sprintf("%s/port-%d", os.TempDir(), port), os.O_CREATE|os.O_EXCL, 0o600)
		if errors.Is(err, os.ErrExist) {
			continue
		}
		if err != nil {
			return 0, err
		}
		f.Close()
		return port, nil
	}
}

func exclusivePort() (int, error) {
	l, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		return 0, err
	}
	defer l.Close()
	return l.Addr().(*net.TCPAddr).Port, nil
}

var errLocked = errors.New("locked")

func lock(path string) error {
	fd, err := syscall.Open(path, syscall.O_CREAT|syscall.O_RDWR, 0o600)
	if err != nil {
		return err
	}
	if err := syscall.Flock(fd, syscall.LOCK_EX|syscall.LOCK_NB); err != nil {
		return errLocked
	}
	return nil
}

type locks struct{ dir string }

func (l locks) add(port int) (bool, error) {
	switch err := lock(fmt.Sprintf("%s/%d", l.dir, port)); {
	case errors.Is(err, errLocked):
		return false, nil
	case err != nil:
		return false, err
	}
	return true, nil
}

// Locked locks a file that is named after the port.
func Locked(dir string) (int, error) {
	files := locks{dir}
	for range 5 {
		l, port, err := held()
		if err != nil {
			return 0, err
		}
		if err := l.Close(); err != nil {
			return 0, err
		}
		if ok, err := files.add(port); ok {
			return port, nil
		} else if err != nil {
			return 0, err
		}
	}
	return 0, errors.New("no port")
}

func held() (net.Listener, int, error) {
	l, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		return nil, 0, err
	}
	return l, l.Addr().(*net.TCPAddr).Port, nil
}

func useLocked() error {
	port, err := Locked(os.TempDir())
	if err != nil {
		return err
	}
	return http.ListenAndServe(addrOf(port), nil)
}

// Compared goes through the ports that it gave away.
func Compared() (int, error) {
	port, err := comparedPort()
	for err == nil && wasGiven(port) {
		port, err = comparedPort()
	}
	given = append(given, port)
	return port, err
}

func wasGiven(port int) bool {
	for _, p := range given {
		if p == port {
			return true
		}
	}
	return false
}

func comparedPort() (int, error) {
	l, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		return 0, err
	}
	defer l.Close()
	return l.Addr().(*net.TCPAddr).Port, nil
}

// Flagged goes through the ports in the same function, and keeps them in a file.
func Flagged() string {
	mu.Lock()
	defer mu.Unlock()
	defer func() {
		os.WriteFile("ports", []byte(strings.Join(flagged, " ")), 0o600)
	}()
	for {
		l, err := net.Listen("tcp", "127.0.0.1:0")
		if err != nil {
			panic(err)
		}
		port := fmt.Sprint(l.Addr().(*net.TCPAddr).Port)
		var found bool
		for _, other := range flagged {
			if other == port {
				found = true
				break
			}
		}
		if !found {
			flagged = append(flagged, port)
			l.Close()
			return port
		}
		l.Close()
	}
}

var flagged []string
