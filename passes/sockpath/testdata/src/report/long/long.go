// Package long binds paths that are too long for a Unix socket.
package long

import (
	"net"
	"path/filepath"
)

const dir = "/run/a-service-with-a-name-that-says-all-there-is-to-say-about-it/instance-0123456789"

// 107 bytes are the most on Linux and Windows, 103 on macOS and the BSDs.
const more = "/0123456789012345678901234567890123456789"

func Everywhere() {
	net.Listen("unix", filepath.Join(dir, more))                                // want `path of a Unix socket has 126 bytes, and can have 107 on Linux, Windows and Solaris, 103 on macOS and the BSDs: it cannot be bound; make it shorter`
	net.Listen("unix", dir+more[:1]+"0123456789012345678901234567890123456789") // want `has 125 bytes`
}

func OnMac() {
	const path = "/run/xyz0123456789012345678901234567890123456789012345678901234567890123456789012345678901234567890123456" // want `path of a Unix socket has 105 bytes, and can have 103 on macOS and the BSDs: it cannot be bound`
	net.ListenUnix("unix", &net.UnixAddr{Name: path, Net: "unix"})
}

func Abstract() {
	name := "@0123456789012345678901234567890123456789012345678901234567890123456789012345678901234567890123456789012345678" // want `path of a Unix socket has 110 bytes, and can have 108 on Linux and Windows, 107 on Solaris, 103 on macOS and the BSDs`
	net.Listen("unix", name)
}
