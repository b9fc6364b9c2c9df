package helper

import "net"

func Free() string {
	l, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		return ""
	}
	addr := l.Addr().String()
	l.Close() // want `^portrace \(helper\): port of l is returned by Free after l.Close: .* \[bound to port 0 at line 6, address read at line 10, closed at line 11, returned by Free at line 5\] https://\S+/portrace.md$`
	return addr
}
