//go:build unix && !aix && !solaris

package apply

import (
	"os"
	"syscall"
)

// lock locks file until it is closed or the process ends, however it ends, and reports
// whether that worked: another process may have it, or the file system have no locks.
func lock(file *os.File) bool {
	return syscall.Flock(int(file.Fd()), syscall.LOCK_EX|syscall.LOCK_NB) == nil
}

// isAbandoned reports whether no process has the file locked.
func isAbandoned(name string) bool {
	file, err := os.OpenFile(name, os.O_RDWR, 0)
	if err != nil {
		return false
	}
	defer file.Close()
	return lock(file)
}
