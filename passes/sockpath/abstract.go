package sockpath

import (
	"fmt"

	"github.com/sockvet/sockvet/internal/scene"
	"github.com/sockvet/sockvet/internal/sockapi"
)

// abstract says whether the path is an abstract name where the code is also for systems that
// have none.
func (f *finding) abstract() scene.Verdict {
	_, head := f.text.Starts()
	if !sockapi.IsAbstractName(head) {
		return scene.Verdict{}
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
		return scene.Verdict{Why: "the code asks what system it runs on"}
	case len(files) > 0:
		return scene.Verdict{Category: CategoryAbstract, Message: fmt.Sprintf(
			"%s is the name of an abstract socket on Linux, but on %s, which this code is for as well, that of a file in the current directory, which closing the socket leaves there; %s",
			name, names(files), split)}
	case constant && f.InTest() && len(head) > 1:
		return scene.Verdict{Category: CategoryAbstract, Strict: true, Message: fmt.Sprintf(
			`abstract Unix socket with a fixed name, %s: two runs of the test collide; net.Listen("unix", "") has the kernel choose one, which Addr tells`, name)}
	}
	return scene.Verdict{Why: "it is an abstract name on all systems that the code is for"}
}

// split is what to do about a name that is abstract on some systems only.
const split = `put it into a file for Linux, with "//go:build linux", and a path into another one for the rest`
