// Package dialled has tests that only dial.
package dialled

import (
	"fmt"
	"math/rand"
	"net"
	"net/http"
	"testing"
)

func TestNobody(t *testing.T) {
	if _, err := net.Dial("tcp", "127.0.0.1:50001"); err == nil {
		t.Fatal("somebody is there")
	}
	if _, err := http.Get(fmt.Sprintf("http://127.0.0.1:%d", 40000+rand.Intn(1000))); err == nil {
		t.Fatal("somebody is there")
	}
	for i := range 3 {
		if _, err := net.Dial("udp", fmt.Sprintf("127.0.0.1:%d", 50000+i)); err != nil {
			t.Fatal(err)
		}
	}
}
