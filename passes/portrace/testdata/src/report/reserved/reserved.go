// Package reserved gets a port, without the socket, with a function that frees it.
package reserved

import (
	"net/http"
	"strconv"

	"fake/reserve"
)

func serve() error {
	port, release := reserve.Port()
	release() // want `^port is handed to http.ListenAndServe after release: another process can bind it first; listen on port 0 here`
	return http.ListenAndServe("127.0.0.1:"+strconv.Itoa(port), nil)
}

func serveOn(port int) error {
	return http.ListenAndServe("127.0.0.1:"+strconv.Itoa(port), nil)
}

func start() error {
	port, release := reserve.Port()
	release() // want `^port is handed to serveOn \(http.ListenAndServe\) after release: another process can bind it first; keep the socket open and let serveOn take it`
	return serveOn(port)
}

// hold frees it in the end only.
func hold() error {
	port, release := reserve.Port()
	defer release()
	_, err := http.Get("http://127.0.0.1:" + strconv.Itoa(port))
	return err
}
