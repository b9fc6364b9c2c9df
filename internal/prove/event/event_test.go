package event_test

import (
	"reflect"
	"testing"

	"github.com/sockvet/sockvet/internal/prove/event"
)

func TestParse(t *testing.T) {
	const stack = "net.Listen\t/go/src/net/dial.go\t800\nm.f\t/m/m.go\t7\n"
	got, err := event.Parse([]byte("run\x0017\x00taken\x00tcp\x00127.0.0.1:40000\x00" + stack + "\x00m.f\t/m/m.go\t9\n"))
	want := event.Event{
		Kind: event.Taken, Run: "run", Pid: 17, Network: "tcp", Address: "127.0.0.1:40000", Key: event.KeyOf(stack),
		Stack: event.Stack{{"net.Listen", "/go/src/net/dial.go", 800}, {"m.f", "/m/m.go", 7}},
		Close: event.Stack{{"m.f", "/m/m.go", 9}},
	}
	if err != nil || !reflect.DeepEqual(got, want) {
		t.Errorf("got %+v, %v\nwant %+v", got, err, want)
	}
	for _, text := range []string{
		"", "run\x0017\x00taken\x00tcp\x00a", "run\x00x\x00taken\x00tcp\x00a\x00",
		"run\x0017\x00taken\x00tcp\x00a\x00f\t7\n", "run\x0017\x00taken\x00tcp\x00a\x00f\tfile\tx\n",
		"run\x0017\x00taken\x00tcp\x00a\x00\x00f\n",
	} {
		if e, err := event.Parse([]byte(text)); err == nil {
			t.Errorf("%q is %+v", text, e)
		}
	}
}

// The same as in the code that is compiled into tests: FNV-1a of 64 bits, whose value for
// "a" its authors publish.
func TestKey(t *testing.T) {
	if got := event.KeyOf("a"); got != "af63dc4c8601ec8c" {
		t.Errorf("got %s", got)
	}
	if got := string(event.Keys([]event.Key{"1", "2"})); got != "1\n2\n" {
		t.Errorf("got %q", got)
	}
}

func TestPort(t *testing.T) {
	for address, want := range map[string]uint16{
		"127.0.0.1:4000": 4000, "[::1]:5": 5, "[fe80::1%eth0]:65535": 65535, ":80": 80, ":0": 0, "/tmp/s": 0, "": 0, ":70000": 0,
	} {
		e := event.Event{Address: address, Network: "tcp6"}
		if got := e.Port(); got != want || e.Protocol() != "tcp" {
			t.Errorf("%s: got %d, %s", address, got, e.Protocol())
		}
	}
}
