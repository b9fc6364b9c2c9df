//go:build unix

package apply_test

import (
	"errors"
	"os"
	"path/filepath"
	"syscall"
	"testing"
	"time"

	"github.com/sockvet/sockvet/internal/apply"
)

func TestWriteKeepsOwner(t *testing.T) {
	if os.Getuid() != 0 {
		t.Skip("only root can give files away")
	}
	p := newProject(t)
	name := p.add("p.go", "package p\n\nvar a = 1\n")
	if err := errors.Join(os.Chown(name, 1234, 5678), os.Chmod(name, 0o640|os.ModeSetgid)); err != nil {
		t.Skip(err)
	}
	p.fix(name, "1", "2")
	if err := p.plan()[0].Write(); err != nil {
		t.Fatal(err)
	}
	p.check("p.go", "package p\n\nvar a = 2\n")
	info, err := os.Stat(name)
	if err != nil {
		t.Fatal(err)
	}
	if stat := info.Sys().(*syscall.Stat_t); stat.Uid != 1234 || stat.Gid != 5678 || info.Mode() != 0o640|os.ModeSetgid {
		t.Errorf("owner %d, group %d, mode %v, want 1234, 5678 and -rw-r----- with setgid", stat.Uid, stat.Gid, info.Mode())
	}
}

// TestWriteRegularFilesOnly has a pipe in the place of the file.
func TestWriteRegularFilesOnly(t *testing.T) {
	p := newProject(t)
	name := p.add("p.go", "package p\n\nvar a = 1\n")
	p.fix(name, "1", "2")
	change := p.plan()[0]
	if err := errors.Join(os.Remove(name), syscall.Mkfifo(name, 0o644)); err != nil {
		t.Skip(err)
	}
	if err := change.Write(); err == nil {
		t.Error("no error")
	}
	if info, err := os.Lstat(name); err != nil || info.Mode().Type() != os.ModeNamedPipe {
		t.Errorf("the pipe is gone: %v, %v", info, err)
	}
}

// TestUninterrupted has a signal come while the first of two files is changed.
func TestUninterrupted(t *testing.T) {
	p := newProject(t)
	p.fix(p.add("a.go", "package p\n\nvar a = 1\n"), "1", "2")
	p.fix(p.add("b.go", "package p\n\nvar b = 1\n"), "1", "2")
	done, errs := apply.Uninterrupted(p.plan(), func(c *apply.Change) error {
		if err := syscall.Kill(os.Getpid(), syscall.SIGTERM); err != nil {
			t.Fatal(err)
		}
		time.Sleep(100 * time.Millisecond) // until it has come
		return c.Write()
	})
	if len(done) != 1 || filepath.Base(done[0].File) != "a.go" || len(errs) != 1 || !errors.Is(errs[0], apply.ErrInterrupted) {
		t.Errorf("got %v, %v, want a change of a.go and to know of the signal", done, errs)
	}
	p.check("a.go", "package p\n\nvar a = 2\n")
	p.check("b.go", "package p\n\nvar b = 1\n")
}
