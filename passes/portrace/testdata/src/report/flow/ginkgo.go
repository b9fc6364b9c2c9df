package flow

import (
	"net"
	"net/http"
	"strconv"

	"fake/ginkgo"
)

// The literals run one after the other and share what they capture.
var _ = ginkgo.Describe("a server", func() {
	var port int

	ginkgo.BeforeEach(func() {
		l, err := net.Listen("tcp", "localhost:0")
		if err != nil {
			panic(err)
		}
		port = l.Addr().(*net.TCPAddr).Port
		l.Close() // want "port of l is handed to"
	})

	ginkgo.It("serves", func() {
		go http.ListenAndServe("localhost:"+strconv.Itoa(port), nil)
	})
})
