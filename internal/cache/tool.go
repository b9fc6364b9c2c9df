package cache

import (
	"crypto/sha256"
	"io"
	"os"
)

// Tool returns a hash of the program that runs: its results are those of its build. The
// error is that of reading it.
func Tool() (Key, error) {
	file, err := openTool()
	if err != nil {
		return Key{}, err
	}
	defer file.Close()
	h := sha256.New()
	if _, err := io.Copy(h, file); err != nil {
		return Key{}, err
	}
	return Key(h.Sum(nil)), nil
}

// openTool opens the program. Where it can, it does so by what runs and not by the name:
// another build may have that by now.
func openTool() (*os.File, error) {
	if file, err := os.Open("/proc/self/exe"); err == nil {
		return file, nil
	}
	name, err := os.Executable()
	if err != nil {
		return nil, err
	}
	return os.Open(name)
}
