package spelling

import (
	. "net"
	web "net/http"
)

func dotImport() {
	l, _ := Listen("tcp", ":0")
	l.Close() // want "port of l is handed to"
	web.ListenAndServe(l.Addr().String(), nil)
}
