// Package explain has paths of all kinds; the check says what it makes of each.
package explain

import (
	"fmt"
	"net"
	"os"
	"testing"
)

func TestExplain(t *testing.T) {
	net.Listen("unix", "/tmp/a.sock")                       // want `explain: path "/tmp/a.sock": a fault of category predictable$` `fixed path`
	net.Listen("unix", "relative.sock")                     // want `explain: path "relative.sock": a fault of category predictable, for a strict check$`
	net.Listen("unix", t.TempDir()+"/x")                    // want `explain: path "{TempDir of TestExplain}/x": no fault: it is in a directory of its own`
	net.Listen("unix", fmt.Sprintf("/tmp/%d", os.Getpid())) // want `explain: path "/tmp/{\?}": no fault: a part of it is not known`
	net.Listen("unix", "/run/a.sock")                       // want `explain: path "/run/a.sock": no fault: it is not known to be where everybody can write`
	net.Dial("unix", "/tmp/b.sock")
}
