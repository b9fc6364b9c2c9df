// Package channel gives addresses to goroutines by way of channels, and nothing is wrong.
package channel

import (
	"net"
	"net/http"
	"time"
)

func worker(jobs <-chan string) {
	for j := range jobs {
		net.Listen("tcp", j)
	}
}

// heldWhenSent may be bound before the socket is closed.
func heldWhenSent() {
	jobs := make(chan string)
	go worker(jobs)
	l, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		return
	}
	jobs <- l.Addr().String()
	l.Close()
}

// dialled is only dialled by the worker.
func dialled() {
	jobs := make(chan string)
	go func() {
		for j := range jobs {
			net.Dial("tcp", j)
		}
	}()
	l, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		return
	}
	a := l.Addr().String()
	l.Close()
	jobs <- a
}

// others are sent to another channel than the worker reads.
func others() {
	jobs, rest := make(chan string), make(chan string, 1)
	go worker(jobs)
	l, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		return
	}
	a := l.Addr().String()
	l.Close()
	rest <- a
	jobs <- "127.0.0.1:80"
}

type server struct {
	jobs chan string
	addr string
}

func (s *server) serve() { http.ListenAndServe(s.addr, nil) }

// field is set when the goroutine may have read it: nothing waits.
func field() {
	s := &server{addr: ":80", jobs: make(chan string)}
	go s.serve()
	l, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		return
	}
	a := l.Addr().String()
	l.Close()
	s.addr = a
}

// fieldOfOther is another field than the one that is bound.
func fieldOfOther() {
	type job struct{ bind, peer string }
	jobs := make(chan job)
	go func() {
		for j := range jobs {
			net.Listen("tcp", j.bind)
			net.Dial("tcp", j.peer)
		}
	}()
	l, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		return
	}
	a := l.Addr().String()
	l.Close()
	jobs <- job{bind: ":80", peer: a}
}

// open sends the listener itself.
func open() {
	ls := make(chan net.Listener)
	go func() {
		for l := range ls {
			http.Serve(l, nil)
		}
	}()
	l, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		return
	}
	println(l.Addr().String())
	ls <- l
}

// closedLater is closed by a goroutine that nothing waits for.
func closedLater() {
	l, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		return
	}
	a := l.Addr().String()
	done := make(chan struct{})
	go func() {
		close(done)
		l.Close()
	}()
	<-done
	net.Listen("tcp", a)
}

// sentSooner is sent before the goroutine closes the socket.
func sentSooner() {
	addrs := make(chan string)
	l, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		return
	}
	go func() {
		addrs <- l.Addr().String()
		l.Close()
	}()
	net.Listen("tcp", <-addrs)
}

// another waits for another goroutine.
func another(tick chan int) {
	l, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		return
	}
	a := l.Addr().String()
	done := make(chan struct{})
	go func() {
		<-tick
		l.Close()
		close(done)
	}()
	<-tick
	net.Listen("tcp", a)
}

// sometimes closes it on one way only.
func sometimes(early bool) {
	l, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		return
	}
	a := l.Addr().String()
	done := make(chan struct{})
	go func() {
		if early {
			l.Close()
		}
		close(done)
	}()
	<-done
	net.Listen("tcp", a)
}

// twoSend on the channel: it may be the other one that was waited for.
func twoSend(work func()) {
	l, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		return
	}
	a := l.Addr().String()
	done := make(chan int)
	go func() {
		l.Close()
		done <- 1
	}()
	go func() {
		work()
		done <- 2
	}()
	<-done
	net.Listen("tcp", a)
}

// handedOn may be signalled on by whoever else has the channel.
func handedOn(notify func(chan int)) {
	l, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		return
	}
	a := l.Addr().String()
	done := make(chan int)
	notify(done)
	go func() {
		l.Close()
		done <- 1
	}()
	<-done
	net.Listen("tcp", a)
}

// deferredBefore closes the socket after the signal: what is deferred first runs last.
func deferredBefore() {
	l, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		return
	}
	a := l.Addr().String()
	done := make(chan int)
	go func() {
		defer l.Close()
		defer close(done)
	}()
	<-done
	net.Listen("tcp", a)
}

// mayWait only looks whether the goroutine is done.
func mayWait() {
	l, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		return
	}
	a := l.Addr().String()
	done := make(chan int)
	go func() {
		l.Close()
		close(done)
	}()
	select {
	case <-done:
	default:
	}
	net.Listen("tcp", a)
}

func fresh() (string, error) {
	l, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		return "", err
	}
	defer l.Close()
	return l.Addr().String(), nil
}

// retried takes a fresh port if the server ends at once.
func retried() error {
	for {
		a, err := fresh()
		if err != nil {
			return err
		}
		errc := make(chan error, 1)
		go func() { errc <- http.ListenAndServe(a, nil) }()
		select {
		case <-errc:
			continue
		case <-time.After(time.Second):
			return nil
		}
	}
}

// retriedByWorker takes a fresh port if the worker says that this one is taken.
func retriedByWorker() error {
	jobs, errc := make(chan string), make(chan error)
	go func() {
		for a := range jobs {
			_, err := net.Listen("tcp", a)
			errc <- err
		}
	}()
	for {
		a, err := fresh()
		if err != nil {
			return err
		}
		jobs <- a
		if err := <-errc; err == nil {
			return nil
		}
	}
}
