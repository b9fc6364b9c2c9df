package cache

import (
	"crypto/sha256"
	"fmt"
	"os"
	"sync"
)

// Files tells by which text files are what they were: a hash of what is in them when it
// is first asked for.
type Files struct {
	// Read reads a file.
	Read func(name string) ([]byte, error)

	// Sealed reports whether a file is one that is not to be changed. There are many, and
	// of these the size and the time will do.
	Sealed func(name string) bool

	mu    sync.Mutex
	texts map[string]string
}

// Mark returns the text for a file. The error is that of reading it.
func (f *Files) Mark(name string) (string, error) {
	if f.Sealed(name) {
		info, err := os.Stat(name)
		if err != nil {
			return "", err
		}
		return fmt.Sprint(info.Size(), info.ModTime().UnixNano()), nil
	}
	f.mu.Lock()
	text, ok := f.texts[name]
	f.mu.Unlock()
	if ok {
		return text, nil
	}
	content, err := f.Read(name)
	if err != nil {
		return "", err
	}
	f.mu.Lock()
	defer f.mu.Unlock()
	if f.texts == nil {
		f.texts = map[string]string{}
	}
	if _, ok := f.texts[name]; !ok {
		f.texts[name] = markOf(content)
	}
	return f.texts[name], nil
}

// Is reports whether that is the content of a file whose text somebody has asked for.
func (f *Files) Is(name string, content []byte) bool {
	if f.Sealed(name) {
		return true
	}
	f.mu.Lock()
	text, ok := f.texts[name]
	f.mu.Unlock()
	return ok && text == markOf(content)
}

func markOf(content []byte) string {
	hash := sha256.Sum256(content)
	return string(hash[:])
}
