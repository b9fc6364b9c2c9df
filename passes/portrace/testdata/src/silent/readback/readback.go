// Package readback keeps the addresses of servers that have gone in files, which only
// it reads, to see whether they are back.
package readback

import (
	"encoding/json"
	"fmt"
	"net"
	"os"
	"testing"
	"time"
)

func dead(t *testing.T) int {
	t.Helper()
	l, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		t.Fatal(err)
	}
	defer l.Close()
	return l.Addr().(*net.TCPAddr).Port
}

type entry struct {
	Name string
	Port int
}

type state struct{ Last entry }

func save(path string, v any) error {
	b, err := json.Marshal(v)
	if err != nil {
		return err
	}
	return os.WriteFile(path, b, 0o600)
}

func (e entry) alive() bool {
	c, err := net.DialTimeout("tcp", fmt.Sprintf("127.0.0.1:%d", e.Port), time.Second)
	if err != nil {
		return false
	}
	c.Close()
	return true
}

func load(path string) (all []entry, err error) {
	b, err := os.ReadFile(path)
	if err != nil {
		return nil, err
	}
	return all, json.Unmarshal(b, &all)
}

func list(t *testing.T) {
	path := t.TempDir() + "/entries"
	if err := save(path, []entry{{"a", dead(t)}, {Port: dead(t)}}); err != nil {
		t.Fatal(err)
	}
	all, err := load(path)
	if err != nil {
		t.Fatal(err)
	}
	for _, e := range all {
		if e.alive() {
			t.Error("somebody answers")
		}
	}
}

func nested(t *testing.T) error { return save("state", state{Last: entry{Port: dead(t)}}) }

func direct(t *testing.T) error {
	b, err := json.Marshal(&entry{Port: dead(t)})
	if err != nil {
		return err
	}
	return os.WriteFile("entry", b, 0o600)
}

func written(t *testing.T) error {
	f, err := os.Create("entry")
	if err != nil {
		return err
	}
	defer f.Close()
	return json.NewEncoder(f).Encode(entry{Port: dead(t)})
}
