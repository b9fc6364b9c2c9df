package listenandserve

import (
	"errors"
	"net"
	"net/http"
	"strconv"
)

// With the variable, the import goes too.
func orphan(h http.Handler) {
	l, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		panic(errors.Join(err))
	}
	port := strconv.Itoa(l.Addr().(*net.TCPAddr).Port)
	l.Close() // want "port of l"
	http.ListenAndServe("127.0.0.1:"+port, h)
}
