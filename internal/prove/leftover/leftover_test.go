//go:build unix

package leftover_test

import (
	"os"
	"path/filepath"
	"testing"

	"github.com/sockvet/sockvet/internal/prove/event"
	"github.com/sockvet/sockvet/internal/prove/holder"
	"github.com/sockvet/sockvet/internal/prove/leftover"
)

func told(kind event.Kind, path string) holder.Event {
	return holder.Event{Event: event.Event{Kind: kind, Address: path, Stack: event.Stack{{Func: path}}}}
}

func TestFind(t *testing.T) {
	dir := t.TempDir()
	stays, other, gone := filepath.Join(dir, "stays"), filepath.Join(dir, "other"), filepath.Join(dir, "gone")
	for _, d := range []string{stays, other} {
		if err := os.Mkdir(d, 0o777); err != nil {
			t.Fatal(err)
		}
		if err := os.WriteFile(filepath.Join(d, "file"), make([]byte, 100), 0o666); err != nil {
			t.Fatal(err)
		}
	}
	events := []holder.Event{
		told(event.Mkdir, stays), told(event.Mkdir, other), told(event.Mkdir, gone),
		told(event.Unix, filepath.Join(stays, "s")), told(event.Unix, filepath.Join(stays, "t")),
		told(event.Unix, filepath.Join(gone, "s")), told(event.Unix, other+"s"), told(event.Unix, ""),
	}
	found := leftover.Find(events, nil)
	if len(found) != 1 || found[0].Path != stays || found[0].Bytes != 100 || found[0].Made[0].Func != stays {
		t.Fatalf("got %+v", found)
	}
	if errs := leftover.Remove(found); len(errs) > 0 {
		t.Fatal(errs)
	}
	if _, err := os.Stat(stays); err == nil {
		t.Error("it is not removed")
	}
	if _, err := os.Stat(other); err != nil {
		t.Error("another one is removed")
	}
}

// Without being told of directories, only new ones in the folder for temporary files
// count.
func TestUntold(t *testing.T) {
	t.Setenv("TMPDIR", t.TempDir())
	old, made := filepath.Join(os.TempDir(), "old"), filepath.Join(os.TempDir(), "new")
	mkdir := func(dir string) {
		t.Helper()
		if err := os.MkdirAll(dir, 0o777); err != nil {
			t.Fatal(err)
		}
	}
	mkdir(old)
	before := leftover.Temp()
	mkdir(filepath.Join(made, "below"))
	events := []holder.Event{
		told(event.Unix, filepath.Join(old, "s")), told(event.Unix, filepath.Join(made, "below", "s")),
		told(event.Unix, filepath.Join(os.TempDir(), "s")), told(event.Unix, filepath.Join(t.TempDir(), "s")),
	}
	if found := leftover.Find(events, before); len(found) != 1 || found[0].Path != made || found[0].Made != nil {
		t.Errorf("got %+v", found)
	}
}
