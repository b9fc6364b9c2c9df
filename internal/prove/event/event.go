// Package event reads what a test tells of its sockets and directories, by way of the
// code that package overlay adds to the standard library: a datagram an event, of fields
// that are parted by zero bytes.
package event

import (
	"bytes"
	"fmt"
	"hash/fnv"
	"net/netip"
	"strconv"
	"strings"
)

// A Kind says what has happened.
type Kind string

// The kinds. Of the first three, Stack is where the socket was bound to port 0, and
// Close where it was closed; of the others, Stack is where it happened.
const (
	Taken   Kind = "taken"   // an unused socket was closed, and its address taken
	Spared  Kind = "spared"  // the same, but it was to be left alone
	Held    Kind = "held"    // the same, but it can't be taken: a copy of the socket is open
	InUse   Kind = "inuse"   // a bind failed, since the address was in use
	Bound   Kind = "bound"   // a bind of a port other than 0 was successful
	Refused Kind = "refused" // the first dial of a port that was refused
	Unix    Kind = "unix"    // a Unix socket was bound
	Mkdir   Kind = "mkdir"   // a temporary directory was made
)

// An Event is one of them.
type Event struct {
	Kind    Kind
	Run     string // which run of a test binary tells
	Pid     int
	Network string // as package net names it
	Address string // or a path
	Stack   Stack
	Close   Stack
	Key     Key // of Stack
}

// A Key stands for a stack in the files that say what to spare.
type Key string

// A Stack has the innermost frame first.
type Stack []Frame

// A Frame is a call in a stack.
type Frame struct {
	Func string // with the path of its package
	File string
	Line int
}

// Parse reads a datagram.
func Parse(datagram []byte) (Event, error) {
	fields := strings.Split(string(datagram), "\x00")
	if len(fields) < 6 {
		return Event{}, fmt.Errorf("an event has %d fields", len(fields))
	}
	pid, err := strconv.Atoi(fields[1])
	if err != nil {
		return Event{}, fmt.Errorf("an event of process %q", fields[1])
	}
	e := Event{Kind: Kind(fields[2]), Run: fields[0], Pid: pid, Network: fields[3], Address: fields[4], Key: KeyOf(fields[5])}
	if e.Stack, err = parseStack(fields[5]); err != nil {
		return Event{}, err
	}
	if len(fields) > 6 {
		e.Close, err = parseStack(fields[6])
	}
	return e, err
}

// KeyOf returns the key of a stack in the form that it is sent in.
func KeyOf(stack string) Key {
	h := fnv.New64a()
	h.Write([]byte(stack)) // never fails
	return Key(fmt.Sprintf("%016x", h.Sum64()))
}

func parseStack(text string) (Stack, error) {
	var stack Stack
	for line := range strings.Lines(text) {
		parts := strings.Split(strings.TrimSuffix(line, "\n"), "\t")
		if len(parts) != 3 {
			return nil, fmt.Errorf("a frame is %q", line)
		}
		n, err := strconv.Atoi(parts[2])
		if err != nil {
			return nil, fmt.Errorf("a frame is at line %q", parts[2])
		}
		stack = append(stack, Frame{parts[0], parts[1], n})
	}
	return stack, nil
}

// Port returns the number in the address of a TCP or UDP socket, or 0.
func (e *Event) Port() uint16 {
	addr, err := netip.ParseAddrPort(e.Address)
	if err == nil {
		return addr.Port()
	}
	_, port, _ := strings.Cut(e.Address, ":") // without an IP address
	n, err := strconv.ParseUint(port, 10, 16)
	if err != nil {
		return 0
	}
	return uint16(n)
}

// Protocol returns the network without its family, "tcp" for "tcp4".
func (e *Event) Protocol() string { return strings.TrimRight(e.Network, "46") }

// Keys returns the contents of a file that says what to spare.
func Keys(keys []Key) []byte {
	var text bytes.Buffer
	for _, k := range keys {
		fmt.Fprintln(&text, k)
	}
	return text.Bytes()
}
