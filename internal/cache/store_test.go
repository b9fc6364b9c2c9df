package cache_test

import (
	"bytes"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"sync"
	"testing"
	"time"

	"github.com/sockvet/sockvet/internal/cache"
)

func open(t *testing.T, dir string) *cache.Store {
	t.Helper()
	store, err := cache.Open(dir)
	if err != nil {
		t.Fatal(err)
	}
	return store
}

func key(text string) cache.Key {
	h := cache.NewHash("test")
	h.Add("text", text)
	return h.Key()
}

func put(t *testing.T, s *cache.Store, key cache.Key, data string) {
	t.Helper()
	if err := s.Put(key, []byte(data)); err != nil {
		t.Fatal(err)
	}
}

// files returns the names of the files in dir that end so, one for each entry.
func files(t *testing.T, dir, end string) []string {
	t.Helper()
	var names []string
	err := filepath.WalkDir(dir, func(name string, _ fs.DirEntry, err error) error {
		if strings.HasSuffix(name, end) {
			names = append(names, name)
		}
		return err
	})
	if err != nil {
		t.Fatal(err)
	}
	return names
}

func TestStore(t *testing.T) {
	dir := filepath.Join(t.TempDir(), "new", "folder")
	s := open(t, dir)
	if data, ok := s.Get(key("a")); ok {
		t.Errorf("an empty store has %q", data)
	}
	put(t, s, key("a"), "one")
	put(t, s, key("b"), "")
	put(t, s, key("c"), "one")
	put(t, s, key("c"), "two")
	for _, s := range []*cache.Store{s, open(t, dir)} {
		for name, want := range map[string]string{"a": "one", "b": "", "c": "two"} {
			if data, ok := s.Get(key(name)); !ok || string(data) != want {
				t.Errorf("%s: got %q, %v, want %q", name, data, ok, want)
			}
		}
		if data, ok := s.Get(key("d")); ok {
			t.Errorf("got %q for what was not put", data)
		}
	}
	if _, err := os.Stat(filepath.Join(dir, "README")); err != nil {
		t.Errorf("nothing says what the folder is: %v", err)
	}
}

// TestDamage has an entry in each state that a crash, a full disk or somebody else can
// leave it in: it is as if it was not there, and can be stored again.
func TestDamage(t *testing.T) {
	const data = "what was found out"
	change := func(do func([]byte) []byte) func(*testing.T, string) {
		return func(t *testing.T, name string) {
			content, err := os.ReadFile(name)
			if err == nil {
				err = os.WriteFile(name, do(content), 0o666)
			}
			if err != nil {
				t.Fatal(err)
			}
		}
	}
	damages := map[string]func(*testing.T, string){
		"gone":      func(t *testing.T, name string) { os.Remove(name) },
		"empty":     change(func([]byte) []byte { return nil }),
		"truncated": change(func(c []byte) []byte { return c[:len(c)-1] }),
		"longer":    change(func(c []byte) []byte { return append(c, '\n') }),
		"altered":   change(func(c []byte) []byte { c[len(c)/2] ^= 1; return c }),
		"foreign":   change(func([]byte) []byte { return []byte("something else") }),
		"a folder": func(t *testing.T, name string) {
			os.Remove(name)
			if err := os.Mkdir(name, 0o777); err != nil {
				t.Fatal(err)
			}
		},
	}
	dir := t.TempDir()
	s := open(t, dir)
	for _, end := range []string{"-a", "-d"} {
		for what, damage := range damages {
			before := files(t, dir, end)
			key := key(end + what)
			put(t, s, key, data)
			after := files(t, dir, end)
			i := slices.IndexFunc(after, func(name string) bool { return !slices.Contains(before, name) })
			damage(t, after[i])
			if got, ok := s.Get(key); ok {
				t.Errorf("%s, %s: got %q", end, what, got)
			}
			if what == "a folder" {
				if err := s.Put(key, []byte(data)); err == nil {
					t.Errorf("%s, %s: no error, though nothing can be stored", end, what)
				}
				continue
			}
			put(t, s, key, data)
			if got, ok := s.Get(key); !ok || string(got) != data {
				t.Errorf("%s, %s: got %q, %v when it was stored again", end, what, got, ok)
			}
		}
	}
}

// TestResultOfAnotherKey has an entry that is whole, and says that it is that of a key
// whose result it is not.
func TestResultOfAnotherKey(t *testing.T) {
	dir := t.TempDir()
	s := open(t, dir)
	a, b := key("a"), key("b")
	put(t, s, a, "that of a")
	content, err := os.ReadFile(files(t, dir, "-a")[0])
	if err != nil {
		t.Fatal(err)
	}
	forged := bytes.ReplaceAll(content, fmt.Appendf(nil, "%x", a), fmt.Appendf(nil, "%x", b))
	name := filepath.Join(dir, fmt.Sprintf("%02x", b[0]), fmt.Sprintf("%x-a", b))
	if err := os.WriteFile(name, forged, 0o666); err != nil {
		t.Fatal(err)
	}
	if got, ok := s.Get(b); ok {
		t.Errorf("got %q", got)
	}
}

func TestTwoAtOnce(t *testing.T) {
	dir := t.TempDir()
	var wg sync.WaitGroup
	for range 2 {
		s := open(t, dir)
		wg.Go(func() {
			for i := range 100 {
				name := fmt.Sprint(i)
				if err := s.Put(key(name), []byte("data "+name)); err != nil {
					t.Error(err)
				}
			}
		})
		wg.Go(func() {
			for i := range 100 {
				name := fmt.Sprint(i)
				if data, ok := s.Get(key(name)); ok && string(data) != "data "+name {
					t.Errorf("%s: got %q", name, data)
				}
			}
		})
	}
	wg.Wait()
	s := open(t, dir)
	for i := range 100 {
		name := fmt.Sprint(i)
		if data, ok := s.Get(key(name)); !ok || string(data) != "data "+name {
			t.Errorf("%s: got %q, %v in the end", name, data, ok)
		}
	}
}

func TestTrim(t *testing.T) {
	dir := t.TempDir()
	s := open(t, dir)
	put(t, s, key("old"), "old")
	put(t, s, key("used"), "used")
	week := time.Now().AddDate(0, 0, -7)
	for _, name := range append(files(t, dir, "-a"), files(t, dir, "-d")...) {
		if err := os.Chtimes(name, week, week); err != nil {
			t.Fatal(err)
		}
	}
	put(t, s, key("new"), "new")
	s.Get(key("used"))
	if err := s.Trim(); err != nil {
		t.Fatal(err)
	}
	for name, want := range map[string]bool{"old": false, "used": true, "new": true} {
		if _, ok := s.Get(key(name)); ok != want {
			t.Errorf("%s: %v, want %v", name, ok, want)
		}
	}
	if got := len(files(t, dir, "-d")); got != 2 {
		t.Errorf("%d files are left, want 2", got)
	}
}

func TestSettings(t *testing.T) {
	if s, err := cache.Open(cache.Off); s != nil || err != nil {
		t.Errorf("off: got %v, %v", s, err)
	}
	file := filepath.Join(t.TempDir(), "file")
	if err := os.WriteFile(file, nil, 0o666); err != nil {
		t.Fatal(err)
	}
	if _, err := cache.Open(file); err == nil {
		t.Error("no error, though the folder is a file")
	}
	home := t.TempDir()
	for _, name := range []string{"XDG_CACHE_HOME", "HOME", "LocalAppData"} {
		t.Setenv(name, home)
	}
	user, err := os.UserCacheDir()
	if err != nil {
		t.Fatal(err)
	}
	open(t, "")
	if _, err := os.Stat(filepath.Join(user, "sockvet", "00")); err != nil {
		t.Errorf("by default, it is elsewhere: %v", err)
	}
}
