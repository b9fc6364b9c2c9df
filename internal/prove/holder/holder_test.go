//go:build unix

package holder_test

import (
	"errors"
	"fmt"
	"net"
	"os"
	"strings"
	"syscall"
	"testing"
	"time"

	"github.com/sockvet/sockvet/internal/prove/event"
	"github.com/sockvet/sockvet/internal/prove/holder"
)

func listen(t *testing.T, o holder.Options) *holder.Holder {
	t.Helper()
	dir, err := os.MkdirTemp("", "h")
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { os.RemoveAll(dir) })
	h, err := holder.Listen(dir, o)
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { h.Close() })
	return h
}

// send sends an event, with a socket if there is one.
func send(t *testing.T, h *holder.Holder, socket int, fields ...string) {
	t.Helper()
	s, err := syscall.Socket(syscall.AF_UNIX, syscall.SOCK_DGRAM, 0)
	if err != nil {
		t.Fatal(err)
	}
	defer syscall.Close(s)
	var rights []byte
	if socket >= 0 {
		rights = syscall.UnixRights(socket)
	}
	text := []byte(strings.Join(fields, "\x00"))
	if err := syscall.Sendmsg(s, text, rights, &syscall.SockaddrUnix{Name: h.Path()}, 0); err != nil {
		t.Fatal(err)
	}
}

// take binds a port without listening, passes it to a holder as that of a stack, and
// returns its address.
func take(t *testing.T, h *holder.Holder, run, stack string) string {
	t.Helper()
	s, err := syscall.Socket(syscall.AF_INET, syscall.SOCK_STREAM, 0)
	if err != nil {
		t.Fatal(err)
	}
	defer syscall.Close(s)
	if err := syscall.Bind(s, &syscall.SockaddrInet4{Addr: [4]byte{127, 0, 0, 1}}); err != nil {
		t.Fatal(err)
	}
	sa, err := syscall.Getsockname(s)
	if err != nil {
		t.Fatal(err)
	}
	addr := fmt.Sprintf("127.0.0.1:%d", sa.(*syscall.SockaddrInet4).Port)
	send(t, h, s, run, "1", "taken", "tcp", addr, stack, "")
	return addr
}

// taken reports whether an address is taken; if so, dials have to be refused.
func taken(t *testing.T, addr string) bool {
	t.Helper()
	l, err := net.Listen("tcp", addr)
	if err == nil {
		l.Close()
		return false
	}
	if !errors.Is(err, syscall.EADDRINUSE) {
		t.Fatal(err)
	}
	if conn, err := net.Dial("tcp", addr); !errors.Is(err, syscall.ECONNREFUSED) {
		t.Errorf("a dial is not refused: %v, %v", conn, err)
	}
	return true
}

func TestHold(t *testing.T) {
	h := listen(t, holder.Options{Hold: time.Hour, Cap: 10})
	addr, other := take(t, h, "run", "f\tf.go\t1\n"), take(t, h, "other", "")
	send(t, h, -1, "run", "1", "inuse", "tcp4", addr, "g\tg.go\t2\n")
	send(t, h, -1, "run", "1", "inuse", "udp", addr, "g\tg.go\t3\n")
	send(t, h, -1, "run", "1", "refused", "tcp", "127.0.0.1:1", "g\tg.go\t4\n")
	if !taken(t, addr) {
		t.Error("the port is not taken")
	}
	events, err := h.Events("run")
	if err != nil {
		t.Fatal(err)
	}
	var of []event.Key
	for _, e := range events {
		of = append(of, e.Of)
	}
	if want := []event.Key{"", events[0].Key, "", ""}; fmt.Sprint(of) != fmt.Sprint(want) {
		t.Errorf("the ports are of %q, want %q", of, want)
	}
	if taken(t, addr) || !taken(t, other) {
		t.Error("not only the ports of the run are free")
	}
	if again, err := h.Events("run"); len(again) > 0 || err != nil {
		t.Errorf("events are there again: %v, %v", again, err)
	}
	if err := h.Close(); err != nil || taken(t, other) {
		t.Errorf("ports are taken after the end: %v", err)
	}
}

func TestCap(t *testing.T) {
	h := listen(t, holder.Options{Hold: time.Hour, Cap: 2})
	var addrs []string
	for range 3 {
		addrs = append(addrs, take(t, h, "run", ""))
	}
	if _, err := h.Events("other"); err != nil { // all is read then
		t.Fatal(err)
	}
	if taken(t, addrs[0]) || !taken(t, addrs[1]) || !taken(t, addrs[2]) {
		t.Error("it does not let go of the oldest alone")
	}
}

func TestExpiry(t *testing.T) {
	h := listen(t, holder.Options{Hold: 100 * time.Millisecond, Cap: 10})
	addr := take(t, h, "run", "")
	for start := time.Now(); taken(t, addr); time.Sleep(10 * time.Millisecond) {
		if time.Since(start) > 10*time.Second {
			t.Fatal("the port stays taken")
		}
	}
}

// What is said wrongly is told, and nothing else.
func TestNonsense(t *testing.T) {
	h := listen(t, holder.Options{Hold: time.Hour, Cap: 2})
	send(t, h, -1, "run", "one", "taken", "tcp", "", "")
	if _, err := h.Events("run"); err == nil || !strings.Contains(err.Error(), `process "one"`) {
		t.Errorf("the error is %v", err)
	}
}

// A port whose socket did not arrive is not taken.
func TestLost(t *testing.T) {
	h := listen(t, holder.Options{Hold: time.Hour, Cap: 2})
	send(t, h, -1, "run", "1", "taken", "tcp", "127.0.0.1:9", "", "")
	events, err := h.Events("run")
	if err != nil || len(events) != 1 || events[0].Kind != event.Held {
		t.Errorf("got %+v, %v", events, err)
	}
}
