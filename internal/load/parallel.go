package load

import (
	"cmp"
	"runtime"
	"slices"
	"sync"
)

// parallel calls f with 0 to n-1, on as many processors as there are.
func parallel(n int, f func(i int)) {
	var wg sync.WaitGroup
	next := make(chan int)
	for range min(n, runtime.GOMAXPROCS(0)) {
		wg.Go(func() {
			for i := range next {
				f(i)
			}
		})
	}
	for i := range n {
		next <- i
	}
	close(next)
	wg.Wait()
}

// within does what parallel does for each of the sizes, the largest first, while the sum
// of those at work stays in the budget. What is larger than most of the budget counts as
// that, so that processors have something small to do meanwhile.
func within(budget int64, sizes []int64, f func(i int)) {
	w := &work{free: budget, most: budget - budget/4, sizes: sizes}
	w.changed.L = &w.mu
	for i := range sizes {
		w.left = append(w.left, i)
	}
	slices.SortStableFunc(w.left, func(i, j int) int { return cmp.Compare(sizes[j], sizes[i]) })
	parallel(min(len(sizes), runtime.GOMAXPROCS(0)), func(int) {
		for i, ok := w.take(); ok; i, ok = w.take() {
			f(i)
			w.release(i)
		}
	})
}

type work struct {
	most  int64 // that one thing counts
	sizes []int64

	mu      sync.Mutex // guards what follows
	changed sync.Cond
	left    []int // in the order in which they are wanted
	free    int64
}

func (w *work) cost(i int) int64 { return min(w.sizes[i], w.most) }

// take waits for room for one of those that are left. There may be none.
func (w *work) take() (i int, ok bool) {
	w.mu.Lock()
	defer w.mu.Unlock()
	for len(w.left) > 0 {
		at := slices.IndexFunc(w.left, func(i int) bool { return w.cost(i) <= w.free })
		if at >= 0 {
			i = w.left[at]
			w.left = slices.Delete(w.left, at, at+1)
			w.free -= w.cost(i)
			return i, true
		}
		w.changed.Wait()
	}
	return 0, false
}

func (w *work) release(i int) {
	w.mu.Lock()
	defer w.mu.Unlock()
	w.free += w.cost(i)
	w.changed.Broadcast()
}
