// Package fixed has tests that bind paths which each run has.
package fixed

import "net"

// Listen is for tests, and programs.
func Listen(path string) (net.Listener, error) { return net.Listen("unix", path) }
