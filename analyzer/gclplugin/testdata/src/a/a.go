package a

import (
	"net"
	"net/http"
	"os"
	"path/filepath"

	"helper"
)

func port() error {
	addr := helper.Free() // want `^portrace \(bind\): helper.Free returns a port that is no longer held \(helper/helper.go:11\)`
	return http.ListenAndServe(addr, nil)
}

func both() error {
	dir, err := os.MkdirTemp("", "a") // want `^sockdir \(never\): directory dir of a Unix socket is never removed.* \[a socket in it is bound by net.Listen at line 22\] https://\S+/sockdir.md$`
	if err != nil {
		return err
	}
	u, err := net.Listen("unix", filepath.Join(dir, "a.sock"))
	if err != nil {
		return err
	}
	defer u.Close()
	l, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		return err
	}
	addr := l.Addr().String()
	l.Close() // want `^portrace \(bind\): port of l is handed to http.ListenAndServe after l.Close`
	return http.ListenAndServe(addr, nil)
}

func right() error {
	l, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		return err
	}
	return http.Serve(l, nil)
}
