package main

import (
	"math"
	"os"
	"runtime"
	"runtime/debug"
	"runtime/metrics"
)

// growth is by how much the heap grows between collections, in percent of what the last
// one left, where that is much. With 35, large packages take 0.8 of the memory and 1.4 times
// the CPU.
const growth = 100

// firstHeap is how large the heap gets before it is collected, in bytes. With twice as much,
// a large package (nats-server) takes a tenth less CPU, and many small ones (etcd) take half
// as much memory again and an eighth more CPU.
const firstHeap = 128 << 20

// collectLate has the garbage collector wait until the heap has the given size in bytes,
// or has grown by that percentage since the last time, whichever is more. Where the user
// has set how it works, it is left alone.
func collectLate(size int64) {
	if os.Getenv("GOGC") != "" || os.Getenv("GOMEMLIMIT") != "" {
		return
	}
	debug.SetGCPercent(-1)
	debug.SetMemoryLimit(size)
	afterCollection(func() {
		debug.SetGCPercent(percent(size, liveHeap()))
		debug.SetMemoryLimit(math.MaxInt64)
	})
}

// percent returns for GOGC by how much a heap may grow of which a collection left so much.
func percent(size, live int64) int {
	live = max(live, 1<<20)
	return int(max(growth, 100*(size-live)/live))
}

// liveHeap returns how much the last collection left, in bytes.
func liveHeap() int64 {
	sample := []metrics.Sample{{Name: "/gc/heap/live:bytes"}}
	metrics.Read(sample)
	return int64(sample[0].Value.Uint64())
}

// afterCollection calls f after each garbage collection.
func afterCollection(f func()) {
	// The next collection finds this object unused.
	runtime.SetFinalizer(&struct{ _ *byte }{}, func(any) {
		f()
		afterCollection(f)
	})
}
