//go:build go1.27

package main_test

import "testing"

// TestGo127 has the command, built with Go 1.27 or later, check a module for that Go.
func TestGo127(t *testing.T) {
	dir := module(t, `
-- go.mod --
module m
go 1.27
-- cut/cut.go --
package cut

import (
	"net"
	"os/exec"
	"strings"
)

func Start() error {
	l, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		return err
	}
	_, port, _ := strings.CutLast(l.Addr().String(), ":")
	l.Close()
	return exec.Command("server", "-port", port).Run()
}
-- generic/generic.go --
package generic

import "net"

type Picker struct{ Network string }

func (p Picker) Pick[T ~string]() T {
	l, err := net.Listen(p.Network, "127.0.0.1:0")
	if err != nil {
		return ""
	}
	defer l.Close()
	return T(l.Addr().String())
}
-- user/user.go --
package user

import (
	"os/exec"

	"m/generic"
)

func Start() error {
	return exec.Command("server", generic.Picker{"tcp"}.Pick[string]()).Run()
}
`)
	want := []string{"cut/cut.go:15", "user/user.go:10"}
	run(t, dir, nil, sockvet, "./...").check(t, 1, want)
	goVet(t, dir, "./...").checkVet(t, 1, want...)
}
