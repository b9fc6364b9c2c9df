// Package retried has tests that draw another port if one is taken.
package retried

import (
	"fmt"
	"math/rand"
	"net"
	"strings"
	"testing"
	"time"
)

func TestLoop(t *testing.T) {
	for range 10 {
		l, err := net.Listen("tcp", fmt.Sprintf("127.0.0.1:%d", 20000+rand.Intn(10000)))
		if err != nil {
			continue
		}
		l.Close()
		return
	}
	t.Fatal("no port")
}

func listen(port int) (net.Listener, error) {
	return net.Listen("tcp", fmt.Sprintf("127.0.0.1:%d", port))
}

func TestHelper(t *testing.T) {
	var l net.Listener
	var err error
	for {
		if l, err = listen(20000 + rand.Intn(10000)); err == nil {
			break
		}
		if !strings.Contains(err.Error(), "in use") {
			t.Fatal(err)
		}
	}
	l.Close()
}

func freePort() int {
	for {
		port := 20000 + rand.Intn(10000)
		if l, err := listen(port); err == nil {
			l.Close()
			return port
		}
	}
}

func TestFree(t *testing.T) {
	l, err := listen(freePort()) // portrace has its say
	if err != nil {
		t.Fatal(err)
	}
	l.Close()
}

func TestRetry(t *testing.T) {
	retry(func() error {
		l, err := listen(20000 + rand.Intn(10000))
		if err == nil {
			l.Close()
		}
		return err
	})
}

func retry(f func() error) {
	for f() != nil {
		time.Sleep(time.Millisecond)
	}
}

func TestFallback(t *testing.T) {
	l, err := listen(rand.Intn(10000) + 1024)
	if err != nil {
		l, err = net.Listen("tcp", "127.0.0.1:0")
	}
	if err == nil {
		l.Close()
	}
}

// The same port is tried until whoever has it is done.

func TestAgain(t *testing.T) {
	var l net.Listener
	for {
		var err error
		if l, err = net.Listen("tcp", "127.0.0.1:50001"); err == nil {
			break
		}
		time.Sleep(time.Second)
	}
	l.Close()
}

func TestAgainByHelper(t *testing.T) {
	for range 10 {
		l, err := listen(50002)
		if err != nil {
			time.Sleep(time.Second)
			continue
		}
		l.Close()
		return
	}
	t.Fatal("taken")
}
