// Package channel gives ports to goroutines that were started before, by way of channels.
package channel

import (
	"context"
	"net"
	"net/http"
	"sync"
)

type job struct {
	id   int
	addr string
}

func worker(jobs <-chan job) {
	for j := range jobs {
		net.Listen("tcp", j.addr)
	}
}

func parameter() {
	jobs := make(chan job)
	go worker(jobs)
	l, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		return
	}
	a := l.Addr().String()
	l.Close() // want `port of l is handed to worker \(net.Listen\) after l.Close`
	jobs <- job{1, a}
}

func selected(done chan struct{}) {
	jobs := make(chan job, 1)
	go worker(jobs)
	l, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		return
	}
	a := l.Addr().String()
	l.Close() // want `port of l is handed to worker \(net.Listen\) after l.Close`
	select {
	case jobs <- job{1, a}:
	case <-done:
	}
}

func captured() {
	jobs := make(chan string)
	go func() {
		for j := range jobs {
			net.Listen("tcp", j)
		}
	}()
	l, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		return
	}
	a := l.Addr().String()
	l.Close() // want `port of l is handed to net.Listen after l.Close`
	jobs <- a
}

// pool has a worker method that receives in a select.
type pool struct {
	jobs chan string
	quit chan struct{}
}

func (p *pool) work() {
	for {
		select {
		case a := <-p.jobs:
			http.ListenAndServe(a, nil)
		case <-p.quit:
			return
		}
	}
}

func (p *pool) submit(addr string) { p.jobs <- addr }

func method() {
	p := &pool{jobs: make(chan string), quit: make(chan struct{})}
	go p.work()
	l, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		return
	}
	a := l.Addr().String()
	l.Close() // want `port of l is handed to pool.work|work \(http.ListenAndServe\) after l.Close`
	p.submit(a)
}

// newPool starts the worker itself.
func newPool() *pool {
	p := &pool{jobs: make(chan string), quit: make(chan struct{})}
	go p.work()
	return p
}

func constructed() {
	p := newPool()
	l, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		return
	}
	a := l.Addr().String()
	l.Close() // want `port of l is handed to`
	p.jobs <- a
}

func (p *pool) start() { go p.work() }

func started() {
	p := &pool{jobs: make(chan string)}
	p.start()
	l, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		return
	}
	a := l.Addr().String()
	l.Close() // want `port of l is handed to start \(http.ListenAndServe\) after l.Close`
	p.submit(a)
}

func free() string {
	l, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		return ""
	}
	defer l.Close() // want `port of l is handed to worker \(net.Listen\) after l.Close`
	return l.Addr().String()
}

func sentByAnother() {
	jobs := make(chan job)
	go worker(jobs)
	go func() { jobs <- job{addr: free()} }()
}

func group(ctx context.Context) error {
	results := make(chan string, 1)
	var wg sync.WaitGroup
	wg.Add(1)
	go func() {
		defer wg.Done()
		l, err := net.Listen("tcp", "127.0.0.1:0")
		if err != nil {
			return
		}
		results <- l.Addr().String()
		l.Close() // want `port of l is handed to net.Listen after l.Close`
	}()
	wg.Wait()
	_, err := net.Listen("tcp", <-results)
	return err
}

// joined waits until the goroutine has closed the socket.
func joined() {
	l, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		return
	}
	a := l.Addr().String()
	done := make(chan struct{})
	go func() {
		l.Close() // want `port of l is handed to net.Listen after l.Close`
		close(done)
	}()
	<-done
	net.Listen("tcp", a)
}

// returned is sent by the goroutine that closes the socket.
func returned() {
	addrs := make(chan string)
	l, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		return
	}
	go func() {
		a := l.Addr().String()
		l.Close() // want `port of l is handed to net.Listen after l.Close`
		addrs <- a
	}()
	net.Listen("tcp", <-addrs)
}

// counted waits for a group.
func counted() {
	l, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		return
	}
	a := l.Addr().String()
	var wg sync.WaitGroup
	wg.Add(1)
	go func() {
		defer wg.Done()
		l.Close() // want `port of l is handed to net.Listen after l.Close`
	}()
	wg.Wait()
	net.Listen("tcp", a)
}

// sink returns the end to send on.
func sink() chan<- string {
	c := make(chan string)
	go func() {
		for a := range c {
			net.Listen("tcp", a)
		}
	}()
	return c
}

func sunk() {
	c := sink()
	l, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		return
	}
	a := l.Addr().String()
	l.Close() // want `port of l is handed to sink \(net.Listen\) after l.Close`
	c <- a
}

// ends has both ends of a channel.
type ends struct {
	in  chan<- string
	out <-chan string
}

func newEnds() ends {
	c := make(chan string)
	return ends{c, c}
}

func (e ends) work() { net.Listen("tcp", <-e.out) }

func bothEnds() {
	e := newEnds()
	go e.work()
	l, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		return
	}
	a := l.Addr().String()
	l.Close() // want `port of l is handed to ends.work|work \(net.Listen\) after l.Close`
	e.in <- a
}

// byName has channels in a map.
func byName() {
	m := map[string]chan string{"a": make(chan string)}
	go func() { net.Listen("tcp", <-m["a"]) }()
	l, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		return
	}
	a := l.Addr().String()
	l.Close() // want `port of l is handed to net.Listen after l.Close`
	m["a"] <- a
}

func fresh() (string, error) {
	l, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		return "", err
	}
	defer l.Close()
	return l.Addr().String(), nil
}

// three servers are started, each on a port of its own; the first that fails ends it.
func three(ready chan bool) error {
	for range 3 {
		a, err := fresh() // want `fresh returns a port that is no longer held .* and it is handed to http.ListenAndServe`
		if err != nil {
			return err
		}
		errc := make(chan error, 1)
		go func() { errc <- http.ListenAndServe(a, nil) }()
		select {
		case err := <-errc:
			return err
		case <-ready:
		}
	}
	return nil
}

// inTurn goes on only if there was no error.
func inTurn() error {
	for range 3 {
		l, err := net.Listen("tcp", "127.0.0.1:0")
		if err != nil {
			return err
		}
		a := l.Addr().String()
		l.Close() // want `port of l is handed to http.ListenAndServe after l.Close`
		errc := make(chan error, 1)
		go func() { errc <- http.ListenAndServe(a, nil) }()
		if err := <-errc; err != nil {
			return err
		}
	}
	return nil
}
