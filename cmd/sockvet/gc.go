package main

import (
	"math"
	"os"
	"runtime"
	"runtime/debug"
)

// collectLate turns the garbage collector off until the heap has the given size
// in bytes: most runs end before. From then on it works as usual. Where the user
// has set how it works, it is left alone.
func collectLate(size int64) {
	if os.Getenv("GOGC") != "" || os.Getenv("GOMEMLIMIT") != "" {
		return
	}
	debug.SetGCPercent(-1)
	debug.SetMemoryLimit(size)
	// The first collection finds this object unused.
	runtime.SetFinalizer(&struct{ _ *byte }{}, func(any) {
		debug.SetMemoryLimit(math.MaxInt64)
		debug.SetGCPercent(100)
	})
}
