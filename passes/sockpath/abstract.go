package sockpath

import (
	"fmt"

	"github.com/sockvet/sockvet/internal/sockapi"
)

// abstract says whether the path is an abstract name where the code is also for systems that
// have none.
func (f *finding) abstract() verdict {
	_, head := f.text.Starts()
	if !sockapi.IsAbstractName(head) {
		return verdict{}
	}
	name := quoted(f.text)
	var files []string // where it is a file: on macOS and the BSDs
	for _, goos := range f.systems() {
		if !sockapi.HasAbstractNames(goos) && sockapi.MaxUnixPath(goos) > 0 {
			files = append(files, goos)
		}
	}
	_, constant := f.text.Constant()
	switch {
	case len(files) > 0 && f.asksSystem():
		return verdict{why: "the code asks what system it runs on"}
	case len(files) > 0:
		return verdict{Category: CategoryAbstract, message: fmt.Sprintf(
			"%s is the name of an abstract socket on Linux, but on %s, which this code is for as well, that of a file in the current directory, which closing the socket leaves there; %s",
			name, names(files), split)}
	case constant && f.InTest() && len(head) > 1:
		return verdict{Category: CategoryAbstract, strict: true, message: fmt.Sprintf(
			`abstract Unix socket with a fixed name, %s: two runs of the test collide; net.Listen("unix", "") has the kernel choose one, which Addr tells`, name)}
	}
	return verdict{why: "it is an abstract name on all systems that the code is for"}
}

// split is what to do about a name that is abstract on some systems only.
const split = `put it into a file for Linux, with "//go:build linux", and a path into another one for the rest`
