//go:build !unix || aix || solaris

package apply

import (
	"os"
	"runtime"
)

func lock(*os.File) bool { return false }

// isAbandoned reports whether the file may be removed: on Windows, that fails as long as
// a process has it open; where there are no locks, it stays.
func isAbandoned(string) bool { return runtime.GOOS == "windows" }
