//go:build linux || windows

package abstract

import "net"

func both() { net.Listen("unix", "@both") }
