package explain

import (
	"net"
	"os"
)

func Removes(path string) {
	os.Remove(path)          // want `explain: os.Remove: a fault of category stale, for a strict check$`
	net.Listen("unix", path) // want `explain: path "{told}": no fault: it is not known to be where everybody can write`
}
