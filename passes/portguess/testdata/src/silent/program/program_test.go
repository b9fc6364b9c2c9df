package main

import (
	"net"
	"testing"
)

func TestDefault(t *testing.T) {
	l, err := net.Listen("tcp", defaultAddr)
	if err != nil {
		t.Fatal(err)
	}
	l.Close()
}
