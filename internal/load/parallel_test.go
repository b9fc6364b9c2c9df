package load

import (
	"runtime"
	"slices"
	"sync"
	"testing"
)

func TestWithin(t *testing.T) {
	defer runtime.GOMAXPROCS(runtime.GOMAXPROCS(4))
	const budget = 100
	sizes := []int64{10, 300, 5, 0, 60, 200, 25, 70}
	var mu sync.Mutex
	working, giants := int64(0), 0
	var started []int
	within(budget, sizes, func(i int) {
		mu.Lock()
		started = append(started, i)
		working += min(sizes[i], 75)
		if sizes[i] >= budget {
			giants++
		}
		if working > budget || giants > 1 {
			t.Errorf("%d is at work, with %d giants", working, giants)
		}
		mu.Unlock()
		runtime.Gosched()
		mu.Lock()
		defer mu.Unlock()
		working -= min(sizes[i], 75)
		if sizes[i] >= budget {
			giants--
		}
	})
	slices.Sort(started)
	if want := []int{0, 1, 2, 3, 4, 5, 6, 7}; !slices.Equal(started, want) {
		t.Errorf("started %v, want %v", started, want)
	}
}

// TestLargestFirst has one processor.
func TestLargestFirst(t *testing.T) {
	defer runtime.GOMAXPROCS(runtime.GOMAXPROCS(1))
	var got []int
	within(100, []int64{10, 300, 60, 60}, func(i int) { got = append(got, i) })
	if want := []int{1, 2, 3, 0}; !slices.Equal(got, want) {
		t.Errorf("got %v, want %v", got, want)
	}
}

// TestSmallBesideGiant has a giant that waits for something small.
func TestSmallBesideGiant(t *testing.T) {
	defer runtime.GOMAXPROCS(runtime.GOMAXPROCS(2))
	small := make(chan bool)
	within(100, []int64{1000, 20}, func(i int) {
		if i == 1 {
			close(small)
		}
		<-small
	})
}
