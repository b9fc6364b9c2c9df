// Package directive has comments that are none of this check's business, or that
// may silence something in another run of it.
package directive

import (
	"fmt"
	"net"
	"net/http"
	"os"
	"path/filepath"

	"fake/freeport"
	"fake/wrap"
)

// sockvet:ignore portrace REASON is what the documentation of something may say, as in
//
//	//sockvet:ignore portrace REASON
//	l.Close()
const example = `
//sockvet:ignored portrace the network namespace is ours
//sockvet:ignore portrace
`

// sockvet:ignore comments are not for this function, and sockvet ignores it.
func prose() {
	// sockvet: a port that is held.
	// sockvet ignores what is only dialled.
	// sockvet:ignore silences a finding, see //sockvet:ignore portrace REASON.
	// sockvet:ignore
	fmt.Println(example) // "//sockvet:ignore nosuch" is no check
}

// Sockvet ignores portrace here.
func title() {}

// Of another check.
func other() {
	//sockvet:ignore sockdir the directory goes with the container
	dir, _ := os.MkdirTemp("", "x")
	net.Listen("unix", filepath.Join(dir, "s"))
	//sockvet:ignore sockdir there is nothing here
	fmt.Println()
	//sockvet:ignore sockdi a name like that of the other check
	fmt.Println()
	//sockvet:ignored sockdir the other check says so
	fmt.Println()
}

// The flag -mitigated reports it.
func mitigated() error {
	var err error
	for range 3 {
		l, _ := net.Listen("tcp", "127.0.0.1:0")
		//sockvet:ignore portrace a fresh port is tried
		l.Close()
		if err = http.ListenAndServe(l.Addr().String(), nil); err == nil {
			return nil
		}
	}
	return err
}

// Other packages may do otherwise in another build.
func foreign() {
	//sockvet:ignore portrace it may be one on Windows
	wrap.Addr()
	//sockvet:ignore portrace the port is free
	p, _ := freeport.GetFreePort()
	fmt.Println(p)
}

// What the port is handed to may bind it in another build.
func unseen(use func(string)) {
	l, _ := net.Listen("tcp", "127.0.0.1:0")
	//sockvet:ignore portrace the network namespace is ours
	l.Close()
	use(l.Addr().String())
}
