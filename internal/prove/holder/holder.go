//go:build unix

// Package holder holds the ports that tests have freed before they were used, in this
// process: they stay taken when the test has ended that freed them, whoever counts
// descriptors in a test sees none of them, and they are free as soon as this process ends.
package holder

import (
	"fmt"
	"os"
	"path/filepath"
	"sync"
	"syscall"
	"time"

	"github.com/sockvet/sockvet/internal/prove/event"
)

// Options say how long ports are held.
type Options struct {
	Hold time.Duration // for so long after they were taken
	Cap  int           // no more sockets than these: the oldest are let go first
	Wide bool          // ports are taken for TCP and UDP alike
}

// A Holder gets the events of tests, and holds sockets.
type Holder struct {
	options Options
	socket  *socket
	done    chan struct{}

	mu     sync.Mutex
	events map[string][]Event // by run
	held   []*held            // the oldest first
	synced map[string]chan struct{}
	err    error
}

// An Event is one of a test, with what is known here.
type Event struct {
	event.Event
	Of event.Key // of a bind that failed and a dial that was refused: the key of who freed the port that is taken, or ""
}

type held struct {
	run     string
	by      event.Event
	sockets []int
	since   time.Time
}

// Listen makes a holder whose socket is in a folder.
func Listen(folder string, options Options) (*Holder, error) {
	socket, err := listen(filepath.Join(folder, "s"))
	if err != nil {
		return nil, err
	}
	h := &Holder{
		options: options, socket: socket, done: make(chan struct{}),
		events: map[string][]Event{}, synced: map[string]chan struct{}{},
	}
	go h.read()
	go h.expire()
	return h, nil
}

// expire lets go of ports that were held for long enough.
func (h *Holder) expire() {
	tick := time.NewTicker(max(min(h.options.Hold/4, time.Second), time.Millisecond))
	defer tick.Stop()
	for {
		select {
		case <-h.done:
			return
		case now := <-tick.C:
			h.mu.Lock()
			h.release(func(x *held) bool { return now.Sub(x.since) > h.options.Hold })
			h.mu.Unlock()
		}
	}
}

// Path returns the name of the socket.
func (h *Holder) Path() string { return h.socket.name }

// Close lets go of all ports.
func (h *Holder) Close() error {
	err := h.socket.file.Close()
	<-h.done
	h.mu.Lock()
	defer h.mu.Unlock()
	h.release(func(*held) bool { return true })
	return err
}

// Events returns the events of a run that has ended, lets go of its ports and forgets it.
// The error is that of receiving events.
func (h *Holder) Events(run string) ([]Event, error) {
	if err := h.sync(run); err != nil {
		return nil, err
	}
	h.mu.Lock()
	defer h.mu.Unlock()
	h.release(func(x *held) bool { return x.run == run })
	events := h.events[run]
	delete(h.events, run)
	return events, h.err
}

const syncKind event.Kind = "sync"

// sync waits until all is read that was sent before.
func (h *Holder) sync(run string) error {
	read := make(chan struct{})
	h.mu.Lock()
	h.synced[run] = read
	h.mu.Unlock()
	if err := send(h.socket.name, fmt.Appendf(nil, "%s\x00%d\x00%s\x00\x00\x00", run, os.Getpid(), syncKind)); err != nil {
		return err
	}
	select {
	case <-read:
	case <-h.done:
	}
	return nil
}

// maxDatagram is more than what an event with two stacks of 64 frames takes, unless
// names are of hundreds of letters.
const maxDatagram = 1 << 18

// read receives events until the socket is closed.
func (h *Holder) read() {
	defer close(h.done)
	text, rights := make([]byte, maxDatagram), make([]byte, syscall.CmsgSpace(4*16))
	for {
		n, m, err := h.socket.read(text, rights)
		if err != nil {
			return // the socket is closed
		}
		sockets, rightsErr := descriptors(rights[:m])
		e, err := event.Parse(text[:n])
		h.mu.Lock()
		switch {
		case err != nil || rightsErr != nil:
			h.fail(err, rightsErr)
			closeAll(sockets)
		case e.Kind == syncKind:
			if read := h.synced[e.Run]; read != nil {
				close(read)
				delete(h.synced, e.Run)
			}
		default:
			h.add(e, sockets)
		}
		h.mu.Unlock()
	}
}

func (h *Holder) fail(errs ...error) {
	for _, err := range errs {
		if h.err == nil && err != nil {
			h.err = fmt.Errorf("what a test tells of its sockets: %w", err)
		}
	}
}

// add notes an event.
func (h *Holder) add(e event.Event, sockets []int) {
	noted := Event{Event: e}
	switch e.Kind {
	case event.Taken:
		if len(sockets) == 0 { // lost on the way: too many are open
			noted.Kind = event.Held
			break
		}
		h.held = append(h.held, &held{e.Run, e, sockets, time.Now()})
		for h.count() > h.options.Cap {
			oldest := h.held[0]
			h.release(func(x *held) bool { return x == oldest })
		}
	case event.InUse, event.Refused, event.Bound:
		noted.Of = h.taker(&e)
	}
	h.events[e.Run] = append(h.events[e.Run], noted)
}

// taker returns the key of what freed the port of e, if that is held for it.
func (h *Holder) taker(e *event.Event) event.Key {
	for i := len(h.held) - 1; i >= 0; i-- {
		x := h.held[i]
		if x.by.Port() == e.Port() && (h.options.Wide || x.by.Protocol() == e.Protocol() || e.Kind == event.Bound) {
			return x.by.Key
		}
	}
	return ""
}

func (h *Holder) count() int {
	n := 0
	for _, x := range h.held {
		n += len(x.sockets)
	}
	return n
}

// release lets go of the ports that which says.
func (h *Holder) release(which func(*held) bool) {
	kept := h.held[:0]
	for _, x := range h.held {
		if which(x) {
			closeAll(x.sockets)
		} else {
			kept = append(kept, x)
		}
	}
	clear(h.held[len(kept):])
	h.held = kept
}

func closeAll(sockets []int) {
	for _, s := range sockets {
		syscall.Close(s) // nothing was written to it
	}
}

// descriptors returns the sockets that came with a datagram.
func descriptors(rights []byte) ([]int, error) {
	messages, err := syscall.ParseSocketControlMessage(rights)
	if err != nil {
		return nil, err
	}
	var all []int
	for _, m := range messages {
		fds, err := syscall.ParseUnixRights(&m)
		if err != nil {
			return all, err
		}
		all = append(all, fds...)
	}
	return all, nil
}
