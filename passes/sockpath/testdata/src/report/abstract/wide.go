//go:build !windows && !darwin

package abstract

import "net"

func wide() {
	net.Listen("unix", "@wide") // want `"@wide" is the name of an abstract socket on Linux, but on the BSDs, which`
}
