// Package random has tests that draw numbers which are no ports.
package random

import (
	"fmt"
	"math/rand"
	"net"
	"os"
	"path/filepath"
	"testing"
)

func TestData(t *testing.T) {
	l, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		t.Fatal(err)
	}
	defer l.Close()
	b := make([]byte, rand.Intn(100))
	c, err := net.Dial("tcp", l.Addr().String())
	if err != nil {
		t.Fatal(err)
	}
	c.Write(b)
	net.Listen("unix", filepath.Join(os.TempDir(), fmt.Sprint(rand.Int())))
	net.Listen("tcp", fmt.Sprintf("127.0.0.%d:0", rand.Intn(255)))
	port := rand.Intn(100) // a scheduler's
	fmt.Println(port)
}
