package cache_test

import (
	"errors"
	"os"
	"path/filepath"
	"testing"

	"github.com/sockvet/sockvet/internal/cache"
)

// TestKeys has things that are not the same, though their texts are, put together.
func TestKeys(t *testing.T) {
	type add func(*cache.Hash)
	values := func(name string, values ...string) add { return func(h *cache.Hash) { h.Add(name, values...) } }
	pairs := func(pairs map[string]string) add { return func(h *cache.Hash) { h.AddMap("m", pairs) } }
	seen := map[cache.Key]int{}
	for i, adds := range [][]add{
		{},
		{values("a")},
		{values("a", "")},
		{values("a", "b")},
		{values("ab")},
		{values("a", "b", "c")},
		{values("a", "bc")},
		{values("a", "c", "b")},
		{values("a", "b"), values("c")},
		{values("a"), values("b", "c")},
		{values("m")},
		{pairs(map[string]string{"a": "b"})},
		{pairs(map[string]string{"b": "a"})},
		{pairs(map[string]string{"a": "", "b": ""})},
	} {
		for _, kind := range []string{"x", "y"} {
			h := cache.NewHash(kind)
			for _, add := range adds {
				add(h)
			}
			if other, ok := seen[h.Key()]; ok {
				t.Errorf("%d and %d, %s: the same key", other, i, kind)
			}
			seen[h.Key()] = i
		}
	}
	same := func() cache.Key {
		h := cache.NewHash("x")
		pairs(map[string]string{"a": "1", "b": "2", "c": "3"})(h)
		return h.Key()
	}
	first := same()
	for range 10 {
		if same() != first {
			t.Error("the same map has two keys")
		}
	}
}

func TestFiles(t *testing.T) {
	content := map[string]string{"a": "1", "b": "1", "c": "2"}
	reads := 0
	sealed := filepath.Join(t.TempDir(), "sealed")
	if err := os.WriteFile(sealed, []byte("1"), 0o666); err != nil {
		t.Fatal(err)
	}
	files := &cache.Files{Sealed: func(name string) bool { return name == sealed }, Read: func(name string) ([]byte, error) {
		reads++
		text, ok := content[name]
		if !ok {
			return nil, os.ErrNotExist
		}
		return []byte(text), nil
	}}
	hash := func(name string) string {
		t.Helper()
		h, err := files.Mark(name)
		if err != nil {
			t.Fatal(err)
		}
		return h
	}
	if hash("a") != hash("b") || hash("a") == hash("c") {
		t.Error("the hash is not one of the content")
	}
	before := hash("a")
	content["a"] = "changed"
	if hash("a") != before || reads != 3 {
		t.Errorf("a file was read again; %d files were read, want 3", reads)
	}
	if !files.Is("a", []byte("1")) || files.Is("a", []byte("changed")) || files.Is("d", nil) {
		t.Error("Is goes by something else than the first content")
	}
	before = hash(sealed)
	if hash(sealed) != before || !files.Is(sealed, []byte("1")) || reads != 3 {
		t.Error("a sealed file was read")
	}
	if err := os.WriteFile(sealed, []byte("12"), 0o666); err != nil {
		t.Fatal(err)
	}
	if hash(sealed) == before {
		t.Error("a sealed file was changed, and nobody noticed")
	}
	if _, err := files.Mark("d"); !errors.Is(err, os.ErrNotExist) {
		t.Errorf("got error %v of a file that is not there", err)
	}
}

func TestTool(t *testing.T) {
	a, err := cache.Tool()
	if err != nil || a == (cache.Key{}) {
		t.Fatalf("got %x, %v", a, err)
	}
	if b, err := cache.Tool(); a != b || err != nil {
		t.Errorf("got %x, %v the second time, want %x", b, err, a)
	}
}
