package abstract

import "net"

func onLinux() {
	net.Listen("unix", "@linux")
	net.Listen("unix", "\x00linux")
	net.Listen("unix", shared)
}

const other = "@other"
