// Package fixed binds paths that only it has, or that are a default of a program.
package fixed

import "net"

// DefaultPath is for those who do not say where.
const DefaultPath = "/tmp/product.sock"

// Listen binds a path.
func Listen(path string) (net.Listener, error) {
	if path == "" {
		path = DefaultPath
	}
	return net.Listen("unix", path)
}
