package listenandserve

import "net/http"
import "net"

func untidy ( h http.Handler ) error {
	l,err := net.Listen( "tcp" , "127.0.0.1:0" )
	if err!=nil { return err }
	addr:=l.Addr().String(); l.Close() // want "port of l"
	return http.ListenAndServe( addr, h )
}
