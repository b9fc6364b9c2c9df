//go:build unix

package apply

import (
	"os"
	"syscall"
)

// keepOwner gives file the owner and the group that old has, and reports whether it has
// them.
func keepOwner(file *os.File, old os.FileInfo) bool {
	info, err := file.Stat()
	if err != nil {
		return false
	}
	is, isKnown := info.Sys().(*syscall.Stat_t)
	was, wasKnown := old.Sys().(*syscall.Stat_t)
	if !isKnown || !wasKnown {
		return false
	}
	return is.Uid == was.Uid && is.Gid == was.Gid || file.Chown(int(was.Uid), int(was.Gid)) == nil
}
